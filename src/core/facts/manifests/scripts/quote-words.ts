/** A shell command of these words, each in single quotes, so that the shell splits and expands nothing. */
export function quoteWords(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
}
