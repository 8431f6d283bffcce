import { describe, expect, it } from 'vitest';
import { hideKeys, hideNames, mayHoldKey } from '../../../src/core/facts/hide-keys.ts';
import { fillSample } from '../../support/fill-sample.ts';
import type { KeyFact } from '../../../src/core/types.ts';

const KEY = `${'ab'.repeat(4)}-${'cdef'.repeat(5)}`;
const LONGER = `${KEY}-and-more`;

function keyAt(text: string, value: string, name: string | null = null): KeyFact {
  const before = text.slice(0, text.indexOf(value)).split('\n');
  const column = before.at(-1)!.length + 1;
  return {
    line: before.length,
    column,
    endColumn: column + value.length,
    provider: 'acme',
    key: 'secret',
    keyClass: 'secret',
    mode: null,
    masked: 'ab…',
    digest: 'd',
    proven: false,
    name,
  };
}

describe('hideKeys', () => {
  const text = `first line\n  key = ${KEY}\n`;
  const keys = [keyAt(text, KEY)];

  it.each<[string, unknown, unknown]>([
    ['a text that holds a key', `npm ${KEY} x`, 'npm … x'],
    ['a key that was cut at the end', `/bot${KEY.slice(0, 15)}`, '/bot…'],
    ['a key that was cut and marked', `${KEY.slice(0, 12)}…`, '…'],
    ['lists and records', { a: [{ b: KEY, line: 2 }], c: null }, { a: [{ b: '…', line: 2 }], c: null }],
    [
      'nothing where only the start is alike',
      `${KEY.slice(0, 8)} is another word`,
      `${KEY.slice(0, 8)} is another word`,
    ],
  ])('hides %s', (_title, said, expected) => {
    expect(hideKeys(said, text, keys)).toEqual(expected);
  });

  it('gives the very same value back when there is nothing to hide', () => {
    const said = { version: '^1.0.0' };
    expect(hideKeys(said, text, keys)).toBe(said);
    expect(hideKeys(said, text, [])).toBe(said);
  });

  it('hides the longer of two keys that begin alike as a whole', () => {
    const both = `${LONGER}\n${KEY}`;
    expect(hideKeys(`x ${LONGER}`, both, [keyAt(both, KEY), keyAt(both, LONGER)])).toBe('x …');
  });
});

it('takes out the start of a cut key also where it begins with one letter many times', () => {
  const key = `${'A'.repeat(22)}${'b1C'.repeat(20)}`;
  const text = `${key}\n`;
  expect(hideKeys(`Unknown: ${key.slice(0, 40)}…`, text, [keyAt(text, key)])).toBe('Unknown: …');
});

describe('hideNames', () => {
  it('leaves out a name that is a key, or the end of one', () => {
    const text = `${KEY}\n`;
    const names = ['apiKey', null, KEY, KEY.slice(4), 'ab'];
    expect(
      hideNames(
        names.map((name) => keyAt(text, KEY, name)),
        text,
      ).map((key) => key.name),
    ).toEqual(['apiKey', null, null, null, 'ab']);
  });
});

it.each([
  [{ host: 'api.acme.io', path: `/hooks/${'ab1'.repeat(4)}` }, true],
  [['react', 'handleIncomingWebhookOfAcme', '^1.2.3'], false],
  [{ name: `ACME_${fillSample('{{letters:27}}', 'of letters alone')}` }, true],
  [{ ref: 'a1'.repeat(20) }, false],
  [{ version: `v0.0.0-20240102030405-${'a1'.repeat(6)}` }, false],
  [{ line: 123456789012, ok: true, none: null }, false],
])('%j may hold a key: %s', (value, expected) => {
  expect(mayHoldKey(value)).toBe(expected);
});
