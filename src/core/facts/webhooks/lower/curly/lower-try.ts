import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';
import { block, statement, statements } from './visit.ts';

/** Errors that have nothing to do with a signature that does not fit. */
const OTHER_ERRORS = /Json|NotFound|\bIO\w*Exception|DbUpdate|Query|Timeout|HttpRequest|Model/;

/** `catch (InvalidSignatureException e)`: whoever gives this error has verified. */
const PROOF = /\b\w{0,60}Signature\w{0,60}\b/;

/** `try` with its handlers. What only other errors would reach goes on upwards. */
export function lowerTry(curly: Curly, node: SyntaxNode, tail: boolean): void {
  const { out, text } = curly;
  out.add('try {', node);
  const resources = child(node, 'resources');
  if (resources) statement(curly, resources);
  block(curly, child(node, 'body'), tail);
  const catches = node.children.filter((each) => each.type === 'catch_clause');
  if (catches.length > 0) {
    out.add('} catch (error) {', node);
    let open = 0;
    let kept = 0;
    for (const [nth, each] of catches.entries()) {
      const head = sourceOf(text, each).slice(0, 120).split('{')[0] ?? '';
      if (OTHER_ERRORS.test(head) && !/Sign|Verif/.test(head)) continue;
      kept += 1;
      if (nth < catches.length - 1) {
        out.add('if (error.kind) {', each);
        open += 1;
      }
      const proof = PROOF.exec(head)?.[0];
      if (proof) out.add(`error == ${proof.replace(/^.*\\/, '')};`, each);
      block(curly, child(each, 'body') ?? each.children.find((part) => /block|compound/.test(part.type)) ?? null, tail);
      if (nth < catches.length - 1) out.add('} else {', each);
    }
    out.add(`${kept === 0 ? "throw 'again';" : ''}${'}'.repeat(open)}`, node);
  }
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
