import { expect, test } from 'vitest';
import { noteHanded, startState } from '../../../../../../src/core/facts/webhooks/judge/state/state.ts';
import { nothingHanded } from '../../../../../../src/core/facts/webhooks/judge/state/run.ts';
import { growthOf, MOST_GROWTH } from '../../../../../support/cpu-time.ts';

const handOn = (count: number): ReadonlySet<string> => {
  const run = { handed: nothingHanded() };
  const state = startState();
  for (let at = 0; at < count; at++) noteHanded(run, state, `take${at}`);
  return state.handed;
};

test('a path keeps the calls that are handed the body', () => {
  expect([...handOn(2)]).toEqual(['take0', 'take1']);
});

test('many calls that are handed the body cost no more than their number', () => {
  expect(growthOf(handOn, 5_000)).toBeLessThan(MOST_GROWTH);
});
