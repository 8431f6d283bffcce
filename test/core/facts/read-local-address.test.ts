import { expect, it } from 'vitest';
import { readLocalAddress } from '../../../src/core/facts/read-local-address.ts';

it.each([
  ['http://localhost:11434', '11434'],
  ['http://127.0.0.1:11434/api/chat/x', '11434/api/chat'],
  ['http://host.docker.internal:1234/v1', '1234/v1'],
  ['http://vectors:6333/collections', '6333/collections'],
  ['HTTP://LOCALHOST:6333?x=1', '6333'],
])('reads the port of %s', (text, port) => {
  expect(readLocalAddress(text, text.indexOf('://') + 3)).toBe(port);
});

it.each([
  'http://localhost',
  'http://api.acme.io:11434',
  'http://localhost:80',
  'http://config-service:8086',
  'http://rules-management:8086',
  'http://user:12345@acme.io/x',
  'http://localhost:123456',
])('reads none of %s', (text) => {
  expect(readLocalAddress(text, text.indexOf('://') + 3)).toBeNull();
});
