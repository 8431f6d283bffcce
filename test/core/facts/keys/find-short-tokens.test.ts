import { describe, expect, it } from 'vitest';
import { compileKeySearch } from '../../../../src/core/facts/keys/patterns/compile-key-search.ts';
import { findKeys } from '../../../../src/core/facts/keys/find-keys.ts';
import { fillSample } from '../../../support/fill-sample.ts';

const search = compileKeySearch([]);
const find = (text: string): string[] =>
  findKeys(fillSample(text, 'short'), search).map((k) => `${k.key} ${k.name} ${k.line}:${k.column}-${k.endColumn}`);

describe('findShortTokens', () => {
  it.each([
    ["const acmeToken = '{{lowernum:15}}';", ['generic acmeToken 1:20-35']],
    ['ACME_TOKEN={{lowernum:15}}', ['generic ACME_TOKEN 1:12-27']],
    ['acme_api_key: {{hex:14}}', ['generic acme_api_key 1:15-29']],
    ['"acmeApiKey": "{{alnum:12}}",', ['generic acmeApiKey 1:16-28']],
    ['$acmeToken .= "{{lowernum:15}}";', ['generic acmeToken 1:16-31']],
    ['acme_TOKEN ?= "{{lowernum:15}}"', ['generic acme_TOKEN 1:16-31']],
    ['const ACME_TOKEN: &str = "{{lowernum:15}}";', ['generic ACME_TOKEN 1:27-42']],
    ['var acmeToken string = "{{lowernum:15}}"', ['generic acmeToken 1:25-40']],
    ['acme_token             = "{{lowernum:15}}"', ['generic acme_token 1:27-42']],
    ['acmeToken = "{{lowernum:9}}7=k{{lowernum:11}}=7q{{lowernum:12}}="', ['generic acmeToken 1:14-53']],
    ['ACME_TOKEN={{lowernum:9}}7=k{{lowernum:11}}=7q{{lowernum:12}}', ['generic ACME_TOKEN 1:12-50']],
    ["acmeToken = '{{alnum:9}}7*{{alnum:8}}&k{{alnum:8}}#{{alnum:9}}'", ['generic acmeToken 1:14-53']],
    ["env['ACME_TOKEN'] ??= '{{lowernum:15}}'", ['generic ACME_TOKEN 1:24-39']],
  ])('finds the one of %s', (text, found) => {
    expect(find(text)).toEqual(found);
  });

  it.each([
    "const token = '{{lowernum:15}}';",
    "csrfToken = '{{lowernum:15}}'",
    "acmeToken = 'acmetoken2024'",
    "acmeToken = 'abc123def456'",
    'acme_token = {{lowernum:15}}.of(x)',
    'acmeTokenId = "{{lowernum:15}}"',
    'acmeToken = "{{lowernum:11}}"',
    'acmeToken = "token=acme&user=me&state=open&page=2"',
    'acmeToken = "acme-token=acme-user=acme-2"',
  ])('leaves %s alone', (text) => {
    expect(find(text)).toEqual([]);
  });
});
