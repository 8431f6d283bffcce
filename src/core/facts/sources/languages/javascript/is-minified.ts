/** Length in UTF-16 code units below which a long line is a table or an image, not a bundle. */
const SHORTEST = 5_000;
/** Mean line length. Hand-written files stay far below it, even with some long lines. */
const LONGEST_MEAN = 300;

/**
 * True if a JavaScript text is minified or bundled code saved under an ordinary name. The services it uses are its
 * authors' choice, not this repository's.
 *
 * @param shortest minimum length, higher where a false positive costs more.
 */
export function isMinified(text: string, shortest = SHORTEST): boolean {
  if (text.length < shortest) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > LONGEST_MEAN;
}
