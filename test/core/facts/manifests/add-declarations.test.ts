import { expect, it } from 'vitest';
import { addDeclarations } from '../../../../src/core/facts/manifests/add-declarations.ts';
import { makeSignalList } from '../../../../src/core/facts/manifests/make-signal-list.ts';
import { parseYaml } from '../../../../src/core/facts/parse/parse-yaml.ts';
import { briefSignals } from './brief-signals.ts';

const linesOf = (text: string, fill?: (value: string) => string): string[] => {
  const document = parseYaml(text);
  const list = makeSignalList(document.positionOf);
  addDeclarations(list, document.roots[0], fill);
  return briefSignals({ signals: list.signals, problems: [] });
};

it('reads maps and lists alike', () => {
  expect(linesOf('A: 1\nB:\nC: {}\nd e: 1')).toEqual([
    '1:1 env A declared set required',
    '2:1 env B declared none required',
  ]);
  expect(linesOf('- A=1=2\n- B\n- [C]\n- d e')).toEqual([
    '1:3 env A declared set required',
    '2:3 env B declared none required',
  ]);
});

it('judges and searches values after they are filled in', () => {
  expect(linesOf('A: x', () => 'https://api.acme.io')).toEqual([
    '1:1 env A declared site required',
    '1:4 host api.acme.io /',
  ]);
});
