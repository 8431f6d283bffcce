// Helpers shared by the sections of the inventory document.

export const NOT_DETECTED = '- Not detected';

/** Values and places listed per line. */
const LISTED = 8;

export function heading(title: string): string[] {
  return ['', `## ${title}`, ''];
}

/** Joins parts with an empty line between them. */
export function spaced(parts: readonly (readonly string[])[]): string[] {
  return parts.flatMap((lines, i) => (i === 0 ? [...lines] : ['', ...lines]));
}

/** The first few distinct items, and the number of others. */
export function listed(items: readonly string[], most = LISTED): string {
  const all = [...new Set(items)];
  const more = all.length - most;
  return all.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
