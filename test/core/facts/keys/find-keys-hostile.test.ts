import { expect, it } from 'vitest';
import { findKeys } from '../../../../src/core/facts/keys/find-keys.ts';
import { listSamples } from './list-samples.ts';
import { readKeySearch } from './read-rules.ts';

const { rules, search } = readKeySearch();
const samples = listSamples(rules.values());

/** Time below which the clock tells nothing of growth. */
const NOTICEABLE = 150;

function timeOf(unit: string, size: number): number {
  const text = unit.repeat(Math.ceil(size / unit.length));
  const started = performance.now();
  findKeys(text, search);
  return performance.now() - started;
}

/** Twice the text takes twice the time; a second look tells a busy machine from a slow pattern. */
function growsTooFast(unit: string): boolean {
  for (let attempt = 0; attempt < 3; attempt++) {
    const two = timeOf(unit, 2_000_000);
    if (two < NOTICEABLE) return false;
    const one = timeOf(unit, 1_000_000);
    if (two <= one * 2.5 + NOTICEABLE) return false;
  }
  return true;
}

it('has a sample of every kind of key', () => {
  const kinds = [...rules.values()].flatMap((r) => r.keys.map((k) => `${r.id}/${k.id}`));
  const sampled = new Set(samples.map((s) => `${s.rule.id}/${s.key.id}`));
  expect(kinds.filter((kind) => !sampled.has(kind))).toEqual([]);
});

/** Kinds whose near misses share a text: one that is slow makes all of it slow, and is then looked for alone. */
const TOGETHER = 8;

it('takes linear time over two megabytes of what nearly is a key, for every kind', { timeout: 300_000 }, () => {
  const units = samples.map(({ rule, key, value }) => ({
    kind: `${rule.id}/${key.id}`,
    unit: `${value.slice(0, -1)}… `,
  }));
  const slow: string[] = [];
  for (let i = 0; i < units.length; i += TOGETHER) {
    const group = units.slice(i, i + TOGETHER);
    if (!growsTooFast(group.map((u) => u.unit).join(''))) continue;
    const guilty = group.filter((u) => growsTooFast(u.unit)).map((u) => u.kind);
    slow.push(...(guilty.length > 0 ? guilty : group.map((u) => u.kind)));
  }
  expect(slow).toEqual([]);
});

it.each([
  ['ten megabytes of one word', 'a'.repeat(63), 10_000_000],
  ['ten megabytes of near misses on one line', `${['sk', 'live', ''].join('_')}${'x'.repeat(30)}-`, 10_000_000],
  // Each of these is looked at from all sides: a tenth of the speed, and as linear.
  ['two megabytes of passwords on one line', "password='a$1", 2_000_000],
  ['two megabytes of commands on one line', 'curl -u a:b1', 2_000_000],
])('takes linear time over %s', { timeout: 120_000 }, (_title, unit, size) => {
  const isLinear = (): boolean => timeOf(unit, size) < timeOf(unit, size / 2) * 2.5 + 500;
  // A machine that is busy with something else may be slow once, not three times.
  expect(isLinear() || isLinear() || isLinear()).toBe(true);
});
