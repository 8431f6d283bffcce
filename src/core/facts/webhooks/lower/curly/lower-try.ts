import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import { writeCatches } from '../write-catches.ts';
import type { Catch } from '../write-catches.ts';
import type { Curly } from './curly.ts';
import { block, statement, statements } from './visit.ts';

/** Errors that are unrelated to a failed signature. */
const OTHER_ERRORS = /Json|NotFound|\bIO\w*Exception|DbUpdate|Query|Timeout|HttpRequest|Model/;

/** `catch (InvalidSignatureException e)`: the code that throws this error verifies. */
const PROOF = /\b\w{0,60}Signature\w{0,60}\b/;

/**
 * Writes `try` with its `catch` and `finally` clauses. Clauses for unrelated errors are left out: see `writeCatches`.
 */
export function lowerTry(curly: Curly, node: SyntaxNode, tail: boolean): void {
  const { out } = curly;
  out.add('try {', node);
  const resources = child(node, 'resources');
  if (resources) statement(curly, resources);
  block(curly, child(node, 'body'), tail);
  const catches = node.children
    .filter((each) => each.type === 'catch_clause')
    .map((each) => catchOf(curly, each, tail));
  if (catches.length > 0) writeCatches(out, catches, node);
  const last = node.children.find((each) => each.type === 'finally_clause');
  if (last) {
    out.add('} finally {', last);
    statements(
      curly,
      last.children.flatMap((each) => (/block|compound/.test(each.type) ? each.children : [each])),
      false,
    );
  } else if (catches.length === 0) out.add('} finally {', node);
  out.add('}', node);
}

function catchOf(curly: Curly, node: SyntaxNode, tail: boolean): Catch {
  const head = sourceOf(curly.text, node).slice(0, 120).split('{')[0] ?? '';
  const body = child(node, 'body') ?? node.children.find((part) => /block|compound/.test(part.type)) ?? null;
  return {
    at: node,
    isOther: OTHER_ERRORS.test(head) && !/Sign|Verif/.test(head),
    proof: PROOF.exec(head)?.[0].replace(/^.*\\/, '') ?? null,
    write: () => block(curly, body, tail),
  };
}
