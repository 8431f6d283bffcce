import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inventorySchema } from '../support/output-schema.ts';
import { runCli } from '../support/run-cli.ts';
import { makePlainFolder } from './make-plain-folder.ts';
import { makeShopClone } from './make-shop-clone.ts';

const clone = makeShopClone();
const plain = makePlainFolder();
afterAll(() => {
  clone.remove();
  plain.remove();
});

describe('inventory', () => {
  it.each<[string, () => string[], string[]]>([
    ['a plain folder', () => ['inventory', plain.dir], ['openai']],
    ['a work tree, with what is not committed', () => ['inventory', clone.dir], ['stripe']],
    ['a commit', () => ['inventory', clone.dir, '--commit', 'main'], ['docker', 'redis']],
    ['the folder of --repo', () => ['inventory', '--repo', plain.dir], ['openai']],
  ])('lists %s', async (_title, args, providers) => {
    const { code, stdout, stderr } = await runCli([...args(), '--format', 'json']);
    const inventory = inventorySchema.parse(JSON.parse(stdout));
    expect([code, stderr, inventory.integrations.map((i) => i.provider)]).toEqual([0, '', providers]);
  });

  it('writes a document beside the files', async () => {
    const { code, stdout } = await runCli([
      'inventory',
      plain.dir,
      '--format',
      'markdown',
      '--write',
      'INTEGRATIONS.md',
    ]);
    const written = readFileSync(join(plain.dir, 'INTEGRATIONS.md'), 'utf8');
    rmSync(join(plain.dir, 'INTEGRATIONS.md'));
    expect([code, stdout, written.includes('OpenAI')]).toEqual([0, '', true]);
  });

  it('does not write over a document of somebody else, nor through a link', async () => {
    const [path, target] = [join(plain.dir, 'INTEGRATIONS.md'), join(plain.dir, 'elsewhere.md')];
    const write = () => runCli(['inventory', plain.dir, '--write', 'INTEGRATIONS.md']);
    writeFileSync(path, '# Mine\n');
    const refused = await write();
    const after = readFileSync(path, 'utf8');
    rmSync(path);
    symlinkSync(target, path);
    const linked = await write();
    const isWritten = existsSync(target);
    rmSync(path);
    expect([refused.code, after, linked.code, isWritten]).toEqual([2, '# Mine\n', 2, false]);
    expect(refused.stderr).toContain('was not written by this command');
    expect(linked.stderr).toContain('is a link');
  });

  it('writes a CycloneDX document of services', async () => {
    const { code, stdout } = await runCli(['inventory', plain.dir, '--format', 'cyclonedx']);
    const { bomFormat, metadata, services } = JSON.parse(stdout);
    expect([code, bomFormat, metadata.component.name]).toEqual([0, 'CycloneDX', basename(plain.dir)]);
    expect(services.map((service: { name: string }) => service.name)).toEqual(['OpenAI']);
  });

  it.each(['json', 'cyclonedx'])('writes %s over a document of its own alone', async (format) => {
    const path = join(plain.dir, 'inventory.json');
    const write = () => runCli(['inventory', plain.dir, '--format', format, '--write', 'inventory.json']);
    writeFileSync(path, '{ "name": "shop" }\n');
    const refused = await write();
    rmSync(path);
    const codes = [(await write()).code, (await write()).code];
    rmSync(path);
    expect([refused.code, codes]).toEqual([2, [0, 0]]);
    expect(refused.stderr).toContain('was not written by this command');
  });

  it('leaves a document alone that is as it should be, and keeps what a hand wrote into it', async () => {
    const path = join(plain.dir, 'INTEGRATIONS.md');
    const write = () => runCli(['inventory', plain.dir, '--write', 'INTEGRATIONS.md']);
    await write();
    const note = '<!-- integrations:keep -->\nAsk Jo.\n<!-- /integrations:keep -->';
    const old = readFileSync(path, 'utf8')
      .replace(/(?<=\*\*Analysis Date:\*\* ).+/, '2020-01-31')
      .replace('- OpenAI', `${note}\n\n- OpenAI`);
    writeFileSync(path, old);
    await write();
    const again = readFileSync(path, 'utf8');
    const { stdout } = await runCli(['inventory', plain.dir, '--format', 'markdown']);
    writeFileSync(path, old.replace('- OpenAI', '- ClosedAI'));
    await write();
    const mended = readFileSync(path, 'utf8');
    rmSync(path);
    expect([again === old, stdout === old]).toEqual([true, true]);
    expect([mended.includes(note), mended.includes('- OpenAI'), mended.includes('2020')]).toEqual([true, true, false]);
  });

  it('says whether it wrote, and refuses a document whose kept part has no end', async () => {
    const path = join(plain.dir, 'INTEGRATIONS.md');
    const write = () => runCli(['inventory', plain.dir, '--write', 'INTEGRATIONS.md']);
    const said = [(await write()).stderr, (await write()).stderr];
    const text = readFileSync(path, 'utf8').replace('- OpenAI', '<!-- integrations:keep -->\n- OpenAI');
    writeFileSync(path, text);
    const refused = await write();
    const left = readFileSync(path, 'utf8');
    rmSync(path);
    const json = await runCli(['inventory', plain.dir, '--format', 'json', '--write', 'inventory.json']);
    rmSync(join(plain.dir, 'inventory.json'));
    expect(json.stderr).toContain('inventory.json is written.');
    expect(said.map((each) => /is (?:written|up to date)/.exec(each)?.[0])).toEqual(['is written', 'is up to date']);
    expect([refused.code, left === text]).toEqual([2, true]);
    expect(refused.stderr).toMatch(/INTEGRATIONS\.md:\d+: the part that is kept from here on has no end/);
  });
});
