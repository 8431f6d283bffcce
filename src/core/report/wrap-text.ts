/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 120;
/** A terminal narrower than this wraps lines itself. */
const NARROWEST = 40;

/**
 * Wraps a text between words, with the same indent for each line.
 *
 * @param width columns of the terminal; null leaves the text on one line.
 */
export function wrapText(text: string, indent: string, width: number | null): string {
  if (width === null || width < NARROWEST) return `${indent}${text}`;
  const room = Math.min(width, WIDEST) - indent.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((each) => `${indent}${each}`).join('\n');
}
