import { describe, expect, it } from 'vitest';
import type { Language } from '../../../../src/core/types.ts';
import { makeCodeTexts, readSource } from '../../../../src/core/facts/sources/read-source.ts';

const codeTexts = makeCodeTexts([], ['x-acme-key', 'acme-version']);
const headersOf = (language: Language, text: string) =>
  readSource(language, text, { codeTexts }).signals.flatMap((s) =>
    s.kind === 'resource' ? [`${s.type}@${s.line}:${s.column}`] : [],
  );

describe('request headers', () => {
  it.each<[Language, string, string[]]>([
    ['javascript', "fetch(url, { headers: { 'X-Acme-Key': key } })", ['header:x-acme-key@1:26']],
    ['javascript', 'headers.set("acme-version", "2")', ['header:acme-version@1:14']],
    ['javascript', 'const name = `x-acme-key`', ['header:x-acme-key@1:15']],
    ['python', 'headers = {"x-acme-key": key}', ['header:x-acme-key@1:13']],
    ['php', "<?php $list = ['X-Acme-Key: ' . $key];", ['header:x-acme-key@1:17']],
    ['go', 'package a\nfunc f() { r.Header.Set("X-Acme-Key", k) }', ['header:x-acme-key@2:26']],
  ])('%s: %s', (language, text, expected) => {
    expect(headersOf(language, text)).toEqual(expected);
  });

  it.each<[Language, string]>([
    ['javascript', "// 'x-acme-key'"],
    ['javascript', "'x-acme-key-2'"],
    ['javascript', "'send x-acme-key'"],
    ['javascript', "'x-other-key'"],
    ['javascript', 'x - acme - key'],
  ])('leaves alone in %s: %s', (language, text) => {
    expect(headersOf(language, text)).toEqual([]);
  });
});
