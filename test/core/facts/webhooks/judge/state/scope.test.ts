import { expect, test } from 'vitest';
import { Scope } from '../../../../../../src/core/facts/webhooks/judge/state/scope.ts';
import { because, CHECKED, NOTHING, value } from '../../../../../../src/core/facts/webhooks/judge/state/value.ts';

const named = (name: string) => value({ chain: [name] });
const namesIn = (scope: Scope) => [...scope.entries()].map(([name, each]) => `${name}: ${each.chain.join('.')}`);

test('a copy and what it was copied from do not see what the other is given', () => {
  const scope = new Scope();
  scope.set('a', named('first'));
  const copy = scope.copy();
  copy.set('b', named('copied'));
  scope.set('a', named('second'));
  expect(namesIn(scope)).toEqual(['a: second']);
  expect(namesIn(copy)).toEqual(['a: first', 'b: copied']);
});

test('who keeps a scope sees what is written to it after it has been copied', () => {
  const scope = new Scope();
  const kept = scope;
  scope.copy();
  scope.set('a', named('later'));
  expect(kept.get('a')).toEqual(named('later'));
});

test('where two paths meet, each variable is what it was on either, with what was known there', () => {
  const before = new Scope();
  before.set('same', named('same'));
  before.set('changed', named('changed'));
  const left = before.copy();
  const right = before.copy();
  left.set('own', named('own'));
  right.set('changed', value({ chain: ['changed'], truthy: CHECKED }));
  right.set('other', named('other'));
  const joined = left.join(NOTHING, right, because('failed'));
  expect(namesIn(joined)).toEqual(['same: same', 'changed: changed', 'own: own', 'other: other']);
  expect(joined.get('same')).toBe(before.get('same'));
  expect(joined.get('changed')?.falsy).toEqual(because('failed'));
});

test('where neither path wrote anything, nothing changes', () => {
  const before = new Scope();
  before.set('a', named('a'));
  const joined = before.copy().join(CHECKED, before.copy(), NOTHING);
  expect(joined.get('a')).toBe(before.get('a'));
});
