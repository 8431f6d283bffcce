/** Longest requirement that is kept, because reports show it. */
const MAX_LENGTH = 200;

/**
 * A version requirement as written, or null if it is empty. The user, password and query of a URL are removed: URLs of
 * private registries and forks often contain a token.
 */
export function cleanVersion(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return null;
  const scheme = trimmed.indexOf('://');
  return (scheme === -1 ? trimmed : withoutSecrets(trimmed, scheme + 3)).slice(0, MAX_LENGTH);
}

function withoutSecrets(url: string, authorityAt: number): string {
  const rest = url.slice(authorityAt);
  const authorityEnd = rest.search(/[/?#]/);
  const authority = authorityEnd === -1 ? rest : rest.slice(0, authorityEnd);
  const path = authorityEnd === -1 ? '' : rest.slice(authorityEnd);
  const queryAt = path.indexOf('?');
  const fragmentAt = path.indexOf('#');
  const fragment = fragmentAt === -1 ? '' : path.slice(fragmentAt);
  const plainPath = path.slice(0, Math.min(at(queryAt, path), at(fragmentAt, path)));
  return url.slice(0, authorityAt) + authority.slice(authority.lastIndexOf('@') + 1) + plainPath + fragment;
}

function at(index: number, text: string): number {
  return index === -1 ? text.length : index;
}
