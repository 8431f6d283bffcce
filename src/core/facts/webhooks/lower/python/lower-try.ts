import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Python } from './python.ts';
import { block } from './visit.ts';

/** Handlers of these alone have nothing to do with a signature that does not fit. */
const OTHER_ERRORS =
  /^(?!.*(?:Sign|Verif|Invalid|Value|Error\)|Webhook|Auth|Forbid))(?:.*(?:Json|JSON|Key|Type|Attribute|DoesNotExist|Integrity|Timeout|NotFound|Unicode|Index|Connection|HTTPStatus|Validation|Import|OS|IO)\w*)/;

/** `except InvalidSignature`: whoever gives this error has verified. */
const PROOF = /[A-Za-z_][\w.]{0,80}Signature\w{0,40}|\bInvalidSignature\w{0,40}/;

export function lowerTry(python: Python, node: SyntaxNode, tail: boolean): void {
  const { out, text } = python;
  out.add('try {', node);
  block(python, child(node, 'body'), tail);
  for (const part of node.children) if (part.type === 'else_clause') block(python, child(part, 'body'));
  const handlers = node.children.filter((part) => part.type === 'except_clause' || part.type === 'except_group_clause');
  if (handlers.length > 0) {
    out.add('} catch (error) {', node);
    let open = 0;
    let kept = 0;
    for (const [index, part] of handlers.entries()) {
      const body = part.children.find((each) => each.type === 'block') ?? null;
      const kinds = sourceOf(text, part).slice(6, body ? body.start - part.start : 100);
      if (OTHER_ERRORS.test(kinds)) continue;
      kept += 1;
      if (index < handlers.length - 1) {
        out.add('if (error.kind) {', part);
        open += 1;
      }
      const proof = PROOF.exec(kinds)?.[0];
      if (proof) out.add(`error == ${proof};`, part);
      block(python, body, tail);
      if (index < handlers.length - 1) out.add('} else {', part);
    }
    if (kept === 0) out.add("throw 'again';", node);
    if (
      open > 0 &&
      /except\s*:|Exception\b/.test(sourceOf(text, handlers.at(-1)!).slice(0, 40)) === false &&
      OTHER_ERRORS.test(sourceOf(text, handlers.at(-1)!).slice(6, 80))
    )
      out.add("throw 'again';", node);
    out.add('}'.repeat(open), node);
  }
  const last = node.children.find((part) => part.type === 'finally_clause');
  if (last) {
    out.add('} finally {', last);
    block(python, last.children.find((each) => each.type === 'block') ?? null);
  } else if (handlers.length === 0) out.add('} finally {', node);
  out.add('}', node);
}
