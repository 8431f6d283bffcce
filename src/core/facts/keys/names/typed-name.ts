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

/** The end of a type of more than one word. */
const ENDS_COMPOUND = /[>\])*]$|\| ?[\w.]{2,30}$|\*: ?\w{1,30}$|\](?:const )?\w{1,20}$|\bconstant \w{1,30}$/;
const COMPOUND_TYPES = [
  // `name: string | null`, `name: Optional[str]`, `NAME: Option<&str>`, `NAME: &[u8]`, `NAME: [u8; 32]`, `name: []const u8`, `name*: string`.
  String.raw`[?*!]?\s?:\s?(?:[&*]|'static |const |constant |\[\](?:const )?){0,4}(?:\[\w{1,20}(?:; ?\w{1,20})?\]|[A-Za-z][\w.]{0,40}(?:<[^<>=]{1,40}>|\[[^[\]='"]{1,40}\])?)(?:\[\])?[?!]?(?:\s?\|\s?[\w.]{1,40}(?:\[\w{0,20}\])?){0,3}`,
  // `var name []byte`, `DECLARE @name NVARCHAR(64)`.
  String.raw`\s(?:\[\]\w{1,20}|\w{1,20}\(\w{1,5}\))`,
  // `const name*`, which Nim exports.
  String.raw`\*`,
];
const COMPOUND = new RegExp(`([A-Za-z_$][\\w$]{0,80})(?:${COMPOUND_TYPES.join('|')})$`);

/** The name before a type of more than one word that ends at `end`. */
function nameBeforeCompound(text: string, end: number, floor: number): string | null {
  if (!ENDS_COMPOUND.test(text.slice(Math.max(floor, end - 40), end))) return null;
  return COMPOUND.exec(text.slice(floor, end))?.[1] ?? null;
}

/** The name before an operator, skipping a type between the two: `NAME: &str = `, `var name string = `, `name = `. */
export function typedName(text: string, at: number, floor: number): string | null {
  const stop = ACCESSORS.test(text.slice(Math.max(floor, at - 40), at)) ? text.lastIndexOf('{', at) : at;
  const end = skipOptional(text, skipBlanks(text, stop, floor));
  const compound = nameBeforeCompound(text, end, floor);
  if (compound !== null) return compound;
  const from = wordStart(text, end, floor);
  const word = text.slice(from, end);
  let before = skipBlanks(text, from, floor);
  if (text.startsWith("'static", before - 7)) before -= 7;
  while (before > floor && "&*<'".includes(text[before - 1]!)) before = skipBlanks(text, before - 1, floor);
  // `web: SECRET_KEY=value run`: a command's variable, not a type.
  if (end === at && VARIABLE.test(word)) return word;
  if (text[before - 1] === ':' && text[before - 2] !== ':' && word !== '') {
    // An attribute with a namespace: `android:value="`.
    if (word === 'value' && before === from) return word;
    // PowerShell prefixes a variable with its drive, `$env:NAME = `; Vim with a letter for its scope, `g:name = `.
    const outer = nameEndingAt(text, before - 1, floor);
    const isScope = outer === '$env' || (outer?.length === 1 && before === from);
    return outer === null || isScope ? word : outer;
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
