import { createHash } from 'node:crypto';

/**
 * Whether these are the bytes that the id names. Git's id of a blob is the hash of its size and content.
 *
 * Whoever can push a `.gitattributes` decides what an archive holds (`export-ignore`, `export-subst`, line ends), so no
 * content of an archive is trusted without this check.
 *
 * @see https://git-scm.com/docs/gitattributes#_creating_an_archive
 */
export function isBlobOf(id: string, bytes: Uint8Array): boolean {
  const hash = createHash(id.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex') === id;
}
