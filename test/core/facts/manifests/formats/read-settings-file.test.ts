import { describe, expect, it } from 'vitest';
import { findManifestReader } from '../../../../../src/core/facts/manifests/find-manifest-reader.ts';
import { readSettingsFile } from '../../../../../src/core/facts/manifests/formats/read-settings-file.ts';
import { briefSignals } from '../brief-signals.ts';

describe('readSettingsFile', () => {
  it.each([
    [
      'YAML',
      'llm:\n  provider: openai\n  base_url: https://openrouter.ai/api/v1\n  api_key: ${OPENAI_API_KEY}\n',
      [
        '2:13 resource named:openai',
        '3:13 host openrouter.ai /api/v1',
        '4:12 env OPENAI_API_KEY read null required',
        '3:3 resource named:llm',
      ],
    ],
    [
      'YAML that ERB fills in',
      "acme:\n  api_key: <%= ENV['ACME_API_KEY'] %>\n  # <%= ENV['OLD_KEY'] %>\n",
      ['2:3 resource named:acme', '2:16 env ACME_API_KEY read null required'],
    ],
    [
      'TOML',
      '# why\n[telegram]\nbot_token = "x"\n[db]\nurl = "postgres://localhost/app"\n',
      ['5:7 resource scheme:postgres', '3:1 resource named:telegram'],
    ],
    [
      'JSON',
      '{ "$schema": "https://acme.io/schema.json", "keyEnv": "ACME_API_KEY", "docs": "https://docs.acme.io" }',
      ['1:55 env ACME_API_KEY read null required'],
    ],
    ['an empty file', '', []],
    ['broken YAML', 'a: [\nb: "', []],
  ])('reads %s', (_, text, expected) => {
    expect(briefSignals(readSettingsFile(text))).toEqual(expected);
    expect(readSettingsFile(text).problems).toEqual([]);
  });

  it.each([
    ['config.example.toml', 'settings'],
    ['config/production.json', 'settings'],
    ['packages/api/settings.json', 'settings'],
    ['tsconfig.json', undefined],
    ['.vscode/settings.json', undefined],
    ['data/cities.json', undefined],
    ['src/locales/config.json', undefined],
  ])('%s is read as %s', (path, id) => {
    expect(findManifestReader(path)?.id).toBe(id);
  });
});
