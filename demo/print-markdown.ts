import { stripVTControlCharacters } from 'node:util';
import type { Paint } from '../src/core/report/paint.ts';

/** One line of Markdown with its marks turned into weights and colours; of links the words stay. */
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

/** Word by word, so that a line may be broken between them. */
function each(text: string, style: (word: string) => string): string {
  return text.split(' ').map(style).join(' ');
}

/** Lines of at most `width` visible characters, broken at blanks; those of a list item are indented. */
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
