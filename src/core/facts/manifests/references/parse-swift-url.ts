/**
 * The name of a Swift package from the URL of its repository: `https://github.com/Owner/Repo.git` and
 * `git@github.com:owner/repo` are `github.com/owner/repo`, in lower case. Null if it is not such a URL.
 */
export function parseSwiftUrl(url: string): string | null {
  const text = url.trim().replace(/^(?:https?|ssh|git):\/\//, '');
  const atSign = text.lastIndexOf('@');
  const place = (atSign === -1 ? text : text.slice(atSign + 1))
    .replace(':', '/')
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
  return /^[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?:\/[\w.~-]{1,100}){2,5}$/.test(place) ? place.toLowerCase() : null;
}
