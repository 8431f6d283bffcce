import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePlaces } from '../../../../src/core/facts/keys/compile-places.ts';
import type { PlaceKind } from '../../../../src/core/facts/keys/names/place-words.ts';
import { placesOf } from './places-of.ts';

const table = compilePlaces(['xoxd-']);

/** What begins at the places that were found, kind by kind. */
function show(text: string): string[] {
  const utf8 = Buffer.from(text);
  const begin = (kind: string, at: number): string =>
    kind === 'opening' ? utf8.toString('utf8', at, at + 8) : text.slice(at, at + 8);
  return Object.entries(placesOf(text, table)).flatMap(([kind, places]) =>
    places.map((at: number) => `${kind} ${begin(kind, at)}`),
  );
}

/** The long runs that were read. */
function runsOf(text: string): string[] {
  const runs: string[] = [];
  placesOf(text, table, (from, utf8) => {
    runs.push(/^[\w.+/~-]+/.exec(Buffer.from(utf8).toString('utf8', from))![0]);
  });
  return runs;
}

describe('findPlaces', () => {
  it.each<[PlaceKind, string, string]>([
    ['name', 'DB_PASSWORD=x', 'PASSWORD'],
    ['name', 'x secretKey', 'secretKe'],
    ['name', 'SECRET_KEY', 'SECRET_K'],
    ['identified', "x IDENTIFIED BY 'y'", 'IDENTIFI'],
    ['command', '$ curl -u', 'curl -u'],
    ['command', 'redis-cli -a', 'redis-cl'],
    ['login', 'docker login -p', 'login -p'],
    ['call', 'new PDO(x', 'PDO(x'],
    ['call', 'auth=(x', 'auth=(x'],
    ['salt', "define('AUTH_KEY", 'AUTH_KEY'],
    ['pem', '-----BEGIN RSA', '-----BEG'],
    ['putty', 'PuTTY-User', 'PuTTY-Us'],
    ['opening', '"xoxd-a', 'xoxd-a'],
  ])('finds where a %s begins, wherever that is', (kind, text, begins) => {
    for (const shift of ['', ' ', '  ', 'ä ', '🧀 €']) expect(show(shift + text)).toContain(`${kind} ${begins}`);
  });

  it.each([
    ['short words', 'let x = fifteen_letters;'],
    ['letters beyond ASCII', 'приветприветпривет, приветприветприветпривет'],
    ['an end of a word without its beginning', 'begin swift'],
  ])('passes over %s', (_, text) => {
    expect([...show(text), ...runsOf(text)]).toEqual([]);
  });

  it('has every long run read and no other', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'aZ9_.-/ "é\n\u4e61'), maxLength: 120 });
    const biased = fc
      .array(fc.oneof(texts, fc.string({ unit: fc.constantFrom(...'ab1/'), maxLength: 40 })))
      .map((t) => t.join(''));
    fc.assert(
      fc.property(biased, (text) => {
        const runs = [...text.matchAll(/[\w.+/~-]{16,}/g)].map((match) => match[0]);
        expect(runsOf(text)).toEqual(runs);
      }),
    );
  });
});
