/** Invisible characters that Unicode does not class as format characters: fillers and the empty Braille cell. */
const FILLERS = /[\u115F\u1160\u2800\u3164\uFFA0]/g;

/**
 * Text from a repository on one visible line: line breaks and other control characters (terminal escapes included)
 * become spaces, invisible characters and those that change the writing direction become U+FFFD, and long text is cut
 * with an ellipsis.
 *
 * @param max length in code points
 * @see https://trojansource.codes
 */
export function cleanText(text: string, max = 200): string {
  // A code point has at most two units, so the rest of a huge text is not examined.
  const head = text.slice(0, (max + 1) * 2);
  const points = Array.from(head.toWellFormed());
  const kept = points.length > max ? `${points.slice(0, max - 1).join('')}…` : points.join('');
  return kept
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/\p{Cf}/gu, '\uFFFD')
    .replaceAll(FILLERS, '\uFFFD');
}
