import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { expression } from '../curly/visit.ts';
import { quote, sourceOf } from '../spelling.ts';

/**
 * Writes a `return`: `return event, nil` returns the event; `return nil, err` and `return errors.New(…)` throw where
 * the last result of the function is an error.
 */
export function giveBack(go: Curly, values: readonly SyntaxNode[], at: SyntaxNode): void {
  const { out, text } = go;
  const last = values.at(-1)!;
  const source = sourceOf(text, last);
  if (go.fails && source !== 'nil') {
    const passes =
      last.type === 'call_expression' &&
      !/^(?:errors|fmt|status|echo|fiber|huma|apperr\w*|errs?)\./.test(source) &&
      !/^\w*[eE]rr\w*\(|New\w*Error/.test(source) &&
      !/^\w{1,40}\.(?:Unauthori[sz]ed|Unauthenticated|Forbidden|AccessDenied|PermissionDenied|BadRequest)\(/.test(
        source,
      );
    if (passes && values.length === 1) return out.add(`return ${expression(go, last)};`, at);
    // `return event, json.Unmarshal(body, event)`: the event, unless the call fails.
    if (passes && !NOTHING.test(sourceOf(text, values[0]!))) {
      out.add(`${expression(go, last)};`, at);
      return out.add(`return ${expression(go, values[0]!)};`, at);
    }
    // `err`, `tx.Save(&order).Error`: an error, which may be nil.
    if (isKnownError(go, source, at)) return out.add("throw 'error';", at);
    if (/^(?:err|e|\w*Err)$/.test(source) || (last.type === 'selector_expression' && source.endsWith('.Error'))) {
      out.add(`if (${expression(go, last)}) throw 'error';`, at);
      return out.add(values.length > 1 ? `return ${expression(go, values[0]!)};` : 'return;', at);
    }
    if (/^(?:c|ctx|w)\.\w+\(/.test(source)) return out.add(`return ${expression(go, last)};`, at);
    return out.add(`throw ${quote(source)};`, at);
  }
  const kept = go.fails ? values.slice(0, -1) : values;
  if (kept.length === 0) return out.add('return;', at);
  const boolean = kept.length > 1 ? kept.find((each) => /^(?:true|false)$/.test(sourceOf(text, each))) : null;
  out.add(
    `return ${boolean ? sourceOf(text, boolean) : kept.length === 1 ? expression(go, kept[0]!) : `[${kept.map((each) => expression(go, each)).join(', ')}]`};`,
    at,
  );
}

/** Zero values in the place of a result, where there is none. */
const NOTHING = /^(?:nil|""|0|false|[\w.]+\{\})$/;

/** Whether the return is in a branch that has tested the error: `if err != nil { return nil, err }`. */
function isKnownError({ text }: Curly, name: string, at: SyntaxNode): boolean {
  let around = at.parent;
  while (around && /^(?:block|statement_list)$/.test(around.type)) around = around.parent;
  return (
    around?.type === 'if_statement' &&
    at.end <= (child(around, 'consequence')?.end ?? 0) &&
    sourceOf(text, child(around, 'condition')) === `${name} != nil`
  );
}
