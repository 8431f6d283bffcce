import { describe, expect, it } from 'vitest';
import { addNamedVariables } from '../../../../src/core/facts/manifests/add-named-variables.ts';
import { readDocument } from '../../../../src/core/facts/manifests/formats/read-document.ts';
import { parseYaml } from '../../../../src/core/facts/parse/parse-yaml.ts';
import { briefSignals } from './brief-signals.ts';

describe('addNamedVariables', () => {
  it('adds names, judges values and sees hosts', () => {
    const text =
      '- { name: A, value: https://api.acme.io }\n- { name: B, valueFrom: x }\n- { name: no-name }\n- C\n- { key: D }';
    const facts = readDocument(parseYaml(text), (list, root) => addNamedVariables(list, root, 'name'));
    expect(briefSignals(facts)).toEqual([
      '1:11 env A declared site required',
      '1:21 host api.acme.io /',
      '2:11 env B declared none required',
    ]);
  });

  it('knows the spellings of Render and of AWS', () => {
    const read = (text: string, key: 'key' | 'Name'): string[] =>
      briefSignals(readDocument(parseYaml(text), (list, root) => addNamedVariables(list, root, key)));
    expect(read('- { key: A, value: b-c }', 'key')).toEqual(['1:10 env A declared set required']);
    expect(read('- { Name: A, Value: b-c }', 'Name')).toEqual(['1:11 env A declared set required']);
  });
});
