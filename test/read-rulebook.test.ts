import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonStore } from '../src/cache/make-json-store.ts';
import { readRules, RULES_DIR } from '../src/read-rulebook.ts';

const root = mkdtempSync(join(tmpdir(), 'rules-'));
const dir = join(root, 'rules');
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  rmSync(dir, { recursive: true, force: true });
  for (const name of ['stripe.yml', 'posthog.yml']) cpSync(join(RULES_DIR, name), join(dir, name));
});

/** A store as it is on disk: what is read went through JSON. */
function makeStore(): JsonStore & { digests: string[]; asked: string[] } {
  const [digests, asked]: [string[], string[]] = [[], []];
  let kept = '';
  return {
    digests,
    asked,
    read(digest) {
      asked.push(digest);
      return digests.at(-1) === digest ? JSON.parse(kept) : undefined;
    },
    write(digest, value) {
      digests.push(digest);
      kept = JSON.stringify(value);
    },
  };
}

describe('readRules', () => {
  it('reads the same rules from the store as from the texts', async () => {
    const store = makeStore();
    const parsed = await readRules(RULES_DIR, store);
    const kept = await readRules(RULES_DIR, store);
    expect(parsed.length).toBe(readdirSync(RULES_DIR).filter((name) => name.endsWith('.yml')).length);
    expect(kept).toEqual(parsed);
    expect([store.digests.length, store.asked.length]).toEqual([1, 2]);
  });

  it.each<[string, () => void]>([
    [
      'a rule is changed',
      () => writeFileSync(join(dir, 'stripe.yml'), `${readFileSync(join(dir, 'stripe.yml'), 'utf8')}# x\n`),
    ],
    ['a rule is added', () => cpSync(join(RULES_DIR, 'openai.yml'), join(dir, 'openai.yml'))],
    ['a rule is taken out', () => rmSync(join(dir, 'posthog.yml'))],
    [
      'a rule is renamed',
      () => {
        cpSync(join(dir, 'posthog.yml'), join(dir, 'post-hog.yml'));
        rmSync(join(dir, 'posthog.yml'));
      },
    ],
  ])('does not trust what is kept when %s', async (_title, change) => {
    const store = makeStore();
    await readRules(dir, store);
    change();
    const rules = await readRules(dir, store);
    expect(rules.map((rule) => `${rule.id}.yml`)).toEqual(readdirSync(dir).toSorted());
    expect(new Set(store.digests).size).toBe(2);
  });

  it('names file and line of a broken rule, and keeps nothing', async () => {
    const store = makeStore();
    writeFileSync(join(dir, 'broken.yml'), 'name: Broken\ncategory: nothing\n');
    const fault = expect.stringMatching(/^rules\/broken\.yml:2: category/);
    await expect(readRules(dir, store)).rejects.toMatchObject({ name: 'RuleError', message: fault });
    expect(store.digests).toEqual([]);
  });
});
