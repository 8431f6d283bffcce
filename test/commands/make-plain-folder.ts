import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dependencies } from './make-shop-clone.ts';

/** A folder that is no git repository, and uses OpenAI; what is installed in it does not count. */
export function makePlainFolder(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'plain-'));
  writeFileSync(join(dir, 'package.json'), dependencies({ openai: '^6.0.0' }));
  mkdirSync(join(dir, 'node_modules/stripe'), { recursive: true });
  writeFileSync(join(dir, 'node_modules/stripe/package.json'), dependencies({ stripe: '1' }));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
