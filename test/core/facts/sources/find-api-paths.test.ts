import { describe, expect, it } from 'vitest';
import type { Language } from '../../../../src/core/types.ts';
import { makeCodeTexts, readSource } from '../../../../src/core/facts/sources/read-source.ts';

const codeTexts = makeCodeTexts([], [], ['/acme-json', '/acme-json/shop', '/rest/acme/2']);
const pathsOf = (language: Language, text: string) =>
  readSource(language, text, { codeTexts }).signals.flatMap((s) =>
    s.kind === 'resource' ? [`${s.type}@${s.line}:${s.column}`] : [],
  );

describe('paths of APIs', () => {
  it.each<[Language, string, string[]]>([
    ['javascript', 'fetch(`${site.url}/acme-json/v2/posts`)', ['path:/acme-json@1:19']],
    ['javascript', "fetch(site.url + '/acme-json/v2/posts')", ['path:/acme-json@1:19']],
    ['javascript', 'get(`${site}/acme-json/shop/v3/orders`)', ['path:/acme-json/shop@1:13']],
    ['javascript', "const base = '/acme-json'", ['path:/acme-json@1:15']],
    ['python', 'requests.get(f"{site}/rest/acme/2/issue")', ['path:/rest/acme/2@1:22']],
    ['php', "<?php $url = $site . '/acme-json/v2';", ['path:/acme-json@1:23']],
    ['go', 'package a\nfunc f() { get(site + "/acme-json/v2") }', ['path:/acme-json@2:24']],
  ])('%s: %s', (language, text, expected) => {
    expect(pathsOf(language, text)).toEqual(expected);
  });

  it.each<[Language, string]>([
    ['javascript', "// '/acme-json/v2'"],
    ['javascript', "'/acme-jsonp/v2'"],
    ['javascript', "'/docs/acme-json/v2'"],
    ['javascript', "'/rest/acme/3/issue'"],
    ['javascript', "'see /acme-json/v2'"],
  ])('leaves alone in %s: %s', (language, text) => {
    expect(pathsOf(language, text)).toEqual([]);
  });
});
