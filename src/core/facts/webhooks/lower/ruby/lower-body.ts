import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Ruby } from './ruby.ts';
import { statements } from './visit.ts';
import { writeCatches } from '../write-catches.ts';
import type { Catch } from '../write-catches.ts';

/** Errors that are unrelated to a failed signature check. */
const OTHER_ERRORS = /Pars|NotFound|Invalid(?:Record)?$|RecordInvalid|Timeout|KeyError/;

/** Writes statements with their `rescue` and `ensure` clauses. */
export function lowerBody(ruby: Ruby, nodes: readonly SyntaxNode[], tail: boolean): void {
  const { out } = ruby;
  const rescues = nodes.filter((each) => each.type === 'rescue');
  const ensure = nodes.find((each) => each.type === 'ensure');
  const plain = nodes.filter((each) => !/^(?:rescue|ensure|comment|else)$/.test(each.type) && each.field !== 'name');
  if (rescues.length === 0 && !ensure) return statements(ruby, plain, tail);
  out.add('try {', nodes[0]!);
  statements(ruby, plain, tail);
  for (const each of nodes) if (each.type === 'else') statements(ruby, each.children, tail);
  const catches = rescues.map((each) => catchOf(ruby, each, tail));
  if (catches.length > 0) writeCatches(out, catches, rescues[0]!);
  if (ensure) {
    out.add('} finally {', ensure);
    statements(ruby, ensure.children, false);
  }
  out.add('}', nodes[0]!);
}

function catchOf(ruby: Ruby, node: SyntaxNode, tail: boolean): Catch {
  const kinds = sourceOf(ruby.text, child(node, 'exceptions'));
  return {
    at: node,
    isOther: OTHER_ERRORS.test(kinds) && !/Sign|Verif|Standard/.test(kinds),
    proof: null,
    write: () => statements(ruby, child(node, 'body')?.children ?? [], tail),
  };
}
