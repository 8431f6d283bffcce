import { expect, it } from 'vitest';
import { parseBareHost } from '../../../src/core/facts/parse-bare-host.ts';

it.each([
  ['smtp.acme.io', 'smtp.acme.io'],
  ['api.eu-west-1.acme.com', 'api.eu-west-1.acme.com'],
  ['smtp.acme.io:587', 'smtp.acme.io'],
  ['stun:stun.acme.io:3478', 'stun.acme.io'],
  ['turns:turn.acme.com:443?transport=tcp', 'turn.acme.com'],
])('takes %s for the host %s', (text, host) => {
  expect(parseBareHost(text)).toBe(host);
});

it.each([
  'acme.io',
  'www.acme.io',
  'mail to smtp.acme.io',
  'https://smtp.acme.io',
  'smtp.acme.io/path',
  'next.config.js',
  'logo.min.svg',
  'app.user.firstName',
  'django.db.backends',
  '10.0.0.1',
  'a..io',
  'a.b',
  `${'a.'.repeat(80)}io`,
])('takes %s for none', (text) => {
  expect(parseBareHost(text)).toBeNull();
});
