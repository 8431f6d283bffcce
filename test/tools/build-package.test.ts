import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeShopClone } from '../commands/make-shop-clone.ts';
import { PROJECT_DIR, runCli, runProcess } from '../support/run-cli.ts';

const dir = mkdtempSync(join(tmpdir(), 'packed-'));
const clone = makeShopClone();
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
  clone.remove();
});

/** What `npm pack` makes of the project, unpacked where people have it: beside the packages that it needs. */
const packed = await runProcess('npm', ['pack', '--json', '--silent', '--pack-destination', dir]);
const [{ filename, files }] = JSON.parse(packed.stdout) as [{ filename: string; files: { path: string }[] }];
await runProcess('tar', ['-xzf', join(dir, filename), '-C', dir]);
symlinkSync(join(PROJECT_DIR, 'node_modules'), join(dir, 'package/node_modules'));

describe('the package', () => {
  it('holds the built command line and the documents, and nothing else', () => {
    const places = new Set(files.map(({ path }) => path.split('/')[0]));
    expect([...places].toSorted()).toEqual(['LICENSE', 'README.md', 'dist', 'docs', 'package.json']);
  });

  it.each<[string, () => string[]]>([
    ['the inventory of a folder', () => ['inventory', join(PROJECT_DIR, 'demo/shop'), '--format', 'json']],
    ['an inventory as text', () => ['inventory', clone.dir]],
    ['the audit of a change', () => ['diff', '--repo', clone.dir, '--format', 'json']],
    ['how a provider is recognised', () => ['explain', 'stripe']],
    ['a configuration', () => ['config', 'check', join(PROJECT_DIR, 'demo/shop/.integrations.yml')]],
    ['a pull request that is none', () => ['pull', 'acme']],
    ['its version', () => ['--version']],
  ])('says what the sources say: %s', async (_title, args) => {
    const run = await runProcess(process.execPath, [join(dir, 'package/dist/cli.js'), ...args()]);
    expect(run).toEqual(await runCli(args()));
  });
});
