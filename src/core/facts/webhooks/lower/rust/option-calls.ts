import type { SyntaxNode } from '../../syntax.ts';
import { heldIn, orElse, orThrow } from '../curly/asked-option.ts';
import type { CallParts, Curly } from '../curly/curly.ts';
import { sourceOf } from '../spelling.ts';

/**
 * Lowers a call whose closure tests an optional value: `given.is_some_and(|v| v == secret)`,
 * `given.map(|v| v == secret)`; also `then` and `fold`. Null for other calls, and for calls that iterate over a list.
 */
export function optionCall(curly: Curly, { owner, name, list, args, node }: CallParts): string | null {
  if (owner !== null && /^then(?:_some)?$/.test(name)) return thenCall(curly, owner, list[0], args[0], node);
  if (owner !== null && name === 'fold' && args[1]?.type === 'closure_expression')
    return `${owner}.reduce(${list[1]}, ${list[0]})`;
  const at = /^map_or/.test(name) ? 1 : 0;
  const closure = args[at];
  if (owner === null || !closure) return null;
  if (!asks(curly, name, closure, owner))
    // Converts a value that has passed a test: `.filter(|v| v == secret).map(|_| ())`.
    return name === 'map' && heldIn(owner) !== undefined ? `(${owner})` : null;
  const held = curly.out.fresh();
  const said = `(${list[at]})(${held})`;
  if (name === 'is_ok_and') return tried(curly, owner, said, node, held);
  curly.out.add(`let ${held} = ${owner};`, node);
  switch (name) {
    case 'filter':
      return `(${held} && ${said} && ${held})`;
    case 'is_none_or':
      return `(!${held} || ${said})`;
    case 'map_or':
      return list[0] === 'false' ? `(${held} && ${said})` : `(${held} ? ${said} : ${list[0]})`;
    case 'map_or_else':
      return `(${held} ? ${said} : (${list[0]})())`;
    default:
      return `(${held} && ${said})`;
  }
}

/** `(a == b).then_some(event)`, `valid.then(|| event)`: the value exists if the condition holds. */
function thenCall(
  curly: Curly,
  owner: string,
  given: string | undefined,
  closure: SyntaxNode | undefined,
  node: SyntaxNode,
): string | null {
  const source = sourceOf(curly.text, closure ?? null).replace(/\s/g, '');
  const isLazy = source.startsWith('||');
  if (given === undefined || (closure?.type === 'closure_expression' && !isLazy)) return null;
  const held = curly.out.fresh();
  curly.out.add(`let ${held} = ${owner};`, node);
  if (/^(?:\|\|)?\(\)$/.test(source)) return `(${held} && true)`;
  return `(${held} && ${isLazy ? `(${given})()` : given})`;
}

/**
 * Lowers the call that decides what a missing value means: `given.map(|v| v == secret).unwrap_or(true)` supplies a
 * fallback, `given.filter(|v| v == secret).ok_or(Refused)?` ends the function; `verify(body).ok()` turns a failure into
 * a missing value. Null for other calls and values.
 */
export function askedOr(
  curly: Curly,
  owner: string,
  name: string,
  standIn: string | undefined,
  node: SyntaxNode,
): string | null {
  if (name === 'ok' && VERIFIES.test(owner)) return tried(curly, owner, 'true', node);
  const held = heldIn(owner);
  if (held === undefined) return null;
  if (/^ok_or(?:_else)?$/.test(name)) return orThrow(curly, owner, node);
  return /^unwrap_or/.test(name) ? orElse(owner, held, name === 'unwrap_or' && standIn === 'true') : null;
}

/** Calls that throw on failure in the common language. */
const VERIFIES = /\bjwtVerify\(|verif/i;

/** Writes the call inside `try`, its value named `held`. Returns a condition: the call succeeded and `said` holds. */
function tried(curly: Curly, call: string, said: string, node: SyntaxNode, held = curly.out.fresh()): string {
  const ok = curly.out.fresh();
  const attempt = `try { ${held} = ${call}; ${ok} = true; } catch (error) { ${ok} = false; }`;
  curly.out.add(`let ${held} = null; let ${ok} = false; ${attempt}`, node);
  return `(${ok} && ${said})`;
}

/** Whether a call tests an optional value; `map` and `filter` also iterate over lists, and mostly convert. */
function asks({ text }: Curly, name: string, closure: SyntaxNode, owner: string): boolean {
  if (/^(?:is_(?:some|ok)_and|is_none_or)$/.test(name)) return true;
  if (!/^(?:map|map_or|map_or_else|and_then|filter)$/.test(name) || closure.type !== 'closure_expression') return false;
  return !GOES_THROUGH.test(owner.slice(-40)) && ASKS.test(sourceOf(text, closure).slice(0, 2000));
}

/** Calls that return an iterator or a list. */
const GOES_THROUGH =
  /\.(?:(?:into_)?(?:iter|keys|values)|iter_mut|r?split(?!_once|_at)\w*|lines|chars|bytes|char_indices|windows|chunks\w*|get_all|enumerate|zip|skip|take|rev)\([^()]{0,30}\)\)*$/;
/** A comparison, or a call that compares or verifies. */
const ASKS =
  /[^=!<>][=!]=[^=]|\b(?:ct_eq|eq|eq_ignore_ascii_case|constant_time_eq|secure_compare|(?:is_)?valid\w*|verif\w+|matches|compare\w*)\(/;
