// What a file is worth reading for, told by its path alone.

import { isEnvExample } from './manifests/env-file-path.ts';
import { findManifestReader } from './manifests/find-manifest-reader.ts';
import { pathRole, UNREAD_ROLES } from './path-role.ts';
import { findSourceLanguage } from './sources/find-source-language.ts';

/** Bytes of a file that are read; a larger one is a problem in the report. */
export const MAX_FILE_BYTES = 5_000_000;

/** True when a file by this name can hold facts at all, so that its blob is worth a request. */
export function isReadable(path: string): boolean {
  return !UNREAD_ROLES.has(pathRole(path));
}

/** True when a file by this name can give evidence of a provider: what untouched files are read for. */
export function givesEvidence(path: string): boolean {
  return pathRole(path) === 'product' && hasReader(path);
}

/**
 * True when an inventory has to read a file: not where the name alone says what there is to say, nor where nothing counts
 * that it could tell. Half of a repository's bytes are documents, data and tests.
 */
export function tellsInventory(path: string): boolean {
  const role = pathRole(path);
  const counts = !(UNREAD_ROLES.has(role) || role === 'test' || role === 'generated');
  return (counts || isEnvExample(path)) && hasReader(path);
}

/** True for manifests and sources; of all other files only keys are told. */
export function hasReader(path: string): boolean {
  return findSourceLanguage(path) !== null || findManifestReader(path) !== null;
}
