import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TreeEntry } from '../../src/core/repository-types.ts';
import { searchTree } from '../../src/git/search-tree.ts';

const dir = mkdtempSync(join(tmpdir(), 'search-tree-'));
const git = (...args: string[]): string =>
  execFileSync(
    'git',
    ['-C', dir, '-c', 'user.name=t', '-c', 'user.email=t@localhost', '-c', 'commit.gpgsign=false', ...args],
    { encoding: 'utf8' },
  ).trim();

const FILES: Record<string, string | Buffer> = {
  'a.ts': "import Stripe from 'stripe';\n",
  'deep/er/b.py': 'STRIPE_KEY = 1\n',
  'deep/odd `name`\n"quoted"\t|.ts': 'stripe\n',
  'binary.ts': Buffer.from([0, ...Buffer.from('stripe'), 0xff]),
  'quiet.ts': 'nothing\n',
  'large.bin': 'stripe\n',
  Rakefile: 'striped\n',
};
let commit = '';

beforeAll(() => {
  git('init', '-q', '-b', 'main');
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  git('add', '-A');
  git('commit', '-q', '-m', 'all');
  commit = git('rev-parse', 'HEAD');
  // What is searched is the commit, whatever the work tree holds by now.
  writeFileSync(join(dir, 'quiet.ts'), 'stripe\n');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const entries = (...paths: string[]): TreeEntry[] =>
  paths.map((path) => ({ path, id: '0'.repeat(40), kind: 'file', size: null }));

async function search(texts: string[], paths = Object.keys(FILES).filter((path) => path !== 'large.bin')) {
  const found = await searchTree(dir, commit, entries(...paths), texts);
  return found === null ? null : [...found].toSorted();
}

test('finds texts in any case, in odd paths, in folders and in files that are no text', async () => {
  expect(await search(['Stripe'])).toEqual([
    'Rakefile',
    'a.ts',
    'binary.ts',
    'deep/er/b.py',
    'deep/odd `name`\n"quoted"\t|.ts',
  ]);
});

test('finds the same from a folder of the clone', async () => {
  const found = await searchTree(join(dir, 'deep'), commit, entries('a.ts', 'quiet.ts'), ['import stripe']);

  expect([...(found ?? [])]).toEqual(['a.ts']);
});

test('takes texts as they are: neither options nor patterns', async () => {
  expect(await search(['--open-files-in-pager=false', '.*', 'no.hing'])).toEqual([]);
  expect(await search(['.*', 'noth'])).toEqual(['quiet.ts']);
});

test('searches only files that end as the wanted ones do', async () => {
  expect(await search(['stripe'], ['x/y.py', 'Rakefile'])).toEqual(['Rakefile', 'deep/er/b.py']);
});

test('cannot tell for an ending that is a pattern, nor without texts', async () => {
  expect([await search(['stripe'], ['a.t*']), await search([])]).toEqual([null, null]);
});

test('cannot tell where an object is missing', async () => {
  const id = git('rev-parse', `${commit}:quiet.ts`);
  const folder = join(dir, '.git', 'objects', id.slice(0, 2));
  expect(readdirSync(folder)).toContain(id.slice(2));
  rmSync(join(folder, id.slice(2)));

  expect(await search(['stripe'])).toBe(null);
});
