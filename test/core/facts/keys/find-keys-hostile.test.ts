import { expect, it } from 'vitest';
import { findKeys } from '../../../../src/core/facts/keys/find-keys.ts';
import { fillSample } from '../../../support/fill-sample.ts';
import { listSamples } from './list-samples.ts';
import { loadKeySearch } from '../../../support/load-key-search.ts';
import { pemHeader } from '../../../support/make-pem.ts';

const { rules, search } = await loadKeySearch();
const samples = listSamples(rules.values());

/** Milliseconds of the processor below which they tell nothing of growth. */
const NOTICEABLE = 40;

/** Time of the processor, of which a machine that is busy with something else takes no part. */
function timeOf(unit: string, size: number): number {
  const text = unit.repeat(Math.ceil(size / unit.length));
  const started = process.threadCpuUsage();
  findKeys(text, search);
  const { user, system } = process.threadCpuUsage(started);
  return (user + system) / 1000;
}

/**
 * Twice the text takes twice the time; a second look tells a moment of clearing up from a slow pattern. What looks at
 * the whole text again for each unit takes half a second for this much.
 */
function growsTooFast(unit: string): boolean {
  for (let attempt = 0; attempt < 3; attempt++) {
    const two = timeOf(unit, 100_000);
    if (two < NOTICEABLE) return false;
    const one = timeOf(unit, 50_000);
    if (two <= one * 3) return false;
  }
  return true;
}

it('has a sample of every kind of key', () => {
  const kinds = [...rules.values()].flatMap((r) => r.keys.map((k) => `${r.id}/${k.id}`));
  const sampled = new Set(samples.map((s) => `${s.rule.id}/${s.key.id}`));
  expect(kinds.filter((kind) => !sampled.has(kind))).toEqual([]);
});

/** What is nearly the key: wrong at its end, in its middle, cut short, and filled with zeros. */
function nearMisses(value: string): string[] {
  const middle = Math.floor(value.length / 2);
  return [
    `${value.slice(0, -1)}… `,
    `${value.slice(0, middle)}~${value.slice(middle + 1)} `,
    value.slice(0, 6),
    // Of the shape and given to a name, so that all is asked about it but the last: whether it was drawn.
    `"secret_key": "${value.slice(0, middle - 4)}00000000${value.slice(middle + 4)}", `,
  ];
}

/** Kinds whose near misses share a text: one that is slow makes all of it slow, and is then looked for alone. */
const TOGETHER = 16;

it('takes linear time over what nearly is a key, for every kind', { timeout: 300_000 }, () => {
  const kinds = samples.map(({ rule, key, value }) => ({ kind: `${rule.id}/${key.id}`, units: nearMisses(value) }));
  const slow: string[] = [];
  for (let i = 0; i < kinds.length; i += TOGETHER) {
    const group = kinds.slice(i, i + TOGETHER);
    if (!growsTooFast(group.flatMap((k) => k.units).join(''))) continue;
    const guilty = group.filter((k) => k.units.some(growsTooFast)).map((k) => k.kind);
    slow.push(...(guilty.length > 0 ? guilty : group.map((k) => k.kind)));
  }
  expect(slow).toEqual([]);
});

const pretence = `${['sk', 'live', ''].join('_')}${'x'.repeat(30)}-`;

it.each([
  ['one word', 'a'.repeat(63), 4_000_000],
  ['near misses on one line', pretence, 1_000_000],
  ['a bundle on one line', 'var a="b1",c={token:d,key:"e2"};function f(g){return g.h?i(j,"k3"):l}', 4_000_000],
  // Each of these is looked at from all sides: a tenth of the speed, and as linear.
  ['passwords on one line', "password='a$1", 500_000],
  ['options on one line', 'user=a,password=', 500_000],
  ['elements on one line', 'password>x', 500_000],
  ['objects on one line', 'password": {"a": ', 500_000],
  ['commands on one line', 'curl -u a:b1', 500_000],
  ['logins on one line', 'docker login ', 500_000],
  ['calls on one line', 'auth=(a,"b1",', 500_000],
  ['short words before a long one', 'sk1:bot12345:Endpoint=00a=abcdefgh12345678', 500_000],
  ['heads of rows', 'COPY t (id, api_key) FROM stdin;\n\\.\n', 500_000],
  ['secrets of a cluster', 'kind: Secret\ndata:\n  a: c2tfbGl2ZV9hYmNk\n', 500_000],
  ['lists that are made one', '["a1","b"  , "c"  ].join("")', 500_000],
  ['aliases on one line', 'mc alias set a https://a b', 500_000],
  ['headers of private keys', `${pemHeader('PRIVATE KEY')}abcdefgh12345678`, 500_000],
  ['letters beyond ASCII', 'приветприветпривет', 1_000_000],
  ['words between letters beyond ASCII', '🧀 password é abcdefgh12345678 ж secret_key="x"', 500_000],
])('takes linear time over %s', { timeout: 60_000 }, (_title, unit, size) => {
  const isLinear = (): boolean => timeOf(unit, size) < timeOf(unit, size / 2) * 2.5 + 200;
  expect(isLinear() || isLinear()).toBe(true);
});

it('takes linear time over keys that a text shows as samples', { timeout: 60_000 }, () => {
  const value = fillSample('sk_live_{{alnum:24}}', 'hostile');
  const unit = `  examples:\n  /*\n  """\n    "token": "${value}",\n`;
  expect(growsTooFast(unit)).toBe(false);
});
