import { describe, expect, it } from 'vitest';
import { readUnityManifest } from '../../../../../src/core/facts/manifests/formats/read-unity-manifest.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readUnityManifest(text));

describe('readUnityManifest', () => {
  it.each([
    ['{"dependencies": {"io.acme.sdk": "1.2.0"}}', ['1:19 unity io.acme.sdk 1.2.0 runtime']],
    [
      '\uFEFF{"dependencies": {\r\n"io.acme.sdk": "https://github.com/acme/sdk.git#1.2"}}',
      ['2:1 unity io.acme.sdk https://github.com/acme/sdk.git#1.2 runtime'],
    ],
    ['{"dependencies": {"com.unity.modules.audio": "1.0.0", "__proto__": {"a": "1"}}}', []],
    ['{"dependencies": ["io.acme.sdk"], "scopedRegistries": [{"scopes": ["io.acme"]}]}', []],
  ])('%s', (text, expected) => {
    expect(linesOf(text)).toEqual(expected);
  });
});
