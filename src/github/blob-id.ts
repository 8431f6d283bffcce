import { createHash } from 'node:crypto';

/**
 * Whether the bytes match the id. Git's id of a blob is the hash of its size and content.
 *
 * Anyone who can push a `.gitattributes` controls what an archive contains (`export-ignore`, `export-subst`, line
 * ends), so no content of an archive is trusted without this check.
 *
 * @see https://git-scm.com/docs/gitattributes#_creating_an_archive
 */
export function isBlobOf(id: string, bytes: Uint8Array): boolean {
  const hash = createHash(id.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex') === id;
}
