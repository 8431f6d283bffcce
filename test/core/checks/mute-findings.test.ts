import { describe, expect, it } from 'vitest';
import { muteFindings } from '../../../src/core/checks/mute-findings.ts';
import { parseConfig } from '../../../src/core/config/parse-config.ts';
import type { Finding } from '../../../src/core/audit-types.ts';
import { makeKeyFinding } from '../../support/make-audit.ts';

const finding = makeKeyFinding({ path: 'e2e/pay.ts' });

function mute(
  ignores: readonly string[],
  raised: readonly Finding[] = [finding],
  base: string | null = 'base',
): string[] {
  const text = ['version: 1', 'ignore:', ...ignores.map((entry) => `  - ${entry}`)].join('\n');
  const { config, problems } = parseConfig(text, '.integrations.yml');
  expect(problems).toEqual([]);
  const { findings, muted, configFindings } = muteFindings(raised, {
    base,
    config,
    today: '2026-06-01',
    configPath: '.integrations.yml',
    fingerprint: (...parts) => parts.join(' '),
  });
  return [
    ...findings.map((f) => `loud ${f.path}`),
    ...muted.map((f) => `muted ${f.path} (${f.reason}, ${f.until})`),
    ...configFindings.map((f) => `${f.code} ${f.path}:${f.line}:${f.column}`),
  ];
}

describe('muteFindings', () => {
  it.each<[string, string[], string[]]>([
    ['by check', ['{ check: leaked-key, reason: r }'], ['muted e2e/pay.ts (r, null)']],
    ['by path', ['{ check: leaked-key, path: e2e/**, reason: r }'], ['muted e2e/pay.ts (r, null)']],
    ['by provider', ['{ check: leaked-key, provider: stripe, reason: r }'], ['muted e2e/pay.ts (r, null)']],
    [
      'by fingerprint',
      ["{ check: leaked-key, fingerprint: 'fedcba9876543210', reason: r }"],
      ['muted e2e/pay.ts (r, null)'],
    ],
    ['on the last day', ['{ check: leaked-key, reason: r, until: 2026-06-01 }'], ['muted e2e/pay.ts (r, 2026-06-01)']],
    ['not of another check', ['{ check: new-provider, reason: r }'], ['loud e2e/pay.ts']],
    ['not of another path', ['{ check: leaked-key, path: src/**, reason: r }'], ['loud e2e/pay.ts']],
    ['not of another provider', ['{ check: leaked-key, provider: openai, reason: r }'], ['loud e2e/pay.ts']],
    ['not by half', ['{ check: leaked-key, path: e2e/**, provider: openai, reason: r }'], ['loud e2e/pay.ts']],
    [
      'not after its day, and says so',
      ['{ check: leaked-key, reason: r, until: 2026-05-31 }'],
      ['loud e2e/pay.ts', 'expired-ignore .integrations.yml:3:5'],
    ],
    [
      'by an entry that holds, whatever another one did before',
      ['{ check: leaked-key, reason: old, until: 2026-05-31 }', '{ check: leaked-key, reason: r }'],
      ['muted e2e/pay.ts (r, null)'],
    ],
    [
      'not a word of an expired entry that would mute nothing',
      ['{ check: leaked-key, path: src/**, reason: r, until: 2026-05-31 }'],
      ['loud e2e/pay.ts'],
    ],
  ])('mutes %s', (_title, ignores, expected) => {
    expect(mute(ignores)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ['mutes nothing', '{ check: leaked-key, path: src/**, reason: r }', ['unused-ignore .integrations.yml:3:5']],
    [
      'mutes nothing, and is past its day besides',
      '{ check: leaked-key, path: src/**, reason: r, until: 2026-05-31 }',
      ['unused-ignore .integrations.yml:3:5'],
    ],
    [
      'would mute something, but is past its day',
      '{ check: leaked-key, reason: r, until: 2026-05-31 }',
      ['expired-ignore .integrations.yml:3:5'],
    ],
    ['is of a check that tells changes alone', '{ check: new-provider, reason: r }', []],
  ])('tells of all that stands which entry %s', (_title, ignore, expected) => {
    expect(mute([ignore], [finding], null).filter((line) => line.includes('-ignore'))).toEqual(expected);
  });
});
