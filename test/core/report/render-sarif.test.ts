import { expect, test } from 'vitest';
import type { Log } from 'sarif';
import { CHECKS, type Audit } from '../../../src/core/audit-types.ts';
import { findingSentence } from '../../../src/core/report/render-message.ts';
import { renderSarif } from '../../../src/core/report/render-sarif.ts';
import { toQuoted } from '../../../src/core/report/sentences/sentence.ts';
import {
  makeAudit,
  makeFinding,
  makeKeyFinding,
  makeMutedFinding,
  makeProblem,
  makeWebhookFinding,
} from '../../support/make-audit.ts';

function runOf(over: Partial<Audit>): Log['runs'][number] {
  const log = JSON.parse(renderSarif(makeAudit(over), '1.2.3')) as Log;
  expect(log.version).toBe('2.1.0');
  const [run, ...others] = log.runs;
  expect(others).toEqual([]);
  if (run === undefined) throw new Error('no run');
  return run;
}

test('A finding is a result of its check, at its place, followed by its fingerprint.', () => {
  const { results } = runOf({ findings: [makeKeyFinding()] });
  expect(results).toEqual([
    {
      ruleId: 'leaked-key',
      ruleIndex: 1,
      level: 'error',
      message: { text: toQuoted(findingSentence(makeKeyFinding())) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/pay.ts', uriBaseId: '%SRCROOT%' },
            region: { startLine: 7, startColumn: 15, endLine: 7, endColumn: 47 },
          },
        },
      ],
      partialFingerprints: { primaryLocationLineHash: 'fedcba9876543210:1' },
      properties: { code: 'hardcoded-key', provider: 'stripe' },
    },
  ]);
});

test('A notice is a note, and what ends nowhere in its line reaches to its end.', () => {
  const { results } = runOf({ findings: [makeWebhookFinding({ endLine: 20 }), makeFinding({ severity: 'notice' })] });
  expect(results?.map(({ level }) => level)).toEqual(['error', 'note']);
  expect(results?.map(({ locations }) => locations?.[0]?.physicalLocation?.region)).toEqual([
    { startLine: 4, startColumn: 1, endLine: 20 },
    { startLine: 12, startColumn: 5, endLine: 12 },
  ]);
});

test('Every check is described, and a result points to its own description.', () => {
  const findings = CHECKS.map((check) => makeFinding({ check }));
  const { tool, results } = runOf({ findings });
  const rules = tool.driver.rules ?? [];
  expect(rules.map(({ id }) => id)).toEqual([...CHECKS]);
  for (const { shortDescription, fullDescription, help } of rules)
    expect([shortDescription?.text, fullDescription?.text, help?.text]).not.toContain('');
  expect(results?.map(({ ruleIndex }) => rules[ruleIndex ?? -1]?.id)).toEqual([...CHECKS]);
});

test('A description says how grave its check is, and how often it is right.', () => {
  const described = new Map(runOf({}).tool.driver.rules?.map(({ id, properties }) => [id, properties]));
  expect(described.get('leaked-key')).toEqual({ tags: ['security'], precision: 'high', 'security-severity': '8.0' });
  expect(described.get('stale-inventory')).toEqual({ precision: 'very-high', 'problem.severity': 'recommendation' });
});

test('Every base that an address is relative to is named in the run.', () => {
  const { originalUriBaseIds, results } = runOf({ findings: [makeKeyFinding()] });
  const base = results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uriBaseId;
  expect(Object.keys(originalUriBaseIds ?? {})).toEqual([base]);
});

test('Equal findings of a file are told apart, so that each is an alert.', () => {
  const { results } = runOf({ findings: [makeKeyFinding(), makeKeyFinding({ line: 9 })] });
  expect(results?.map(({ partialFingerprints: prints }) => prints?.['primaryLocationLineHash'])).toEqual([
    'fedcba9876543210:1',
    'fedcba9876543210:2',
  ]);
});

test('No more is listed than is shown, and the rest is told.', () => {
  const notices = Array.from({ length: 5000 }, () => makeFinding({ severity: 'notice' }));
  const { results, invocations } = runOf({ findings: [makeKeyFinding(), ...notices] });
  expect([results?.length, results?.[0]?.ruleId]).toEqual([5000, 'leaked-key']);
  expect(invocations?.[0]?.toolExecutionNotifications).toEqual([
    { level: 'warning', message: { text: '1 more findings are not listed.' } },
  ]);
});

test('What the repository says is neither link nor argument of a message, and its brackets stay.', () => {
  const name = '[here](https://evil.example/{0}) [id] {id}';
  const { results } = runOf({ findings: [makeFinding({ args: { name } })] });
  expect(results?.[0]?.message.text).toContain('[here] (https://evil.example/{{0}}) [id] {id}');
});

test('Muted findings open no alert.', () => {
  expect(runOf({ muted: [makeMutedFinding()] }).results).toEqual([]);
});

test('What has no place, and what was not read, is a notification of the run.', () => {
  const nowhere = makeFinding({ check: 'config', code: 'config-error', path: '' });
  const { results, invocations } = runOf({
    findings: [nowhere],
    problems: [makeProblem(), makeProblem({ path: '', line: null, code: 'incomplete-tree', detail: '' })],
  });
  expect(results).toEqual([]);
  expect(invocations).toEqual([
    {
      executionSuccessful: true,
      toolExecutionNotifications: [
        {
          level: 'warning',
          message: { text: toQuoted(findingSentence(nowhere)) },
          associatedRule: { id: 'config', index: CHECKS.indexOf('config') },
        },
        {
          level: 'warning',
          message: { text: '“apps/web/package.json” could not be parsed (line 3): Unexpected end of JSON.' },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'apps/web/package.json', uriBaseId: '%SRCROOT%' },
                region: { startLine: 3, startColumn: 1, endLine: 3 },
              },
            },
          ],
        },
        { level: 'warning', message: { text: "The commit's tree is a listing that was cut short." } },
      ],
    },
  ]);
});

test('A path is an address: what is no part of one is encoded, broken characters included.', () => {
  const paths = ['a b/ü#1%.ts', 'c:\\d?.ts', '../\u0000\uD800.ts'];
  const { results } = runOf({ findings: paths.map((path) => makeFinding({ path })) });
  expect(results?.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri)).toEqual([
    'a%20b/%C3%BC%231%25.ts',
    'c%3A%5Cd%3F.ts',
    '../%00%EF%BF%BD.ts',
  ]);
});
