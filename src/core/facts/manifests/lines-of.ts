/** The lines of a text without their line feeds, each with the offset at which it begins. */
export function* linesOf(text: string): Generator<{ line: string; at: number }> {
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    yield { line: text.slice(at, end), at };
    at = end + 1;
  }
}
