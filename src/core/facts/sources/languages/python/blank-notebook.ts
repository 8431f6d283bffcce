import { itemsOf, textOf, valueAt, type DataNode, type ScalarNode } from '../../../parse/data-node.ts';
import { parseJson } from '../../../parse/parse-json.ts';

/** True for the path of a Jupyter notebook. */
export const isNotebook = (path: string): boolean => path.endsWith('.ipynb');

/** Magic and shell commands of the notebook, which are not Python. */
const COMMAND = /^\s*[%!].*$/;

/**
 * The code of a notebook, with every line at its place. Everything else, such as outputs and texts, is blanked. Jupyter
 * writes each line of a cell as a string on its own line, so lines are preserved; if a cell is a single string, its
 * statements are joined by semicolons.
 */
export function blankNotebook(source: string): string {
  const { text, roots } = parseJson(source);
  const parts: string[] = [];
  let done = 0;
  for (const line of roots.flatMap((root) => itemsOf(valueAt(root, 'cells')).flatMap(linesOf))) {
    parts.push(blank(text.slice(done, line.at)), unescape(text.slice(line.at, line.end)));
    done = line.end;
  }
  parts.push(blank(text.slice(done)));
  return parts.join('');
}

function linesOf(cell: DataNode): ScalarNode[] {
  if (textOf(valueAt(cell, 'cell_type')) !== 'code') return [];
  const source = valueAt(cell, 'source');
  const lines = source?.kind === 'list' ? source.items : source === undefined ? [] : [source];
  return lines.filter((line): line is ScalarNode => line.kind === 'scalar' && !COMMAND.test(line.text));
}

const ESCAPED = /\\(?:u[\dA-Fa-f]{4}|.)/g;

/** A JSON string as code of the same length, padded with spaces for its quotes and escapes. */
function unescape(literal: string): string {
  const code = literal.slice(1, -1).replace(/\\n$/, '').replace(ESCAPED, readEscape);
  return code.padEnd(literal.length);
}

function readEscape(escape: string): string {
  const mark = escape.charAt(1);
  if (mark === 'n') return ';';
  return mark === '"' || mark === '\\' || mark === '/' ? mark : ' ';
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
