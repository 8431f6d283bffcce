import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { quote, sourceOf } from '../spelling.ts';

/** What an object says of how a check went. */
const SAYS_HOW = /^(?:is_)?(?:valid|verified|ok|success|authenticated|authorized)$/;

/**
 * `Result(valid=False, error='no match')`: an object of a class of data, by the names of its parts. Null for other calls.
 *
 * @param list the arguments in the common language: to write them over once more would double the work with each level.
 */
export function outcomeObject(
  text: string,
  name: string,
  args: readonly SyntaxNode[],
  list: readonly string[],
): string | null {
  if (!/^[A-Z]/.test(name) || args.length === 0) return null;
  const parts = args.map((each) => (each.type === 'keyword_argument' ? sourceOf(text, child(each, 'name')) : ''));
  if (parts.includes('') || !parts.some((part) => SAYS_HOW.test(part))) return null;
  return `{ ${parts.map((part, index) => `${quote(part)}: ${list[index]}`).join(', ')} }`;
}
