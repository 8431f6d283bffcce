import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { quote, sourceOf } from '../spelling.ts';
import type { Python } from './python.ts';
import { expression } from './visit.ts';

/** What an object says of how a check went. */
const SAYS_HOW = /^(?:is_)?(?:valid|verified|ok|success|authenticated|authorized)$/;

/** `Result(valid=False, error='no match')`: an object of a class of data, by the names of its parts. Null for other calls. */
export function outcomeOf(python: Python, name: string, args: readonly SyntaxNode[]): string | null {
  if (!/^[A-Z]/.test(name) || args.length === 0) return null;
  const parts = args.map((each) => [
    each.type === 'keyword_argument' ? sourceOf(python.text, child(each, 'name')) : '',
    child(each, 'value'),
  ]) as [string, SyntaxNode | null][];
  if (parts.some(([part]) => part === '') || !parts.some(([part]) => SAYS_HOW.test(part))) return null;
  return `{ ${parts.map(([part, value]) => `${quote(part)}: ${expression(python, value)}`).join(', ')} }`;
}
