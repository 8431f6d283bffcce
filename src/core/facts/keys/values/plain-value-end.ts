import { lineStart } from '../patterns/steps-back.ts';

// Finds where an unquoted value ends. Only the text before its name tells such a value from code.

/** Maximum length of a value that a name or a command is given, in characters. */
export const LONGEST_VALUE = 220;

/** Number of characters before a name in which the options of a mount, or the pairs of a row, may begin. */
const REACH = 160;
/** Number of characters before a name that are searched for everything else. */
const REACH_NEAR = 80;

/**
 * End of the unquoted value at `start`, whose name begins at `from`; null where nothing shows that it is a value.
 *
 * @param operator the text between the name and the value.
 */
export function endOfPlain(text: string, from: number, start: number, operator: string): number | null {
  const sign = operator.trim();
  const before = text.slice(lineStart(text, from, REACH), from);
  const near = before.slice(-REACH_NEAR);
  const upTo = (stop: RegExp): number => start + text.slice(start, start + LONGEST_VALUE).search(stop);
  if ((operator === '=' && FLAG.test(near)) || (operator === ':' && SOURCE.test(near))) return upTo(/[\s"']|$/);
  if (operator === '=' && isOptionOfMount(before)) return upTo(/[\s"',]|$/);
  const opening = operator === '=' ? PAIR_IN_QUOTES.exec(near)?.[1] : undefined;
  if (opening !== undefined) return endOfPair(text, start, opening);
  if (operator.includes('\n')) return endOfLine(text, start, operator);
  if (sign === '' || operator.includes('|')) return upTo(/\s|$/);
  if (before.length <= REACH_NEAR && BEGINS_LINE.test(before)) return endOfLine(text, start, operator);
  if (operator === '=' && (VARIABLE.test(near + text.slice(from, start)) || ROW_OF_PAIRS.test(before)))
    return upTo(/[\s"',;}]|$/);
  return sign === ':' && NOTE.test(before) ? endOfNote(text, start) : null;
}

/**
 * Flags that pass a setting to a command: `--db.password=`, `-Pdb.password=`, `docker run -e DB_PASSWORD=`,
 * `-var 'password=`.
 */
const FLAGS = [
  '--',
  '-[DP]',
  String.raw`(?:-e|--env|--build-arg|--set(?:-string)?|--from-literal|-var|-F|--form)[ =]["']?`,
  String.raw`(?:config|env|secrets?|variables)(?:[ :]| --)set ["']?`,
  String.raw`kv put [\w./-]{1,80} `,
];
const FLAG = new RegExp(String.raw`(?:^|\s)(?:${FLAGS.join('|')})[\w.-]{0,60}$`);
/** `openssl enc -pass pass:value`. */
const SOURCE = /\s-pass(?:in|out)? ["']?$/;

/** Options of a mount, with the user before. */
const MOUNT = /(?:^|[\s,"'])user(?:name)?=[^,\s"']{1,80},(?:[\w=.-]{1,60},){0,8}$/;

/** Whether a name with this text before it on its line is one of the options of a mount. */
export function isOptionOfMount(before: string): boolean {
  return MOUNT.test(before.slice(-REACH));
}

/** `"NAME=value"` and `"name=value&…"`: a variable or a form field in quotation marks. */
const PAIR_IN_QUOTES = /(["'`])(?:export |%(?:set_)?env )?[\w.-]{0,60}$/;

function endOfPair(text: string, start: number, quote: string): number | null {
  const pair = text.slice(start, start + LONGEST_VALUE);
  // A notebook stores its lines with escaped line ends.
  const size = pair.search(/[\s"'`;]|\\n["']|&(?=[\w.-]{1,60}=)/);
  return size > 0 && (pair[size] === quote || pair[size] === '&' || pair[size] === '\\') ? start + size : null;
}

/**
 * Start of a line before a name. In Pulumi's settings a namespace precedes the name, in files of HTTP requests a sign.
 */
const BEGINS_LINE = /^[ \t]*(?:export |ENV |ARG |set |%(?:set_)?env |- |> |@|:)?["']?(?:[\w-]{1,40}:)?[\w.-]*$/;

/**
 * End of a value that goes to the end of its line or to a comment; a variable set for one command ends before the
 * command.
 */
function endOfLine(text: string, start: number, operator: string): number | null {
  const rest = text.slice(start, start + LONGEST_VALUE + 1);
  // `PGPASSWORD=value pg_dump`
  const command = operator === '=' ? /^\S{8,} (?=[a-z./])/.exec(rest) : null;
  if (command !== null) return start + command[0].length - 1;
  const size = rest.search(/ {1,20}# ?\w|[\r\n]|$/);
  return size > LONGEST_VALUE ? null : start + size;
}

/** `USER=app DB_PASSWORD=value`: variables in a row. */
const VARIABLE = /[\s{,][A-Z][A-Z0-9_]{3,80}=$/;
/** `host=web1 user=root password=value`, as in an Ansible inventory and in module arguments. */
const ROW_OF_PAIRS = /\s[\w.-]{1,40}=[^\s=]{1,80}(?: [\w.-]{1,40}=[^\s=]{1,80}){0,6} [\w.]{0,60}$/;

/** `Login: ops@acme.io / password: value`: a note, which contains no code and no declaration. */
const NOTE =
  /^(?!\s*(?:export |declare |abstract )*(?:const|let|var|val|type|readonly|static|private|protected|public) )[^(){}[\]<>"'`=;$]{2,}[\s/|,-]$/;
const NOTED = /^([^\s"'`]{10,80})[ \t]{0,8}(?:\r?\n|$)/;

function endOfNote(text: string, start: number): number | null {
  const value = NOTED.exec(text.slice(start, start + LONGEST_VALUE))?.[1];
  return value === undefined ? null : start + value.length;
}
