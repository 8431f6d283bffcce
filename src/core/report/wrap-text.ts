/** Lines that are longer are hard to read, however wide the terminal is. */
const WIDEST = 120;
/** In a terminal that is narrower than this the terminal itself may break the lines. */
const NARROWEST = 40;

/**
 * Breaks a text between words, each line under the first one's indent.
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
