import { describe, expect, it } from 'vitest';
import { judgeEnvValue } from '../../../../src/core/facts/manifests/judge-env-value.ts';

describe('judgeEnvValue', () => {
  it.each(['', ' ', '\t'])('sees nothing in %j', (value) => {
    expect(judgeEnvValue(value)).toBe('none');
  });

  it.each([
    '<your-key>',
    'your_api_key',
    'YOUR-TOKEN',
    'changeme',
    'change-me',
    'xxx',
    'sk_test_xxxxxxxx',
    '***',
    '...',
    'key-…',
    'placeholder',
    'example.com',
    'insert-key-here',
    'replace_with_secret',
    '[api key]',
    'TODO',
    'password',
    '${OTHER}',
    '$OTHER',
    '${{ secrets.KEY }}',
    '$(cat key)',
    '%KEY%',
    '0000',
    'https://<project>.supabase.co',
    '{{{ escape superadminPassword }}}',
    'access-key',
    'sk_test_xxx_or_live',
    'dev-jwt-secret-do-not-use-in-production',
    'test',
    'postgresql://${DB_USER}:${DB_PASSWORD}@${DB_HOST}:5432/${DB_NAME}',
    'postgres://postgres:password@db:5432/shop',
    'postgresql://johndoe:randompassword@localhost:5432/mydb?schema=public',
  ])('sees a filler in %j', (value) => {
    expect(judgeEnvValue(value)).toBe('filler');
  });

  it.each([
    '/tmp/database.sql',
    './dev.db',
    'file:./dev.db',
    'sqlite:///data/shop.db',
    'redis://10.10.10.4:6379',
    'redis://${REDIS_HOST}:${REDIS_PORT}/0',
    'amqp://queue:5672',
  ])('sees nothing to keep in %j', (value) => {
    expect(judgeEnvValue(value)).toBe('open');
  });

  it.each(['https://api.acme.io', 'http://localhost:3000', 'wss://live.acme.io/'])(
    'sees the host of a site and no more in %j',
    (value) => {
      expect(judgeEnvValue(value)).toBe('site');
    },
  );

  it.each([
    '3000',
    'true',
    'a8Kd03jd',
    'https://api.acme.io/v1/k3X9vq2M',
    'flyourself',
    'dummyapp',
    '${A}-b',
    '{}',
    'https://hooks.acme.io/services/T0/B0',
    ['postgres://shop:', 'Wq7', '-zt4P@db.acme.io/shop'].join(''),
    ['libsql://shop.acme.io?authToken=', 'Wq7zt4P'].join(''),
    ['jdbc:postgresql://db.acme.io/shop?user=shop&password=', 'Wq7zt4P'].join(''),
    '/sd7RPtca2oB1BTqwM',
  ])('sees a value in %j', (value) => {
    expect(judgeEnvValue(value)).toBe('set');
  });
});
