import { isFiller } from './is-filler.ts';
import { isRealPassword } from './is-real-password.ts';
import { entropy, wordLikeness } from './randomness.ts';
import { NO_VALUE, type SpokenSecret } from './spoken-secret.ts';

// Secrets that no name stands before: a command or a call takes them at a place of its own.

/** A flag that may be followed by a password; its command is looked for before it. */
const FLAG = / -(?:[upaP]|-user|-pass(?:word)?)[ =]?["'\w]/g;
const COMMAND =
  /(?<![\w-])(curl|sshpass|mysql(?:dump|admin)?|mariadb(?:-dump)?|docker|podman|helm|lftp|redis-cli|sqlcmd|mongo(?:sh|dump|restore)?) /g;
const LONGEST_COMMAND = 400;
const PART = String.raw`(?:"([^"\s]{1,120})"|'([^'\s]{1,120})'|([^"'\s]{1,120}))`;

/** How each command takes a password, alone or behind its user and a sign. */
const FLAGS: Readonly<Record<string, RegExp>> = {
  curl: new RegExp(String.raw`(?:^|\s)(?:-u|--user)[ =]?${PART}`),
  sshpass: new RegExp(String.raw`(?:^|\s)-p ?${PART}`),
  mysql: new RegExp(String.raw`\s(?:-p|--password=)${PART}`),
  docker: new RegExp(String.raw`\blogin\b.{0,200}?\s(?:-p|--password)[ =]${PART}`),
  lftp: new RegExp(String.raw`(?:^|\s)-u ${PART}`),
  redis: new RegExp(String.raw`(?:^|\s)(?:-a|--pass) ${PART}`),
  sqlcmd: new RegExp(String.raw`\s-P ?${PART}`),
  mongo: new RegExp(String.raw`\s(?:-p|--password)[ =]${PART}`),
};
/** Commands whose value is `user:password` or `user,password`. */
const PAIRS: Readonly<Record<string, string>> = { curl: ':', lftp: ',' };
const FAMILY: ReadonlyArray<[string, string]> = [
  ['mysql', 'mysql'],
  ['mariadb', 'mysql'],
  ['podman', 'docker'],
  ['helm', 'docker'],
  ['redis', 'redis'],
  ['mongo', 'mongo'],
];

const CALL = /(?:PDO|sqli|sqli_connect|BasicAuth|getConnection|OAuthHandler|\.login|auth=|auth = )\(/g;
const SALT = /\bdefine\( ?(?='(?:SECURE_)?(?:AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)')/g;
const LONGEST_CALL = 300;
/** One argument in quotation marks, or an expression up to the next comma. */
const ARGUMENT = /\s{0,40}(?:"([^"\n]{0,160})"|'([^'\n]{0,160})'|[^,()"'\n]{1,80})\s{0,40}([,)])/y;

/** Finds the first `most` passwords and keys that well-known commands and calls are handed. */
export function findHandedSecrets(text: string, most: number): SpokenSecret[] {
  const found: SpokenSecret[] = [];
  const add = (secret: SpokenSecret | null): void => {
    if (secret !== null && found.length < most) found.push(secret);
  };
  let read = -1;
  for (const flag of text.matchAll(FLAG)) {
    const command = commandBefore(text, flag.index);
    if (command === null || command.from === read) continue;
    read = command.from;
    add(readCommand(text, command.name, command.from));
  }
  for (const match of [...text.matchAll(CALL), ...text.matchAll(SALT)])
    add(readCall(text, match[0], match.index + match[0].length));
  return found;
}

/** The command that the flag at `at` belongs to, on its line or on lines that go on with it; `from` is behind its name. */
function commandBefore(text: string, at: number): { name: string; from: number } | null {
  const start = Math.max(0, at - LONGEST_COMMAND);
  const line = text.slice(start, at + 1);
  const own = line.replace(/^[^]*(?<!\\)\n/, '');
  const last = [...own.matchAll(COMMAND)].at(-1);
  if (last === undefined) return null;
  return { name: last[1]!, from: at + 1 - own.length + last.index + last[0].length - 1 };
}

/** The password of a command, within its line and the lines that go on with it. */
function readCommand(text: string, name: string, from: number): SpokenSecret | null {
  const kind = FAMILY.find(([start]) => name.startsWith(start))?.[1] ?? name;
  const command = text.slice(from, from + LONGEST_COMMAND).replace(/(?<!\\)\n[^]*$/, '');
  const match = FLAGS[kind]?.exec(command);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  if (!match || value === undefined) return null;
  const sign = PAIRS[kind];
  const cut = sign === undefined ? -1 : value.indexOf(sign);
  if (sign !== undefined && cut < 1) return null;
  const password = value.slice(cut + 1);
  if (!isPassword(value.slice(0, Math.max(cut, 0)), password)) return null;
  const start = from + match.index + match[0].lastIndexOf(password);
  return {
    start,
    end: start + password.length,
    key: kind === 'curl' ? 'basic-auth' : 'password',
    name: sign ? 'user' : null,
  };
}

/** The last of the arguments in quotation marks, where the call has as many as it takes. */
function readCall(text: string, name: string, from: number): SpokenSecret | null {
  const args: { start: number; value: string | null }[] = [];
  ARGUMENT.lastIndex = from;
  for (let match = ARGUMENT.exec(text); match !== null && args.length < 6; match = ARGUMENT.exec(text)) {
    const value = match[1] ?? match[2] ?? null;
    args.push({ start: match.index + match[0].search(/["']/) + 1, value });
    if (match[3] === ')' || ARGUMENT.lastIndex > from + LONGEST_CALL) break;
  }
  const wanted = /PDO|sqli|getConnection/.test(name) ? 2 : 1;
  const arg = args[wanted];
  if (arg === undefined || arg.value === null) return null;
  const user = args[wanted - 1]?.value ?? '';
  const isSalt = name.startsWith('define');
  if (isSalt ? !isSaltOfWordPress(arg.value) : !isPassword(user, arg.value)) return null;
  // A login of anything may be handed two words; one that begins with an address signs in.
  if (name === '.login(' && !user.includes('@')) return null;
  return {
    start: arg.start,
    end: arg.start + arg.value.length,
    key: isSalt ? 'generic' : 'password',
    name: isSalt ? user : null,
  };
}

/** Letters and digits that do not read as words, nor as what stands for a value. */
function isPassword(user: string, password: string): boolean {
  const drawn = password.length >= 8 && /\d/.test(password) && /[A-Za-z]/.test(password);
  return drawn && !NO_VALUE.test(password) && isRealPassword(user, password.replaceAll(/[%*()[\]{}|]/g, 'x'));
}

/** WordPress draws 64 characters of any kind, blanks among them. */
function isSaltOfWordPress(value: string): boolean {
  return (
    value.length >= 40 &&
    entropy(value) >= 4.5 &&
    wordLikeness(value) < 0.42 &&
    !isFiller(value.replaceAll(/[^\w-]/g, ''))
  );
}
