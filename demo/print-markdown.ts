import { stripVTControlCharacters } from 'node:util';
import type { Paint } from '../src/core/report/paint.ts';

/** A line of Markdown with its markup turned into bold and colours; links are reduced to their text. */
export function printMarkdown(line: string, paint: Paint): string {
  if (line.startsWith('<!--')) return each(line, paint.dim);
  const plain = line
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  const heading = /^#{1,6} (.*)$/.exec(plain)?.[1];
  if (heading !== undefined) return each(heading, paint.bold);
  return plain
    .replaceAll(/\*\*([^*]+)\*\*/g, (_, text: string) => each(text, paint.bold))
    .replaceAll(/`([^`]+)`/g, (_, text: string) => each(text, paint.blue));
}

/** Styles each word by itself, so that the line can be wrapped between them. */
function each(text: string, style: (word: string) => string): string {
  return text.split(' ').map(style).join(' ');
}

/**
 * Wraps a text at blanks into lines of `width` visible characters; only a longer word exceeds that. Lines of a list
 * item are indented.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const next = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stripVTControlCharacters(next).length > width) {
      lines.push(line);
      line = text.startsWith('- ') ? `  ${word}` : word;
    } else line = next;
  }
  return [...lines, line];
}
