import { describe, expect, it } from 'vitest';
import { addScalarHosts } from '../../../../src/core/facts/manifests/add-hosts.ts';
import { readDocument } from '../../../../src/core/facts/manifests/formats/read-document.ts';
import { parseYaml } from '../../../../src/core/facts/parse/parse-yaml.ts';
import { briefSignals } from './brief-signals.ts';

describe('addScalarHosts', () => {
  it.each([
    ['https://a.io/x', ['1:1 host a.io /x']],
    ['"https://a.io/x"', ['1:2 host a.io /x']],
    ['[https://a.io/x]', []],
  ])('%s', (text, expected) => {
    const facts = readDocument(parseYaml(text), (list, root) => addScalarHosts(list, root));
    expect(briefSignals(facts)).toEqual(expected);
  });
});
