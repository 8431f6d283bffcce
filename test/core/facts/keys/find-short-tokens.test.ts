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
  ])('leaves %s alone', (text) => {
    expect(find(text)).toEqual([]);
  });
});
