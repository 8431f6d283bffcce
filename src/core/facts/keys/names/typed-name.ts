import { nameEndingAt, skipBlanks, wordStart } from '../patterns/steps-back.ts';

const TYPES = new Set([
  'str',
  'string',
  'String',
  'static',
  'text',
  'Text',
  'any',
  'char',
  'secret',
  'byte',
  'Buffer',
  'SecretString',
  'final',
]);
const DECLARERS = new Set([
  'const',
  'let',
  'var',
  'static',
  'final',
  'public',
  'private',
  'protected',
  'readonly',
  'export',
  'val',
  'mut',
  'global',
  'self',
]);

const VARIABLE = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/;

/** `Name { get; set; } = "value"` of C#. */
const ACCESSORS = /\{ ?get;[^{}]{0,30}\} ?$/;

/** `NAME: &str = `, `var name string = ` and `name = `: the type between is no name. */
export function typedName(text: string, at: number, floor: number): string | null {
  const stop = ACCESSORS.test(text.slice(Math.max(floor, at - 40), at)) ? text.lastIndexOf('{', at) : at;
  const end = skipOptional(text, skipBlanks(text, stop, floor));
  const from = wordStart(text, end, floor);
  const word = text.slice(from, end);
  let before = skipBlanks(text, from, floor);
  if (text.startsWith("'static", before - 7)) before -= 7;
  while (before > floor && "&*<'".includes(text[before - 1]!)) before = skipBlanks(text, before - 1, floor);
  // `web: SECRET_KEY=value run`: a variable of a command and no type.
  if (end === at && VARIABLE.test(word)) return word;
  if (text[before - 1] === ':' && text[before - 2] !== ':' && word !== '') {
    // An attribute of a namespace: `android:value="`.
    if (word === 'value' && before === from) return word;
    // PowerShell keeps its variables on drives: `$env:NAME = `.
    const outer = nameEndingAt(text, before - 1, floor);
    return outer === null || outer === '$env' ? word : outer;
  }
  if (TYPES.has(word) && before < from) {
    // `String name = `, and `name As String = `.
    const as = text.startsWith('As', before - 2) ? skipBlanks(text, before - 2, floor) : before;
    const outer = text.slice(wordStart(text, as, floor), as);
    if (outer !== '' && !DECLARERS.has(outer)) return outer;
  }
  return nameEndingAt(text, end, floor);
}

/** `String?` and `String!` of Swift, `string?` of C#. */
function skipOptional(text: string, end: number): number {
  return /[a-z][?!]/.test(text.slice(end - 2, end)) ? end - 1 : end;
}
