/** Encodes a path for a URL. Names may contain anything but a slash. */
export function encodePath(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
