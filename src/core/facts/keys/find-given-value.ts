import { standsBare } from './names/bare-name.ts';
import { endOfPlain, LONGEST_VALUE } from './values/plain-value-end.ts';

/**
 * Offsets of the value assigned to a name. `quoted`: in quotation marks; `bare`: without an operator between the two.
 */
export type GivenValue = { start: number; stop: number; quoted: boolean; bare: boolean };

/** The value assigned to the name between `from` and `end`; null when there is none or it cannot be told from code. */
export function findGivenValue(text: string, from: number, end: number): GivenValue | null {
  return findBehindOperator(text, from, end) ?? findDefault(text, from, end);
}

function findBehindOperator(text: string, from: number, end: number): GivenValue | null {
  const isSql = text[end - 1] === ' ';
  const operator = isSql ? '' : operatorAt(text, end);
  if (operator === undefined) return null;
  const bare = !isSql && operator.trim() === '';
  if (bare && !mayStandBare(text, from, end)) return null;
  if (operator === '(' && !SETTER.test(text.slice(Math.max(0, from - 4), from))) return null;
  // In a list of `NAME=value` items the word is itself a value, so the next item is not its value.
  if (NEXT_ITEM.test(operator) && VARIABLE.test(text.slice(Math.max(0, from - 64), from))) return null;
  if (NEXT_OF_TUPLE.test(operator) && !TUPLE.test(text.slice(Math.max(0, from - 70), from))) return null;
  const quotes = OPENING.exec(text.slice(end + operator.length, end + operator.length + 3))?.[0] ?? '';
  const start = end + operator.length + quotes.length;
  const stop =
    quotes !== ''
      ? endOfQuoted(text, start, quotes.at(-2) === '\\' ? '\\' : quotes)
      : ENDS_TAG.test(operator)
        ? endOfElement(text, start)
        : endOfPlain(text, from, start, operator);
  return stop === null ? null : { start, stop, quoted: quotes !== '', bare };
}

/**
 * Opening quotation marks: of a string, escaped within another string, or of a string with quotation marks of its own:
 * `"\"value\""`.
 */
const OPENING = /^(?:"?\\"|["'`])/;

/** Maximum number of characters between a name and its value. */
const REACH_OF_OPERATOR = 60;

/** What may stand between a name and its value, by language and format; the first match counts. */
const OPERATORS = [
  // A YAML block scalar, a tag, an anchor.
  String.raw`["']?: {1,4}(?:[|>][+-]?[ \t]{0,4}\r?\n[ \t]{1,20}|(?:!{1,2}\w{1,20}|&[\w-]{1,40}) {1,4})`,
  // A type before the operator: `password: &'static str = "…"`.
  String.raw` ?: ?(?:&(?:'static )?)?[sS]tr(?:ing)? ?= ?(?=["'])`,
  // Operators of assignments, entries and fallbacks. A fallback must be followed by a string: `!password || !form.name`
  // is a condition.
  String.raw`\\?["'\])*\`]{0,4}[ \t]{0,30}(?:(?:(?<!\) ?)=>|:{1,3}=|[?.+]=|[:=])[ \t]{0,30}|(?:\?\?|\|\|)=?[ \t]{0,30}(?=["'\`]))`,
  // An entry whose name and value have keys of their own.
  String.raw`["']?,?\s{1,20}["']?(?:[a-z]{1,20}:)?(?:value|default)["']?\s{0,4}[:=]\s{0,4}(?=["'])`,
  String.raw`["']?\r?\n[ \t]{1,30}value:[ \t]{1,8}(?=[^\s"'])`,
  // Apple's property lists and Java's descriptors.
  String.raw`<\/(?:key|(?:[a-z]{1,10}-){0,2}name)>\s{1,30}<(?:string|(?:[a-z]{1,10}-){0,2}value)>`,
  // The next argument or item.
  String.raw`["'\]]{1,3} ?, ?(?=["'])`,
  String.raw` for [^\n=]{1,60}= ?(?=["'])`,
  // The next cell of a Markdown table.
  '[`*_]{0,3} {1,20}\\| {1,20}',
  // Browser tests: `find("password").send_keys("…")`.
  String.raw`(?:["'\]]{1,3}\){1,2}|\w{0,20})\.(?:send_?[kK]eys|type|fill|set_?[vV]alue)\((?=["'])`,
  // The text of an element, or of its `<value>` element.
  String.raw`["']?(?: [\w:.-]{1,24}="[^"<>]{0,40}"){0,3}>(?:\s{0,30}<value>)?(?=[^\s<>=])`,
  // An Erlang tuple.
  String.raw`, ?(?:<<)?(?=")`,
  String.raw`\((?=["'])`,
  // No operator: see `standsBare`.
  String.raw`[ \t]{1,8}(?=["'\w])`,
];
const OPERATOR = new RegExp(`^(?:${OPERATORS.join('|')})`, 'i');
const ENDS_TAG = /(?:^|["'])>$|<(?:string|[a-z-]{0,22}value)>$/i;
/** Of calls only setters count: `builder.password("…")`, `setPassword("…")`. */
const SETTER = /(?:\.|->|set_?)$/i;
const VARIABLE = /["'][A-Z][A-Z0-9_]*=$/;
const NEXT_ITEM = /^["'\]]{1,3} ?, ?$/;
const NEXT_OF_TUPLE = /^, ?(?:<<)?$/;
const TUPLE = /\{\s{0,8}\w{0,60}$/;

/** `DBPassword:` above `Default:`, as CloudFormation declares a parameter in YAML and in JSON, and Terraform a variable. */
const PARAMETERS = [
  String.raw`:[ \t]{0,8}\r?\n(?:[ \t]{1,20}(?!default)[a-z]{1,30}:[^\n]{0,200}\n){0,8}[ \t]{1,20}default:[ \t]{1,8}`,
  String.raw`"\s{0,4}:\s{0,4}\{[^{}]{0,400}"default"\s{0,4}:\s{0,4}(?=")`,
  String.raw`"\s{0,4}\{[^{}]{0,400}\bdefault\s{0,4}=\s{0,4}(?=")`,
];
const PARAMETER = new RegExp(`^(?:${PARAMETERS.join('|')})`, 'i');
const REACH_OF_PARAMETER = 600;

function operatorAt(text: string, end: number): string | undefined {
  const behind = text.slice(end, end + REACH_OF_PARAMETER);
  return (PARAMETER.exec(behind) ?? OPERATOR.exec(behind.slice(0, REACH_OF_OPERATOR)))?.[0];
}

/** In LDAP's configuration a password starts its line. */
const LDAP = /^(?:bind|root)pw$/i;
const LINE_BEGINS = /(?:^|\n)[ \t]*$/;

function mayStandBare(text: string, from: number, end: number): boolean {
  const before = text.slice(Math.max(0, from - 180), from);
  return standsBare(before) || (LDAP.test(text.slice(from, end)) && LINE_BEGINS.test(before));
}

function endOfQuoted(text: string, start: number, quote: string): number | null {
  const end = indexWithin(text, quote, start);
  return end === null || text.slice(start, end).includes('\n') || text[end + 1] === ':' ? null : end;
}

function endOfElement(text: string, start: number): number | null {
  const end = indexWithin(text, '<', start);
  return end === null || text[end + 1] !== '/' ? null : end;
}

/**
 * Offset of the next `sign` within the maximum length of a value; null without one. An unbounded search to the end of
 * the text for each name would be quadratic.
 */
function indexWithin(text: string, sign: string, start: number): number | null {
  const at = text.slice(start, start + LONGEST_VALUE + 1).indexOf(sign);
  return at < 0 ? null : start + at;
}

/** `${NAME:-value}` and `${NAME:value}`: the default of a variable. */
function findDefault(text: string, from: number, end: number): GivenValue | null {
  if (text[end] !== ':') return null;
  const match = /^:[-=]?([^\s"'{}$=-][^\s"'{}$]{7,119})\}/.exec(text.slice(end, end + LONGEST_VALUE));
  if (match === null || !/\$\{[\w.-]{0,60}$/.test(text.slice(Math.max(0, from - 64), from))) return null;
  const stop = end + match[0].length - 1;
  return { start: stop - match[1]!.length, stop, quoted: false, bare: false };
}
