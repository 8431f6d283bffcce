import { lineStart } from '../patterns/steps-back.ts';

// Where a value ends that no quotation marks hold together. It is told from code only by what stands before its name.

/** A longer value is none that a name or a command is given. */
export const LONGEST_VALUE = 220;

/** How far before a name the options of a mount, and the pairs of a row, may begin. */
const REACH = 160;
/** How far before it all else is looked for. */
const REACH_NEAR = 80;

/**
 * Where the value at `start` ends, of a name that begins at `from`; null where nothing tells that it is one.
 *
 * @param operator what stands between the two.
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

/** What hands a command a setting: `--db.password=`, `-Pdb.password=`, `docker run -e DB_PASSWORD=`, `-var 'password=`. */
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

/** Options of a mount, which name the user before. */
const MOUNT = /(?:^|[\s,"'])user(?:name)?=[^,\s"']{1,80},(?:[\w=.-]{1,60},){0,8}$/;

/** Whether a name that this stands before on its line is one of the options by which something is mounted. */
export function isOptionOfMount(before: string): boolean {
  return MOUNT.test(before.slice(-REACH));
}

/** `"NAME=value"` and `"name=value&…"`: a variable or a field of a form in quotation marks. */
const PAIR_IN_QUOTES = /(["'`])(?:export |%(?:set_)?env )?[\w.-]{0,60}$/;

function endOfPair(text: string, start: number, quote: string): number | null {
  const pair = text.slice(start, start + LONGEST_VALUE);
  // A notebook keeps its lines with their ends.
  const size = pair.search(/[\s"'`;]|\\n["']|&(?=[\w.-]{1,60}=)/);
  return size > 0 && (pair[size] === quote || pair[size] === '&' || pair[size] === '\\') ? start + size : null;
}

/** Settings of Pulumi have the name of a part before their own, those of files of requests a sign. */
const BEGINS_LINE = /^[ \t]*(?:export |ENV |ARG |set |%(?:set_)?env |- |> |@|:)?["']?(?:[\w-]{1,40}:)?[\w.-]*$/;

/** A value that its line ends with, before a comment; that of one command's variable ends before the command. */
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
/** `host=web1 user=root password=value`, as an inventory of Ansible and the arguments of its modules are written. */
const ROW_OF_PAIRS = /\s[\w.-]{1,40}=[^\s=]{1,80}(?: [\w.-]{1,40}=[^\s=]{1,80}){0,6} [\w.]{0,60}$/;

/** `Login: ops@acme.io / password: value`: a note, which holds no sign of code and declares nothing. */
const NOTE =
  /^(?!\s*(?:export |declare |abstract )*(?:const|let|var|val|type|readonly|static|private|protected|public) )[^(){}[\]<>"'`=;$]{2,}[\s/|,-]$/;
const NOTED = /^([^\s"'`]{10,80})[ \t]{0,8}(?:\r?\n|$)/;

function endOfNote(text: string, start: number): number | null {
  const value = NOTED.exec(text.slice(start, start + LONGEST_VALUE))?.[1];
  return value === undefined ? null : start + value.length;
}
