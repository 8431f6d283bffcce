import { describe, expect, it } from 'vitest';
import { compileKeySearch } from '../../../../src/core/facts/keys/patterns/compile-key-search.ts';
import { findKeys } from '../../../../src/core/facts/keys/find-keys.ts';

const search = compileKeySearch([]);
const find = (text: string): string[] =>
  findKeys(text, search).map((k) => `${k.key} ${k.name} ${k.line}:${k.column}-${k.endColumn}`);

describe('findShortTokens', () => {
  it.each([
    ["const acmeToken = 'n1sd3fvuv88wcgs';", ['generic acmeToken 1:20-35']],
    ['ACME_TOKEN=n1sd3fvuv88wcgs', ['generic ACME_TOKEN 1:12-27']],
    ['acme_api_key: c4ebb77b16dba7', ['generic acme_api_key 1:15-29']],
    ['"acmeApiKey": "uN33kZu25dKh",', ['generic acmeApiKey 1:16-28']],
    ['$acmeToken .= "n1sd3fvuv88wcgs";', ['generic acmeToken 1:16-31']],
    ['acme_TOKEN ?= "n1sd3fvuv88wcgs"', ['generic acme_TOKEN 1:16-31']],
    ["env['ACME_TOKEN'] ??= 'n1sd3fvuv88wcgs'", ['generic ACME_TOKEN 1:24-39']],
  ])('finds the one of %s', (text, found) => {
    expect(find(text)).toEqual(found);
  });

  it.each([
    "const token = 'n1sd3fvuv88wcgs';",
    "csrfToken = 'n1sd3fvuv88wcgs'",
    "acmeToken = 'acmetoken2024'",
    "acmeToken = 'abc123def456'",
    'acme_token = n1sd3fvuv88wcgs.of(x)',
    'acmeTokenId = "n1sd3fvuv88wcgs"',
    'acmeToken = "n1sd3fvuv88"',
  ])('leaves %s alone', (text) => {
    expect(find(text)).toEqual([]);
  });
});
