/** A name as names are compared: lower case, letters and digits alone. */
export function foldName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
