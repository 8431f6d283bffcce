// Decides by its path alone what a file is read for.

import { isEnvExample } from './manifests/env-file-path.ts';
import { findManifestReader } from './manifests/find-manifest-reader.ts';
import { pathRole, UNREAD_ROLES } from './path-role.ts';
import { findSourceLanguage } from './sources/find-source-language.ts';
import { isBindingFile } from './webhooks/bound-functions.ts';

/** Maximum size of a file that is read, in bytes; a larger one is reported as a problem. */
export const MAX_FILE_BYTES = 5_000_000;

/** True when a file by this name can hold facts at all, so that its blob is worth a request. */
export function isReadable(path: string): boolean {
  return !UNREAD_ROLES.has(pathRole(path));
}

/** True when a file at this path can give evidence of a provider, so that it is read even if unchanged. */
export function givesEvidence(path: string): boolean {
  return pathRole(path) === 'product' && hasReader(path);
}

/**
 * True when an inventory has to read a file. Skips files without a reader, and those whose facts do not count, such as
 * tests and generated files: half of a repository's bytes are documents, data and tests. Examples of env files are
 * always read.
 */
export function tellsInventory(path: string): boolean {
  const role = pathRole(path);
  const counts = !(UNREAD_ROLES.has(role) || role === 'test' || role === 'generated');
  return (counts || isEnvExample(path)) && hasReader(path);
}

/** True for manifests, sources and what routes requests to them; all other files are only searched for keys. */
export function hasReader(path: string): boolean {
  return findSourceLanguage(path) !== null || findManifestReader(path) !== null || isBindingFile(path);
}
