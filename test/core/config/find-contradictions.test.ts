import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/core/config/parse-config.ts';

describe('Entries that cannot both be meant', () => {
  test.each([
    [
      'a provider that is approved and forbidden',
      'providers: { approved: [stripe], forbidden: [stripe] }',
      ['2:25 forbidden-too providers.approved[0]'],
    ],
    [
      'a provider that is approved twice',
      'providers: { approved: [stripe, posthog, { id: stripe }] }',
      ['2:42 repeated-entry providers.approved[2]'],
    ],
    [
      'approval of what is counted as another',
      'providers: { approved: [minio], aliases: { minio: aws-s3 } }',
      ['2:25 counted-elsewhere providers.approved[0]'],
    ],
    [
      'a loop of aliases',
      'providers: { aliases: { a: b, b: a } }',
      ['2:28 alias-chain providers.aliases.a', '2:34 alias-chain providers.aliases.b'],
    ],
    [
      'two keys of one id',
      "keys: [{ id: k, name: K, pattern: 'k{9}' }, { id: k, name: L, pattern: 'l{9}' }]",
      ['2:45 repeated-entry keys[1]'],
    ],
  ])('are told: %s.', (_, text, expected) => {
    const problems = parseConfig(`version: 1\n${text}\n`, '.integrations.yml').problems;
    expect(problems.map((p) => `${p.line}:${p.column} ${p.code} ${String(p.args['at'])}`)).toEqual(expected);
  });
});
