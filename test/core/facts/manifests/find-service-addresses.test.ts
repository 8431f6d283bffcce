import { expect, it } from 'vitest';
import { findServiceAddresses } from '../../../../src/core/facts/manifests/find-service-addresses.ts';

it.each([
  ['postgres://localhost/app', 'postgres', 0],
  ['x postgresql+psycopg://${USER}@db/app', 'postgres', 2],
  ['jdbc:mysql://db/app', 'mysql', 5],
  ['MONGODB+SRV://cluster0.acme.mongodb.net', 'mongodb', 0],
  ['a;gs://bucket', 'gs', 2],
])('finds the service of %s', (text, scheme, index) => {
  expect(findServiceAddresses(text)).toEqual([{ scheme, index }]);
});

it.each(['redis://', "'redis://'", 'a redis:// address', '(postgres://)', 'https://acme.io', 'myredis://x', '://x'])(
  'finds none in %s',
  (text) => {
    expect(findServiceAddresses(text)).toEqual([]);
  },
);

it('reads a long run of marks in linear time', () => {
  expect(findServiceAddresses('a'.repeat(200_000) + '://'.repeat(200_000))).toEqual([]);
});
