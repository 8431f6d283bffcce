import { expect, it } from 'vitest';
import { readElectronBuilder } from '../../../../../src/core/facts/manifests/formats/read-electron-builder.ts';
import { briefSignals } from '../brief-signals.ts';

it.each<[string, string[]]>([
  ['appId: dev.acme\npublish:\n  provider: github\n  owner: acme\n', ['3:13 resource named:github']],
  ['publish: s3\n', ['1:10 resource named:s3']],
  [
    'publish:\n  - provider: generic\n    url: https://acme.io/new\n  - github\n',
    ['2:15 resource named:generic', '4:5 resource named:github'],
  ],
  ['publish: null\nprovider: github\n', []],
  ['publish: [', []],
])('reads where electron-builder publishes in %j', (text, expected) => {
  expect(briefSignals(readElectronBuilder(text))).toEqual(expected);
});
