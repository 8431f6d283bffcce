import { expect, it } from 'vitest';
import { blankNotebook } from '../../../../../../src/core/facts/sources/languages/python/blank-notebook.ts';
import { readSignals } from '../../read-signals.ts';

const notebookOf = (...cells: unknown[]): string => JSON.stringify({ cells }, null, 1);
const code = (...source: string[]): unknown => ({ cell_type: 'code', outputs: [{ text: ['import out'] }], source });

it.each<[string, string[]]>([
  [notebookOf({ cell_type: 'markdown', source: ['import a'] }, code('import b\n', 'x = "q"')), ['b@19:12']],
  [notebookOf(code('%pip install a\n', '!import b\n', 'from c import d')), ['c@15:10']],
  [notebookOf({ cell_type: 'code', source: 'x = "a\\"b"\nimport c' }), ['c@5:32']],
  [notebookOf(code('"""\n', 'import a\n', '"""\n', 'import b')), ['b@16:12']],
  ['{"cells":[{"cell_type":"code","source":["import a"', ['a@1:48']],
  ['{}', []],
  ['no notebook', []],
])('reads the code of %j', (text, expected) => {
  const python = blankNotebook(text);
  expect([python.length, python.split('\n').length]).toEqual([text.length, text.split('\n').length]);
  expect(readSignals('python', 'import', python)).toEqual(expected);
});
