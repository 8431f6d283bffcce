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
  ])('sees a filler in %j', (value) => {
    expect(judgeEnvValue(value)).toBe('filler');
  });

  it.each([
    '3000',
    'true',
    'a8Kd03jd',
    'https://api.acme.io',
    'http://localhost:3000',
    'flyourself',
    'dummyapp',
    '${A}-b',
    '{}',
  ])('sees a value in %j', (value) => {
    expect(judgeEnvValue(value)).toBe('set');
  });
});
