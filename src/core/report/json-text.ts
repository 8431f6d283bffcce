/**
 * A document as JSON, indented by two spaces and ending in a line break. Invisible characters and those that change the
 * writing direction are escaped: people see them in a terminal or a review, and a parser restores them.
 *
 * @see https://trojansource.codes
 */
export function jsonText(document: object): string {
  return `${JSON.stringify(document, null, 2).replaceAll(/\p{Cf}/gu, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
