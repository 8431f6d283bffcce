import { describe, expect, it } from 'vitest';
import { compileKeySearch } from '../../../../src/core/facts/keys/compile-key-search.ts';
import { findKeys } from '../../../../src/core/facts/keys/find-keys.ts';
import { fillSample } from '../../../support/fill-sample.ts';

const search = compileKeySearch([]);
const find = (text: string): string[] =>
  findKeys(fillSample(text, 'generic'), search).map((k) => `${k.provider} ${k.key} ${k.name}`);

describe('generic secrets', () => {
  it.each([
    ['ACME_API_KEY={{alnum:32}}', 'ACME_API_KEY'],
    ["const acmeClientSecret = '{{base64url:40}}';", 'acmeClientSecret'],
    ['  ACME_TOKEN: {{hex:40}}', 'ACME_TOKEN'],
    ['ENCRYPTION_KEY={{base64:43}}=', 'ENCRYPTION_KEY'],
  ])('finds the one in %s', (text, name) => {
    expect(find(text)).toEqual([`null generic ${name}`]);
  });

  it.each([
    ['an id', 'ACME_TOKEN_ID={{alnum:32}}'],
    ['a UUID', 'ACME_TOKEN={{uuid}}'],
    ['a public key', 'ACME_PUBLIC_KEY={{alnum:32}}'],
    ['a token of a form', 'csrf_token={{alnum:32}}'],
    ['a short value', 'ACME_TOKEN={{alnum:16}}'],
    ['an integrity string', 'token: sha512-{{base64:86}}=='],
    ['a reference', 'ACME_TOKEN=${ACME_TOKEN}'],
    ['a name', "const token = 'my_service_token_name_2';"],
    ['a path', "const secret = '/var/run/secrets/acme/token1';"],
    ['a sentence', "password: 'Please enter your new password 2x'"],
    ['a filler', 'ACME_SECRET=your-secret-key-goes-here-1234'],
    ['encoded words', 'ACME_SECRET=dGVzdC1rZXktZm9yLWNpLW9ubHktbm90LXJlYWw='],
    ['an unnamed value', "call('{{alnum:32}}')"],
    ['a call', 'token = get{{alnum:24}}()'],
  ])('leaves %s alone', (_, text) => {
    expect(find(text)).toEqual([]);
  });
});
