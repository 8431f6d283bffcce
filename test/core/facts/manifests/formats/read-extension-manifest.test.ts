import { describe, expect, it } from 'vitest';
import {
  looksLikeExtension,
  readExtensionManifest,
} from '../../../../../src/core/facts/manifests/formats/read-extension-manifest.ts';

const read = (value: unknown): string[] =>
  readExtensionManifest(JSON.stringify(value)).signals.map((signal) =>
    signal.kind === 'host' ? [signal.host, signal.path, ...usesOf(signal)].join(' ') : signal.kind,
  );

function usesOf({ requested, bare }: { requested?: true; bare?: true }): string[] {
  return [...(requested === true ? ['requested'] : []), ...(bare === true ? ['bare'] : [])];
}

describe('readExtensionManifest', () => {
  it.each([
    [{ host_permissions: ['https://api.acme.io/v1/*'] }, ['api.acme.io /v1/ requested']],
    [{ optional_host_permissions: ['*://*.acme.io/*'] }, ['*.acme.io / requested']],
    [{ permissions: ['tabs', 'http://acme.io/*'] }, ['acme.io / requested']],
    [{ content_scripts: [{ matches: ['*://acme.io/in/*'] }, { matches: [] }] }, ['acme.io /in/ requested']],
    [{ externally_connectable: { matches: ['https://acme.io/*'] } }, ['acme.io / bare']],
    [{ host_permissions: ['<all_urls>', '*://*/*', 'https://*/*', 'file:///*', 'http://localhost/*'] }, []],
    [{ host_permissions: 'https://acme.io/*', content_scripts: { matches: ['https://acme.io/*'] } }, []],
    [{ host_permissions: [null, 1, ['https://acme.io/*']], ['__proto__']: 1 }, []],
    [{ homepage_url: 'https://acme.io' }, []],
  ])('%j', (manifest, expected) => {
    expect(read({ manifest_version: 3, ...manifest })).toEqual(expected);
  });

  it('takes a list of dozens for whatever there is of a kind, which only a rule can tell', () => {
    const sites = Array.from({ length: 25 }, (_, index) => `*://shop${index}.com/*`);
    expect(new Set(read({ host_permissions: sites }).map((line) => line.split(' ').at(-1)))).toEqual(new Set(['bare']));
  });

  it('tells where a pattern stands, and of broken text its problem', () => {
    const text = '\uFEFF{\r\n  "permissions": ["*://acme.io/*"]\r\n}';
    const place = { line: 2, column: 20 };
    expect(readExtensionManifest(text).signals).toEqual([
      { kind: 'host', host: 'acme.io', path: '/', requested: true, ...place },
    ]);
    expect(readExtensionManifest('{"permissions": [').problems).toHaveLength(1);
    expect(readExtensionManifest('['.repeat(50_000)).signals).toEqual([]);
  });

  it.each([
    ['{"manifest_version": 3}', true],
    ['{"name": "Acme", "start_url": "/"}', false],
  ])('%s is one: %s', (text, expected) => {
    expect(looksLikeExtension(text)).toBe(expected);
  });
});
