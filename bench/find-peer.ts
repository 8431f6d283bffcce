import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The message of benchmarks that need peers, if these are not installed. */
export const NO_PEERS = 'The peers are not installed: npm ci --prefix bench --ignore-scripts';

/** The path of a file in a peer's package; null if the peers are not installed. */
export function findPeer(path: string): string | null {
  const file = fileURLToPath(new URL(`./node_modules/${path}`, import.meta.url));
  return existsSync(file) ? file : null;
}

/** Imports a peer's module by the path of its file. */
export function importPeer(file: string): Promise<unknown> {
  return import(pathToFileURL(file).href);
}
