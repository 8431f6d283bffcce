import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { secretAmong } from '../secret-path.ts';
import { sourceOf } from '../spelling.ts';

/**
 * The secret in a path that only the provider knows, as a setting: `f'/{BOT_TOKEN}'`, `'/' + BOT_TOKEN`,
 * `'/{}'.format(BOT_TOKEN)`, or a constant of the file that is set to one of these. Null where there is none.
 */
export const secretIn = (text: string, path: SyntaxNode | null): string | null =>
  path === null ? null : secretAmong(namesIn(text, path));

/** The names that make up a path, without its literal text. */
function namesIn(text: string, path: SyntaxNode): string {
  if (path.type === 'identifier') return setTo(text, sourceOf(text, path));
  if (path.type === 'keyword_argument') return namesIn(text, child(path, 'value') ?? path);
  if (path.type === 'string') return path.children.map((each) => holeIn(text, each)).join(' ');
  return /^(?:binary_operator|call)$/.test(path.type) ? withoutWords(sourceOf(text, path)) : '';
}

const holeIn = (text: string, part: SyntaxNode): string =>
  part.type === 'interpolation' ? sourceOf(text, child(part, 'expression') ?? part.children[0] ?? null) : '';

const withoutWords = (source: string): string => source.slice(0, 300).replace(/(?<!f)(["'])[^"']{0,200}\1/g, ' ');

/** The names in the value of a constant: `WEBHOOK_PATH = f'/bot/{BOT_TOKEN}'`. */
const setTo = (text: string, name: string): string => {
  const made =
    new RegExp(`^[ \\t]{0,8}${name}\\s?(?::[^=\\n]{1,40})?=\\s?\\(?([^\\n]{1,200})`, 'm').exec(text)?.[1] ?? '';
  const holes = /^f["']/.test(made) ? [...made.matchAll(/\{([\w.]{1,60})\}/g)].map((match) => match[1]).join(' ') : '';
  return /^["']/.test(made) ? withoutWords(made) : holes;
};
