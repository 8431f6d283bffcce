import { describe, expect, it } from 'vitest';
import { makeCodeTexts, readSource } from '../../../../../src/core/facts/sources/read-source.ts';
import type { Language } from '../../../../../src/core/types.ts';
import { growthOf, MOST_GROWTH } from '../../../../support/cpu-time.ts';

const codeTexts = makeCodeTexts([]);
const requested = (language: Language, text: string): string[] =>
  readSource(language, text, { codeTexts }).signals.flatMap((s) =>
    s.kind === 'host' && s.requested === true ? [s.host] : [],
  );

describe('addresses that code makes requests of', () => {
  it.each<[Language, string]>([
    ['javascript', "await fetch('https://acme.io/feed')"],
    ['javascript', 'const r = await fetch(`https://acme.io/users/${id}`)'],
    ['javascript', "axios.get<Feed>('https://acme.io/feed')"],
    ['javascript', "const FEED = 'https://acme.io/feed';\nconst load = () => fetch(FEED)"],
    ['javascript', 'const BASE = "https://acme.io";\nfunction get(path) { return fetch(`${BASE}/${path}`) }'],
    ['javascript', "await page.goto('https://acme.io/login')"],
    ['python', 'requests.get("https://acme.io/feed", timeout=5)'],
    ['python', 'URL = "https://acme.io/feed"\n\nasync def f(client):\n    await client.get(f"{URL}/a")'],
    ['python', 'class A:\n  base = "https://acme.io"\n  def f(self):\n    return self.http.post(self.base)'],
    ['go', 'package a\nfunc f() { http.NewRequest("GET", "https://acme.io/feed", nil) }'],
    ['php', "<?php $page = file_get_contents('https://acme.io/feed');"],
  ])('%s: %s', (language, text) => expect(requested(language, text)).toEqual(['acme.io']));

  it.each<[Language, string]>([
    ['javascript', "const page = 'https://acme.io/feed'"],
    ['javascript', "const page = 'https://acme.io/feed'; open(page)"],
    ['javascript', "window.open('https://acme.io/feed')"],
    ['javascript', "url.searchParams.get('https://acme.io/feed')"],
    ['javascript', "const page = 'https://acme.io'; fetch(pages)"],
    ['javascript', "const seen = map.get('https://acme.io')"],
    ['javascript', "expect(link).toBe('https://acme.io')"],
    ['python', 'HOMEPAGE = "https://acme.io"\nprint(HOMEPAGE)'],
  ])('are none in %s: %s', (language, text) => expect(requested(language, text)).toEqual([]));

  it('are looked for in time that grows with the text', () => {
    const text = "const a = 'https://acme.io'; a; a;\n".repeat(20_000);
    expect(requested('javascript', text)).toEqual([]);
    const unused = (size: number): string =>
      Array.from({ length: size }, (_, i) => `const page${i} = 'https://acme.io';\n`).join('');
    expect(growthOf((size) => requested('javascript', unused(size)), 5_000)).toBeLessThan(MOST_GROWTH);
  });
});
