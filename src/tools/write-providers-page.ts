import { readFileSync, writeFileSync } from 'node:fs';
import { readRulebook } from '../read-rulebook.ts';
import { renderProvidersPage } from './render-providers-page.ts';

const FILE = new URL('../../docs/providers.md', import.meta.url);

/** docs/providers.md as the rules have it. */
export async function providersPage(): Promise<string> {
  const { rules } = await readRulebook();
  return renderProvidersPage([...rules.values()]);
}

function readOrEmpty(): string {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return '';
  }
}

async function main(args: readonly string[]): Promise<void> {
  const page = await providersPage();
  const isStale = readOrEmpty() !== page;
  if (args.includes('--check')) {
    if (isStale) process.stderr.write('docs/providers.md is stale: run node src/tools/write-providers-page.ts\n');
    process.exitCode = isStale ? 1 : 0;
    return;
  }
  if (isStale) writeFileSync(FILE, page);
  process.stdout.write(isStale ? 'Written: providers.md\n' : 'Nothing to write.\n');
}

if (import.meta.main) await main(process.argv.slice(2));
