import { expect, test } from 'vitest';

import { readShop } from '../../demo/read-shop.ts';
import { auditCommits } from '../../src/audit/audit-commits.ts';
import { makeNoCache } from '../../src/cache/make-memory-cache.ts';
import type { Repository } from '../../src/core/repository-types.ts';
import { makeEngine } from '../../src/make-engine.ts';

const encoder = new TextEncoder();

test('the shop audits without problems, with the providers that the pull requests take for granted', async () => {
  const shop = await readShop();
  const entries = Object.keys(shop).map((path) => ({ path, id: path, kind: 'file' as const, size: null }));
  const repository: Repository = {
    tree: async (commit) => ({ entries: commit === 'empty' ? [] : entries, complete: true, detail: null }),
    async *blobs(_, wanted) {
      for (const entry of wanted) yield { entry, bytes: encoder.encode(shop[entry.path]), reason: null };
    },
    mergeBase: async () => 'empty',
  };
  const engine = await makeEngine(makeNoCache(), () => new Date('2026-10-01'));

  const { audit } = await auditCommits(engine, { repository, name: 'acme/shop', base: 'empty', head: 'shop' });

  expect(audit.problems).toEqual([]);
  expect(audit.change.added.map(({ provider }) => provider).toSorted()).toEqual([
    'docker',
    'github-actions',
    'postgresql',
    'posthog',
    'redis',
    'resend',
    'sentry',
  ]);
  expect(audit.findings.filter(({ check }) => check !== 'new-provider')).toEqual([]);
});
