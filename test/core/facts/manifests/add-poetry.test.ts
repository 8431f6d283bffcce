import { expect, it } from 'vitest';
import { addPoetry } from '../../../../src/core/facts/manifests/add-poetry.ts';
import { makeSignalList } from '../../../../src/core/facts/manifests/make-signal-list.ts';
import { parseToml } from '../../../../src/core/facts/parse/parse-toml.ts';
import { briefSignals } from './brief-signals.ts';

it.each([
  ['[dependencies]\na = "1"', ['2:1 pypi a 1 runtime']],
  ['[dependencies]\nPython = "3"\n"not a name" = "1"', []],
  ['[dependencies]\na = { path = "a", version = "1" }\nb = { path = "b" }', ['2:1 pypi a 1 runtime']],
  ['[dependencies]\na = { url = "https://x.io/a.whl" }', ['2:1 pypi a null runtime']],
  [
    '[group.main.dependencies]\na = "1"\n[group.dev.dependencies]\nb = "1"',
    ['2:1 pypi a 1 runtime', '4:1 pypi b 1 development'],
  ],
  ['dependencies = ["a"]\ngroup = 1', []],
  ['[dependencies]\na = []', ['2:1 pypi a null runtime']],
])('reads %j', (text, lines) => {
  const document = parseToml(text);
  const list = makeSignalList(document.positionOf);
  addPoetry(list, document.roots[0]);
  expect(briefSignals({ signals: list.signals, problems: [] })).toEqual(lines);
});
