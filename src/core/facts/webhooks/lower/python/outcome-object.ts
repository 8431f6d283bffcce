import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { quote, sourceOf } from '../spelling.ts';

/** Fields that hold the outcome of a check. */
const SAYS_HOW = /^(?:is_)?(?:valid|verified|ok|success|authenticated|authorized)$/;

/**
 * Lowers an instance of a data class that holds the outcome of a check to an object with its fields:
 * `Result(valid=False, error='no match')`. Null for other calls.
 *
 * @param list the arguments, already lowered: lowering them again would double the work with each level of nesting.
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
