import { expect, test } from 'vitest';
import { parseConfig } from '../../../src/core/config/parse-config.ts';

const AROUND = { today: '2026-06-01', hasFile: (path: string) => path === 'legal/list.md' };

test.each<[string, string[]]>([
  ['ignore: [{ check: leaked-key, reason: r, until: 2026-05-31 }]', ['2:49 ignore-ended ignore[0].until']],
  ['ignore: [{ check: leaked-key, reason: r, until: 2026-06-01 }]', []],
  ['ignore: [{ check: leaked-key, reason: r }]', []],
  [
    'providers: { approved: [stripe, { id: posthog, review-by: 2026-05-31 }] }',
    ['2:59 approval-overdue providers.approved[1].review-by'],
  ],
  ['providers: { approved: [{ id: posthog, review-by: 2026-06-01 }] }', []],
  ['subprocessors: { file: legal/lists.md }', ['2:24 file-missing subprocessors.file']],
  ['subprocessors: { file: legal/list.md }', []],
  ['inventory: { file: INTEGRATIONS.md }', ['2:20 file-missing inventory.file']],
])('%s: %j', (text, expected) => {
  const { problems } = parseConfig(`version: 1\n${text}\n`, '.integrations.yml', undefined, AROUND);
  expect(problems.map((p) => `${p.line}:${p.column} ${p.code} ${String(p.args['at'])}`)).toEqual(expected);
});

test('Who audits a change is told of none of it here.', () => {
  const text = 'version: 1\nignore: [{ check: leaked-key, reason: r, until: 2020-01-01 }]\n';
  expect(parseConfig(text, '.integrations.yml').problems).toEqual([]);
});
