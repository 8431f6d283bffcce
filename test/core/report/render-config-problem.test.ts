import { expect, test } from 'vitest';
import type { ConfigProblem, ConfigProblemCode } from '../../../src/core/config/config-problem.ts';
import { parseConfig } from '../../../src/core/config/parse-config.ts';
import { renderConfigDetail, renderConfigProblem } from '../../../src/core/report/render-config-problem.ts';
import { renderMessage } from '../../../src/core/report/render-message.ts';
import { makeFinding } from '../../support/make-audit.ts';

const CASES: Record<ConfigProblemCode, [ConfigProblem['args'], string]> = {
  'too-large': [{ limit: 10 }, 'The file has more than the 10 characters that are read: the defaults apply.'],
  'too-deep': [{}, 'The file is nested or aliased too deeply to be read: the defaults apply.'],
  'yaml-syntax': [{ detail: 'Missing ]' }, 'This is not valid YAML: Missing ]'],
  'second-document': [{}, 'A second document begins here: it is not read.'],
  'duplicate-key': [{ key: 'a' }, '`a` appears here a second time: only the first one counts.'],
  'section-unread': [{ key: 'checks' }, '`checks` could not be read because of the error in it: its defaults apply.'],
  'not-a-mapping': [{}, 'The file should hold keys and values: the defaults apply.'],
  'unknown-key': [{ key: 'cheks', parent: '', suggestion: 'checks' }, '`cheks` is not a key. Did you mean `checks`?'],
  'missing-key': [
    { key: 'reason', parent: 'ignore[0]' },
    '`reason` is missing in `ignore[0]`, which is left out as a whole.',
  ],
  'wrong-type': [
    { at: 'checks', expected: 'a mapping', received: 'a number' },
    '`checks` should be a mapping, not a number.',
  ],
  'invalid-value': [
    { at: 'checks.leaked-key', value: 'x', allowed: ['error', 'off'], suggestion: '' },
    '`x` is not a value of `checks.leaked-key`. It takes `error`, `off`.',
  ],
  'invalid-date': [{ at: 'a', value: 'soon' }, '`soon` in `a` is not a date: write it as `2027-03-01`.'],
  'invalid-format': [
    { at: 'a', value: 'B', form: 'small letters' },
    '`B` is not allowed in `a`. It takes small letters.',
  ],
  'invalid-pattern': [
    { at: 'keys[0].pattern', detail: 'missing closing )' },
    '`keys[0].pattern` cannot be used as a pattern: missing closing ).',
  ],
  'too-long': [{ at: 'a', limit: 500, unit: 'characters' }, '`a` has more than 500 characters.'],
  empty: [{ at: 'a' }, '`a` is empty.'],
  'unknown-provider': [
    { at: 'a', id: 'strpe', suggestion: 'stripe' },
    'No rule describes a provider `strpe`. Did you mean `stripe`?',
  ],
  'repeated-provider': [
    { at: 'a', id: 'stripe', by: 'rule' },
    'A rule has the id `stripe`: this entry takes its place.',
  ],
  'found-already': [
    { at: 'providers.custom[0].detect', text: 'api.stripe.com', id: 'stripe', own: 'acme-pay' },
    '`api.stripe.com` is what a rule finds `stripe` by: both are told. Leave it out here, or count `stripe` as `acme-pay` in `providers.aliases`.',
  ],
  'repeated-entry': [{ at: 'a', id: 'stripe' }, '`stripe` has an earlier entry in this list.'],
  'forbidden-too': [
    { at: 'a', id: 'stripe' },
    '`stripe` is approved here and forbidden below: it counts as forbidden.',
  ],
  'counted-elsewhere': [
    { at: 'a', id: 'minio', to: 'aws-s3' },
    'An alias counts `minio` as `aws-s3`: this entry does nothing. Name `aws-s3` here.',
  ],
  'alias-chain': [
    { at: 'a', id: 'a', to: 'b', next: 'c' },
    '`a` is counted as `b`, which has an alias of its own to `c`: only the first step is taken.',
  ],
  'entry-unused': [{ at: 'ignore[0]' }, 'Because of the error in it, `ignore[0]` is left out as a whole.'],
  'finds-nothing': [
    { at: 'providers.custom[0].detect' },
    '`providers.custom[0].detect` names nothing to find this provider by: give it packages, hosts or env names.',
  ],
  'approval-overdue': [
    { at: 'a', id: 'posthog', day: '2026-03-01' },
    'The approval of `posthog` was due for review by 2026-03-01: until it has a new date, adding the provider warns.',
  ],
  'ignore-ended': [
    { at: 'ignore[0].until', day: '2026-03-01' },
    'The day of this entry is past, 2026-03-01: it mutes nothing any more.',
  ],
  'file-missing': [
    { at: 'subprocessors.file', file: 'legal/list.md' },
    '`subprocessors.file` names `legal/list.md`, which is not there.',
  ],
  'second-file': [
    { expected: '.integrations.yml' },
    'This file is not read, because `.integrations.yml` is there: keep one of the two.',
  ],
  'misnamed-file': [{ expected: '.integrations.yml' }, 'A file by this name is not read: call it `.integrations.yml`.'],
  'more-problems': [{ count: 3 }, 'There are 3 more problems in this file.'],
};

const ALL = Object.entries(CASES) as [ConfigProblemCode, [ConfigProblem['args'], string]][];

test.each(ALL)('The problem %s has words.', (code, [args, expected]) => {
  expect(renderConfigProblem({ code, args })).toBe(expected);
});

test('An id of two own providers has words.', () => {
  expect(renderConfigProblem({ code: 'repeated-provider', args: { id: 'acme', by: 'entry' } })).toBe(
    'The id `acme` is taken by an earlier entry.',
  );
});

test('As the detail of a problem it has no backticks, which Markdown would show.', () => {
  expect(renderConfigDetail({ code: 'empty', args: { at: 'ignore[0].path' } })).toBe('“ignore[0].path” is empty.');
});

test('The same words stand in the finding about a pull request that breaks its configuration.', () => {
  const [problem] = parseConfig('version: 1\ncheks: {}\n', '.integrations.yml').problems;
  const args = { ...problem?.args, problem: problem?.code ?? '' };
  expect(renderMessage(makeFinding({ check: 'config', code: 'config-error', args }))).toBe(
    '`cheks` is not a key. Did you mean `checks`?',
  );
});

test('An ignore entry past its day says what to do.', () => {
  const args = { check: 'leaked-key', reason: 'fixtures', until: '2026-01-31' };
  expect(renderMessage(makeFinding({ check: 'config', code: 'expired-ignore', args }))).toBe(
    'This ignore entry for `leaked-key` (fixtures) expired on 2026-01-31: what it muted is reported again. Fix that, or set a new date.',
  );
});

test('An ignore entry without use says what to do.', () => {
  const args = { check: 'leaked-key', reason: 'fixtures', until: '' };
  expect(renderMessage(makeFinding({ check: 'config', code: 'unused-ignore', args }))).toBe(
    'This ignore entry for `leaked-key` (fixtures) mutes nothing. Remove it, or correct its path, provider or fingerprint.',
  );
});

test('An alias of itself is told as such.', () => {
  const args = { at: 'a', id: 'a', to: 'a', next: 'a' };
  expect(renderConfigProblem({ code: 'alias-chain', args })).toBe('`a` is an alias of itself: it does nothing.');
});
