import { expect, test } from 'vitest';
import { findNearestName } from '../../../src/core/config/find-nearest-name.ts';

const NAMES = ['error', 'warning', 'own-domains', 'fail-on', 'aws-s3', 'id'];

test.each([
  ['eror', 'error'],
  ['erorr', 'error'], // neighbours swapped
  ['own_domains', 'own-domains'],
  ['Own Domains', 'own-domains'],
  ['failon', 'fail-on'],
  ['WARNING', 'warning'],
  ['idd', 'id'],
  ['xy', ''], // two edits are too many for two letters
  ['notice', ''],
  ['fail', ''], // a part of a name is not the name
  ['aid', ''], // one letter too many, at the beginning of few
  ['warnign', 'warning'],
  ['wrnin', ''], // two edits in five letters
  ['own-dmins', 'own-domains'], // two in nine
  ['w'.repeat(1000), ''],
  ['', ''],
])('%j is read as %j.', (written, meant) => {
  expect(findNearestName(written, NAMES)).toBe(meant);
});

test('Of two names the nearer one is taken, of equals the first.', () => {
  expect(findNearestName('aws-s4', ['aws-s31', 'aws-s3'])).toBe('aws-s3');
  expect(findNearestName('aws-s4', ['aws-s2', 'aws-s3'])).toBe('aws-s2');
});
