// Parts that the sections of the inventory document share.

export const NOT_DETECTED = '- Not detected';

/** Values and places listed in one line. */
const LISTED = 8;

export function heading(title: string): string[] {
  return ['', `## ${title}`, ''];
}

/** Parts with an empty line between them. */
export function spaced(parts: readonly (readonly string[])[]): string[] {
  return parts.flatMap((lines, i) => (i === 0 ? [...lines] : ['', ...lines]));
}

/** Each once, the first few, and how many more. */
export function listed(items: readonly string[], most = LISTED): string {
  const all = [...new Set(items)];
  const more = all.length - most;
  return all.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
