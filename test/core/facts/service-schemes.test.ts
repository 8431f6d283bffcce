import { expect, it } from 'vitest';
import { isStoreScheme, serviceScheme } from '../../../src/core/facts/service-schemes.ts';

it.each([
  ['postgres', 'postgres'],
  ['PostgreSQL', 'postgres'],
  ['postgresql+asyncpg', 'postgres'],
  ['mongodb+srv', 'mongodb'],
  ['rediss', 'redis'],
  ['s3a', 's3'],
  ['https', null],
  ['git+ssh', null],
])('names the service of %s: %s', (written, scheme) => {
  expect(serviceScheme(written)).toBe(scheme);
});

it('knows behind which schemes a bucket or a path stands', () => {
  expect(['gs', 's3', 'sqlite+aiosqlite', 'redis', 'https'].map(isStoreScheme)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
