import { afterAll, describe, expect, it } from 'vitest';
import { auditCommits } from '../../src/audit/audit-commits.ts';
import { makeMemoryCache } from '../../src/cache/make-memory-cache.ts';
import { makeGitRepository } from '../../src/git/git-repository.ts';
import { makeEngine } from '../../src/make-engine.ts';
import { makeClone } from '../support/make-clone.ts';
import { fillSample } from '../support/fill-sample.ts';

const engine = await makeEngine(makeMemoryCache(1), () => new Date('2026-05-04T03:02:01Z'));
const clone = makeClone();
afterAll(() => clone.remove());

const line = (seed: string): string => fillSample("export const key = 'sk_live_{{alnum:99}}';\n", seed);

async function audit(base: string, head: string): Promise<[string, string, unknown][]> {
  const repository = makeGitRepository(clone.dir, { maxBlobBytes: 1_000_000 });
  const judged = await auditCommits(engine, { repository, name: 'acme/shop', base, head });
  return judged.audit.findings
    .filter((f) => f.check === 'leaked-key')
    .map((f) => [f.code, f.path, f.args['commit'] ?? null]);
}

describe('keys that a change held on its way', () => {
  it('are told with the commit that brought them', async () => {
    const base = clone.commit({ 'README.md': '# x\n' });
    const leak = clone.commit({ 'src/a.ts': line('gone') });
    const head = clone.commit({ 'src/a.ts': 'export const key = process.env.KEY;\n' });
    expect(await audit(base, head)).toEqual([['passed-key', 'src/a.ts', leak.slice(0, 10)]]);
  });

  it('are told once, and as they stand where they still stand', async () => {
    const base = clone.commit({});
    clone.commit({ 'src/b.ts': line('moved') });
    clone.commit({ 'src/b.ts': `// more\n${line('moved')}` });
    const head = clone.commit({ 'src/b.ts': '', 'src/c.ts': line('moved') });
    expect(await audit(base, head)).toEqual([['hardcoded-key', 'src/c.ts', null]]);
  });

  it('are none where the base has them too', async () => {
    const base = clone.commit({ 'src/d.ts': line('old') });
    clone.commit({ 'src/d.ts': `// more\n${line('old')}` });
    const head = clone.commit({ 'src/d.ts': '' });
    expect(await audit(base, head)).toEqual([]);
  });

  it('are no keys for browsers', async () => {
    const base = clone.commit({});
    clone.commit({ 'src/e.ts': line('open').replace('sk_live', 'pk_live') });
    const head = clone.commit({ 'src/e.ts': '' });
    expect(await audit(base, head)).toEqual([]);
  });

  it('say nothing of what comes from merging the base', async () => {
    const start = clone.commit({ 'src/f.ts': 'export const f = 1;\n' });
    clone.git('checkout', '-q', '-b', 'topic');
    clone.commit({ 'src/g.ts': 'export const g = 1;\n' });
    clone.git('checkout', '-q', 'main');
    const old = clone.commit({ 'src/f.ts': line('of main') });
    const base = clone.commit({ 'src/f.ts': 'export const f = 2;\n' });
    clone.git('checkout', '-q', 'topic');
    clone.git('merge', '-q', '--no-edit', 'main');
    const head = clone.commit({ 'src/g.ts': 'export const g = 2;\n' });
    clone.git('checkout', '-q', 'main');
    expect([start, old].includes(base)).toBe(false);
    expect(await audit(base, head)).toEqual([]);
  });
});
