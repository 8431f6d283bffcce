import { describe, expect, it } from 'vitest';
import { readDvcConfig } from '../../../../../src/core/facts/manifests/formats/read-dvc-config.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readDvcConfig(text));

describe('readDvcConfig', () => {
  it.each([
    ['[core]\n    remote = data\n[\'remote "data"\']\n    url = gdrive://0a1b\n', ['4:11 resource dvc:gdrive']],
    ['[\'remote "data"\']\n    url = azure://data/shop\n', ['2:11 resource dvc:azure']],
    [
      '[\'remote "data"\']\r\n    url = s3://data\r\n    endpointurl = https://data.acme.io/s3\r\n',
      ['2:11 resource scheme:s3', '3:19 host data.acme.io /s3'],
    ],
    ['    # url = gdrive://0a1b\n', []],
    ['[\'remote "data"\']\n    url = ../data\n', []],
  ])('%j', (text, expected) => {
    expect(linesOf(text)).toEqual(expected);
  });
});
