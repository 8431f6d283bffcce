import { expect, test } from 'vitest';
import { matchCall } from '../../../../../../src/core/facts/webhooks/judge/calls/known-calls.ts';

const PATTERNS = new Map([
  ['parseThinEvent', [{ module: null, path: ['parseThinEvent'], provider: 'stripe', refuses: null }]],
]);
const LOCAL = { module: '@/lib/stripe', name: 'stripe' };

test.each<[string, string[], typeof LOCAL | null, boolean]>([
  ['a method of a client that nobody knows', ['client', 'parseThinEvent'], null, true],
  ['a method of a client made in another file, named for its provider', ['stripe', 'parseThinEvent'], LOCAL, true],
  ['the same under a longer name', ['stripeClient', 'parseThinEvent'], LOCAL, true],
  ['a method of something else of this repository', ['events', 'parseThinEvent'], LOCAL, false],
  ['a function of this repository by that name', ['parseThinEvent'], LOCAL, false],
])('%s', (_title, chain, origin, isVerifier) => {
  expect(matchCall(PATTERNS, chain, origin) !== null).toBe(isVerifier);
});
