import { expect, test } from 'vitest';
import { withDelegations } from '../../../../../src/core/facts/webhooks/judge/delegate.ts';
import type { Judged } from '../../../../../src/core/facts/webhooks/judge/judge.ts';
import { JAVASCRIPT } from '../../../../../src/core/facts/webhooks/judge/program/language.ts';
import type { Candidate } from '../../../../../src/core/facts/webhooks/judge/state/run.ts';
import { makeVerdict } from '../../../../../src/core/facts/webhooks/judge/verdict-of.ts';

const VERIFIED = makeVerdict('verified', 'protected-before');
const OPEN = makeVerdict('unverified', 'no-verification');

const node = { line: 1, column: 1 } as Candidate['node'];
const run = { program: { language: JAVASCRIPT } } as Judged['run'];
const judged: Judged = {
  verdict: OPEN,
  at: null,
  delegations: [],
  otherwise: null,
  run,
  elsewhere: null,
  settings: [],
  digests: [],
};

const candidate = (name: string, module: string | null, named = false): Candidate => ({
  key: `${module ?? ''}#${name}.`,
  module,
  name,
  member: null,
  node,
  named,
  shaped: false,
  signed: false,
  weak: false,
  answers: false,
});

/** What is asked, while only the given assumptions protect. */
function delegate(candidates: Candidate[], protecting: string[]): { judgement: Judged; asked: string[] } {
  const asked: string[] = [];
  const judgement = withDelegations(judged, candidates, ({ name }, how) => {
    asked.push(`${name} ${how}`);
    return { verdict: protecting.includes(`${name} ${how}`) ? VERIFIED : OPEN, asked: false };
  });
  return { judgement, asked };
}

test('asks of what cannot be followed only whether it helps, and of others like it nothing more', () => {
  const { judgement, asked } = delegate([candidate('take', null), candidate('keep', null)], ['take throws']);
  expect(judgement.verdict).toEqual(makeVerdict('unknown', 'dynamic-dispatch'));
  expect(asked).toEqual(['take throws']);
});

test('asks of a function of another file for every way in which it may verify', () => {
  const { judgement, asked } = delegate([candidate('take', './take')], ['take truthy']);
  expect(judgement.delegations).toEqual([
    {
      module: './take',
      name: 'take',
      line: 1,
      column: 1,
      verdicts: { throws: OPEN, truthy: VERIFIED, falsy: OPEN, guards: OPEN },
    },
  ]);
  expect(asked).toEqual(['take throws', 'take truthy', 'take falsy', 'take guards']);
});

test('asks on after one that does not help, and after one that cannot be followed for those that can', () => {
  const { judgement, asked } = delegate(
    [candidate('log', null), candidate('take', null), candidate('check', './check')],
    ['take falsy', 'check guards'],
  );
  expect(judgement.delegations.map(({ name }) => name)).toEqual(['check']);
  expect(asked.join(', ')).toBe(
    'log throws, log truthy, log falsy, take throws, take truthy, take falsy, check throws, check truthy, check falsy, check guards',
  );
});

test('stays in doubt behind what helps in some cases alone, where what can be followed turns out to check nothing', () => {
  const CONDITIONAL = makeVerdict('unknown', 'conditional');
  const judgement = withDelegations(
    judged,
    [candidate('verifySignature', './verify', true), { ...candidate('takeEvent', './take'), weak: true }],
    ({ name }, how) => ({
      verdict: name === 'verifySignature' ? CONDITIONAL : how === 'throws' ? VERIFIED : OPEN,
      asked: false,
    }),
  );
  expect(judgement.delegations.map(({ name }) => name)).toEqual(['takeEvent']);
  expect(judgement.otherwise).toEqual(CONDITIONAL);
});
