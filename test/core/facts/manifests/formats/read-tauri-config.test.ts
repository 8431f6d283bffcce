import { expect, it } from 'vitest';
import { readTauriConfig } from '../../../../../src/core/facts/manifests/formats/read-tauri-config.ts';
import { briefSignals } from '../brief-signals.ts';

it.each<[string, string[]]>([
  [
    '{ "plugins": { "updater": { "endpoints": ["https://github.com/acme/shop/releases/latest/download/latest.json"] } } }',
    ['1:43 resource named:github'],
  ],
  ['{ "tauri": { "updater": { "endpoints": ["https://new.acme.io/{{target}}"] } } }', ['1:42 host new.acme.io /']],
  [
    '{ "bundle": { "windows": { "signCommand": "acme-sign -e https://eu.acme.io/ %1" } } }',
    ['1:44 resource cli:acme-sign', '1:57 host eu.acme.io /'],
  ],
  ['{ "app": { "security": { "csp": "connect-src https://acme.io" } } }', []],
])('reads where the updater of Tauri looks, and what signs, in %j', (text, expected) => {
  expect(briefSignals(readTauriConfig(text))).toEqual(expected);
});
