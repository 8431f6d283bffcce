import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { typeName } from '../curly/class-fields.ts';
import type { Curly } from '../curly/curly.ts';

/**
 * The trait, or else the superclass, that most likely has the methods which the file lacks; null where there is none.
 */
export function mixinOf(curly: Curly, node: SyntaxNode): string | null {
  const traits = (child(node, 'body')?.children ?? [])
    .filter((each) => each.type === 'use_declaration')
    .flatMap((each) => each.children.filter((part) => /name$/.test(part.type)))
    .map((each) => sourceOf(curly.text, each));
  const telling = traits.find((each) => TELLING.test(each)) ?? (traits.length === 1 ? traits[0] : undefined);
  const above = /\bextends\s+([\w\\]+)/.exec(sourceOf(curly.text, node).slice(0, 300).split('{')[0] ?? '')?.[1];
  const base = above !== undefined && !OF_FRAMEWORKS.test(above) ? above : undefined;
  const found = telling ?? base;
  return found === undefined || identifier(found) === sourceOf(curly.text, child(node, 'name'))
    ? null
    : typeName(curly, found, node);
}

const TELLING = /verif|valid|hook|sign|auth|secur|hmac/i;

/** Superclasses that verify nothing: those of frameworks, and the base of all controllers of an application. */
const OF_FRAMEWORKS =
  /(?:^|\\)(?:(?:Abstract|Base|App|Api|Frontend|CI_|MY_|Resource|Rest)?Controller|ApiController|FormRequest|Model|Command|ServiceProvider|Plugin|WC_\w+|WP_\w+|PaymentModule\w*|ModuleFrontController)$/;
