import { describe, expect, it } from 'vitest';
import { makeCodeTexts, readSource } from '../../../../src/core/facts/sources/read-source.ts';
import type { Language } from '../../../../src/core/types.ts';

const codeTexts = makeCodeTexts([]);
const imagesOf = (language: Language, text: string) =>
  readSource(language, text, { codeTexts }).signals.flatMap((s) => (s.kind === 'image' ? [`${s.image} ${s.tag}`] : []));

describe('container images in sources', () => {
  it.each<[Language, string, string]>([
    ['javascript', "const image = 'traefik:v3.6.8'", 'traefik v3.6.8'],
    ['javascript', "{ garage: 'dxflrs/garage:v2.2.0' }", 'dxflrs/garage v2.2.0'],
    ['javascript', "new Container('redis:8-alpine')", 'redis 8-alpine'],
    ['python', 'IMAGE = "ghcr.io/acme/shop:latest"', 'ghcr.io/acme/shop latest'],
    ['go', 'package a\nvar image = "postgres:18.2-alpine"', 'postgres 18.2-alpine'],
  ])('%s: %s', (language, text, expected) => expect(imagesOf(language, text)).toEqual([expected]));

  it.each<[Language, string]>([
    ['javascript', "'redis:6379'"],
    ['javascript', "'node:fs'"],
    ['javascript', "'session:1'"],
    ['javascript', "'https://acme.io'"],
    ['javascript', "'10:30.5'"],
    ['javascript', "'run traefik:v3.6.8'"],
    ['javascript', "// 'traefik:v3.6.8'"],
  ])('are none in %s: %s', (language, text) => expect(imagesOf(language, text)).toEqual([]));
});
