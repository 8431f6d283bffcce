/** Below this length, in UTF-16 code units, one long line is a table or a picture, not a bundle. */
const SHORTEST = 5_000;
/** People's lines stay far below in the mean, whatever single ones hold. */
const LONGEST_MEAN = 300;

/**
 * Whether a JavaScript text is a bundle that a tool wrote and somebody saved under an ordinary name. What it reaches is
 * what its authors reach, not what this repository does.
 *
 * @param shortest length of a bundle, where more is lost by taking something else for one.
 */
export function isMinified(text: string, shortest = SHORTEST): boolean {
  if (text.length < shortest) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > LONGEST_MEAN;
}
