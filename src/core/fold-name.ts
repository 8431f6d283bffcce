/** Normalises a name for comparison: lower case, only ASCII letters and digits. */
export function foldName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
