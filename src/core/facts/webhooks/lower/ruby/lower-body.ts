import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Ruby } from './ruby.ts';
import { statements } from './visit.ts';

/** Errors that have nothing to do with a signature that does not fit. */
const OTHER_ERRORS = /Pars|NotFound|Invalid(?:Record)?$|RecordInvalid|Timeout|KeyError/;

/** Statements with the `rescue` and `ensure` that close them. */
export function lowerBody(ruby: Ruby, nodes: readonly SyntaxNode[], tail: boolean): void {
  const { out } = ruby;
  const rescues = nodes.filter((each) => each.type === 'rescue');
  const ensure = nodes.find((each) => each.type === 'ensure');
  const plain = nodes.filter((each) => !/^(?:rescue|ensure|comment|else)$/.test(each.type) && each.field !== 'name');
  if (rescues.length === 0 && !ensure) return statements(ruby, plain, tail);
  out.add('try {', nodes[0]!);
  statements(ruby, plain, tail);
  for (const each of nodes) if (each.type === 'else') statements(ruby, each.children, tail);
  if (rescues.length > 0) out.add('} catch (error) {', rescues[0]!);
  let open = 0;
  let kept = 0;
  for (const [index, each] of rescues.entries()) {
    const kinds = sourceOf(ruby.text, child(each, 'exceptions'));
    if (OTHER_ERRORS.test(kinds) && !/Sign|Verif|Standard/.test(kinds)) continue;
    kept += 1;
    if (index < rescues.length - 1) {
      out.add('if (error.kind) {', each);
      open += 1;
    }
    statements(ruby, child(each, 'body')?.children ?? [], tail);
    if (index < rescues.length - 1) out.add('} else {', each);
  }
  if (rescues.length > 0) out.add(`${kept === 0 ? "throw 'again';" : ''}${'}'.repeat(open)}`, rescues[0]!);
  if (ensure) {
    out.add('} finally {', ensure);
    statements(ruby, ensure.children, false);
  }
  out.add('}', nodes[0]!);
}
