/**
 * A document as JSON, indented by two spaces, ending in a line break. Invisible characters and those that change the direction
 * of writing are escaped: people see in a terminal or a review what is there, and a parser reads what was.
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
