/**
 * A document as JSON, two spaces, ending in a line break. Characters that are not seen and turn the order of those around
 * them stand escaped: who reads the file in a terminal or a review sees what is there, and a parser reads what was.
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
