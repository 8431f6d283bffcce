import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What a part of the bench says that needs peers, where they are not installed. */
export const NO_PEERS = 'The peers are not installed: npm ci --prefix bench --ignore-scripts';

/** Where a file of a peer's package lies; null when the peers are not installed. */
export function findPeer(path: string): string | null {
  const file = fileURLToPath(new URL(`./node_modules/${path}`, import.meta.url));
  return existsSync(file) ? file : null;
}

/** A peer's module, by its file. */
export function importPeer(file: string): Promise<unknown> {
  return import(pathToFileURL(file).href);
}
