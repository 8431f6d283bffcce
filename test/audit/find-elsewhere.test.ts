import { describe, expect, it } from 'vitest';
import { makeNoCache } from '../../src/cache/make-memory-cache.ts';
import { NO_OWN_NAMES } from '../../src/core/inventory/infer/own-names.ts';
import { makeFactsSource } from '../../src/audit/facts-source.ts';
import { findElsewhere } from '../../src/audit/find-elsewhere.ts';
import { listNeedles } from '../../src/core/rulebook/list-needles.ts';
import { loadExampledRules } from '../support/load-exampled-rules.ts';
import { loadEngine } from '../support/audit-files.ts';
import type { Repository } from '../../src/core/repository-types.ts';
import { makeMemoryRepository } from '../support/make-memory-repository.ts';

const engine = await loadEngine();
const exampled = await loadExampledRules();

async function find(
  open: readonly string[],
  files: Record<string, string>,
  { searchFirst = false, aliases = new Map<string, string>() } = {},
): Promise<{ found: string[]; read: string[] }> {
  const repository = makeMemoryRepository({ c: { files } });
  const found = await findIn(repository, open, { searchFirst, aliases });
  return { found: [...found].toSorted(), read: repository.read.map((name) => name.slice(2)) };
}

async function findIn(
  repository: Repository,
  open: readonly string[],
  { searchFirst = false, aliases = new Map<string, string>() } = {},
): Promise<Set<string>> {
  const { entries } = await repository.tree('c');
  return findElsewhere({
    open: new Set(open),
    commit: 'c',
    unchanged: entries,
    source: makeFactsSource(repository, engine.makeReader(engine.rulebook), makeNoCache()),
    rulebook: engine.rulebook,
    aliases,
    own: NO_OWN_NAMES,
    searchFirst,
    onProgress: () => {},
  });
}

const MANIFEST = '{ "dependencies": { "stripe": "1" } }';
const SOURCE = "import { PostHog } from 'posthog-node';\n";

describe('findElsewhere', () => {
  it('reads nothing when nothing is open', async () => {
    expect(await find([], { 'package.json': MANIFEST })).toEqual({ found: [], read: [] });
  });

  it('reads nothing when a file name settles it', async () => {
    expect(await find(['docker'], { Dockerfile: 'FROM scratch\n', 'package.json': MANIFEST })).toEqual({
      found: ['docker'],
      read: [],
    });
  });

  it('reads no source when the manifests settle it', async () => {
    expect(await find(['stripe'], { 'src/a.ts': SOURCE, 'package.json': MANIFEST })).toEqual({
      found: ['stripe'],
      read: ['package.json'],
    });
  });

  it('reads all that can speak when a provider is nowhere, and nothing else', async () => {
    const files = {
      'a.md': '',
      'package.json': MANIFEST,
      'src/a.ts': SOURCE,
      'src/a.test.ts': '',
      'yarn.lock': '',
      'b.png': '',
    };
    expect(await find(['openai'], files)).toEqual({ found: [], read: ['package.json', 'src/a.ts'] });
  });

  it('asks for all sources at once, however many there are: each time may cost an archive', async () => {
    const sources = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`src/${i}.ts`, '']));
    const repository = makeMemoryRepository({ c: { files: { ...sources, 'package.json': MANIFEST } } });
    const asked: number[] = [];
    const blobs: Repository['blobs'] = (commit, wanted) => {
      asked.push(wanted.length);
      return repository.blobs(commit, wanted);
    };
    await findIn({ ...repository, blobs }, ['openai']);
    expect(asked).toEqual([1, 3000]);
  });

  it.each([true, false])('finds what sources import, searched first: %s', async (searchFirst) => {
    const { found } = await find(['posthog', 'openai'], { 'src/a.ts': SOURCE, 'src/b.ts': '' }, { searchFirst });
    expect(found).toEqual(['posthog']);
  });

  it('counts a provider as the one that it is an alias of', async () => {
    const aliases = new Map([['posthog', 'mixpanel']]);
    expect((await find(['mixpanel'], { 'src/a.ts': SOURCE }, { aliases, searchFirst: true })).found).toEqual([
      'mixpanel',
    ]);
  });

  it('does not let a test speak for a provider', async () => {
    expect((await find(['posthog'], { 'test/a.ts': SOURCE })).found).toEqual([]);
  });
});

describe('searching first', () => {
  // What a text must hold to be read is taken from the rules: none of their own examples may be passed over.
  const examples = exampled.flatMap((rule) =>
    rule.examples.finds
      .filter((e) => Object.keys(e.expect).some((d) => !d.startsWith('key:') && !d.startsWith('webhook:')))
      .map((e) => [rule.id, e.file, e.text] as const),
  );

  it('finds in every example of the rules what reading finds', async () => {
    expect(examples.length).toBeGreaterThan(300);
    const needles = new Map(exampled.map(({ id }) => [id, listNeedles(engine.rulebook, [id])]));
    const missed: string[] = [];
    for (const [id, file, text] of examples) {
      // What holds a needle is read, searched for or not.
      if (needles.get(id)?.some((needle) => text.toLowerCase().includes(needle))) continue;
      const files = { [file]: text };
      const [read, searched] = [await find([id], files), await find([id], files, { searchFirst: true })];
      if (read.found.length !== searched.found.length) missed.push(`${id} ${file}`);
    }
    expect(missed).toEqual([]);
  });
});
