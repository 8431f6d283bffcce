import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { lowerBody } from './lower-body.ts';
import type { Ruby } from './ruby.ts';

/** A block, a lambda or a proc as a function. */
export function blockOf(ruby: Ruby, node: SyntaxNode): string {
  const names = (child(node, 'parameters')?.children ?? []).map((each) =>
    identifier(sourceOf(ruby.text, each).replace(/\W.*$/s, '')),
  );
  const held = child(node, 'body');
  const inner = held && /^(?:block|do_block)$/.test(held.type) ? child(held, 'body') : held;
  return `(${[...new Set(names)].join(', ')}) => { ${ruby.out.inline(() => lowerBody(ruby, inner?.children ?? [], true))} }`;
}
