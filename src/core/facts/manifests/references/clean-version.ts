/** Longest requirement that is kept: it is shown to people. */
const MAX_LENGTH = 200;

/**
 * A version requirement as written, or null when it is empty. Of URLs the user, password and query are dropped: private
 * registries and forks are often fetched with a token in them.
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
