import { describe, expect, it } from 'vitest';
import { readDenoJson } from '../../../../../src/core/facts/manifests/formats/read-deno-json.ts';
import { briefSignals } from '../brief-signals.ts';

describe('readDenoJson', () => {
  it('reads imports and scopes, with comments and trailing commas', () => {
    const text = `{
  // what we use
  "imports": {
    "stripe": "npm:stripe@12.6.0",
    "stripe/": "npm:/stripe@12.6.0/",
    "@std/path": "jsr:@std/path@^1",
    "@/": "./src/",
  },
  "scopes": { "https://x.io/": { "zod": "https://esm.sh/zod@3" } },
  "importMap": "npm:no",
}`;
    expect(readDenoJson(text).problems).toEqual([]);
    expect(briefSignals(readDenoJson(text))).toEqual([
      '4:5 npm stripe 12.6.0 runtime',
      '5:5 npm stripe 12.6.0 runtime',
      '6:5 jsr @std/path ^1 runtime',
      '9:34 npm zod 3 runtime',
    ]);
  });

  it('shows other URLs as hosts', () => {
    expect(briefSignals(readDenoJson('{"imports":{"pg":"https://deno.land/x/postgres@v0.17.0/mod.ts"}}'))).toEqual([
      '1:19 host deno.land /x/postgres@v0.17.0/mod.ts',
    ]);
  });

  it.each(['[]', '{"imports": []}', '{"imports": {"a": 1, "b": null, "c": {}}, "scopes": {"d": "e"}}'])(
    'passes over %s',
    (text) => {
      expect(readDenoJson(text)).toEqual({ signals: [], problems: [] });
    },
  );

  it('names the line of a truncated file', () => {
    expect(readDenoJson('{\n"imports": {').problems).toEqual([
      { line: 2, code: 'malformed', detail: 'unexpected end of the text' },
    ]);
  });
});
