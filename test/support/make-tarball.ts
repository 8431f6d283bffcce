import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

import { pack } from 'tar-stream';

export type ArchivedEntry = { path: string; content: string | Uint8Array; type?: 'file' | 'symlink' };

/** A gzipped archive like GitHub's: a global header with the commit, and all entries below one folder. */
export async function makeTarball(files: readonly ArchivedEntry[], folder = 'o-r-abc1234'): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name: 'pax_global_header' }, `52 comment=${'0'.repeat(40)}\n`);
  archive.entry({ name: `${folder}/`, type: 'directory' });
  for (const { path, content, type = 'file' } of files) {
    if (type === 'symlink') archive.entry({ name: `${folder}/${path}`, type, linkname: String(content) });
    else archive.entry({ name: `${folder}/${path}`, type }, content);
  }
  archive.finalize();
  const tar = await buffer(archive);
  markGlobal(tar.subarray(0, 512));
  return gzipSync(tar);
}

/** tar-stream writes no global headers: turns the header of a file into one (type `g`) and corrects its checksum. */
function markGlobal(header: Buffer): void {
  header.write('g', 156);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
}
