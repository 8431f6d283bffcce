import { endOfLine } from '../line-positions.ts';

/** The lines of a text without line feeds, each with its start offset. */
export function* linesOf(text: string): Generator<{ line: string; at: number }> {
  for (let at = 0; at < text.length;) {
    const end = endOfLine(text, at);
    yield { line: text.slice(at, end), at };
    at = end + 1;
  }
}
