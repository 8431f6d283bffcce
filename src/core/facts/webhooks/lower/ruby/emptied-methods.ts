import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Ruby } from './ruby.ts';

/**
 * Names of the methods of a class that do nothing. `def authenticate_acme_request!; end` overrides a filter of an
 * included module and thereby disables it, as `skip_before_action` does.
 */
export const emptiedMethods = ({ text }: Ruby, node: SyntaxNode): string[] =>
  (child(node, 'body')?.children ?? []).flatMap((each) =>
    each.type === 'method' && (child(each, 'body')?.children ?? []).every(({ type }) => NO_WORK.has(type))
      ? [sourceOf(text, child(each, 'name'))]
      : [],
  );

const NO_WORK = new Set(['true', 'nil', 'comment']);
