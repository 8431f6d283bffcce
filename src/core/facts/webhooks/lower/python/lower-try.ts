import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import { writeCatches } from '../write-catches.ts';
import type { Catch } from '../write-catches.ts';
import type { Python } from './python.ts';
import { block } from './visit.ts';

/** An `except` clause for these errors alone is unrelated to a failed signature check. */
export const OTHER_ERRORS =
  /^(?!.*(?:Sign|Verif|Invalid|Value|Error\)|Webhook|Auth|Forbid))(?:.*(?:Json|JSON|Key|Type|Attribute|DoesNotExist|Integrity|Timeout|NotFound|Unicode|Index|Connection|HTTPStatus|Validation|Import|OS|IO)\w*)/;

/** `except InvalidSignature`: an error that shows that the `try` block verifies. */
const PROOF = /[A-Za-z_][\w.]{0,80}Signature\w{0,40}|\bInvalidSignature\w{0,40}/;

/** Writes `try` with its `except`, `else` and `finally` clauses. */
export function lowerTry(python: Python, node: SyntaxNode, tail: boolean): void {
  const { out } = python;
  out.add('try {', node);
  block(python, child(node, 'body'), tail);
  for (const part of node.children) if (part.type === 'else_clause') block(python, child(part, 'body'));
  const catches = node.children
    .filter((part) => part.type === 'except_clause' || part.type === 'except_group_clause')
    .map((part) => catchOf(python, part, tail));
  if (catches.length > 0) writeCatches(out, catches, node);
  const last = node.children.find((part) => part.type === 'finally_clause');
  if (last) {
    out.add('} finally {', last);
    block(python, last.children.find((each) => each.type === 'block') ?? null);
  } else if (catches.length === 0) out.add('} finally {', node);
  out.add('}', node);
}

function catchOf(python: Python, part: SyntaxNode, tail: boolean): Catch {
  const body = part.children.find((each) => each.type === 'block') ?? null;
  const kinds = sourceOf(python.text, part).slice('except'.length, body ? body.start - part.start : 100);
  return {
    at: part,
    isOther: OTHER_ERRORS.test(kinds),
    proof: PROOF.exec(kinds)?.[0] ?? null,
    write: () => block(python, body, tail),
  };
}
