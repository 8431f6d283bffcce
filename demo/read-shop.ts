import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** File contents by path, as committed. */
export type Files = Readonly<Record<string, string>>;

const SHOP_DIR = fileURLToPath(new URL('shop/', import.meta.url));

/** The files of the demo's shop. */
export async function readShop(): Promise<Files> {
  const entries = await readdir(SHOP_DIR, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string): Promise<[string, string]> => [
    relative(SHOP_DIR, path).replaceAll(sep, '/'),
    await readFile(path, 'utf8'),
  ];
  return Object.fromEntries(await Promise.all(paths.toSorted().map(read)));
}
