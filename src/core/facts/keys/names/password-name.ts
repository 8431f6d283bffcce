/** Lookahead for an assignment, required after words that are too short or too common to count alone. */
const IS_GIVEN = String.raw`(?=["']?\]? ?[:=])`;

/**
 * Lookahead for any way to give a name its value: an operator, the next argument, item, cell or element, a type, or a
 * `value` or `default` entry.
 */
const IS_GIVEN_ANYHOW = `(?=${[
  String.raw`\\?["'\`*]{0,3}\]? ?(?:[:=]|\?\?|\*? ?=)`,
  String.raw`["'][,)]`,
  String.raw`,? ?(?:<<)?["']`,
  String.raw`["']?>`,
  String.raw`["']? [\w:.-]{1,24}="`,
  String.raw`["'\`]?,?\s{1,30}["']?(?:[a-z]{1,20}:)?(?:value|default)\b`,
  String.raw`<\/`,
  String.raw`\(["']`,
  String.raw` ?\{ ?(?:get;|["'])`,
  String.raw`\[\d{0,4}\]`,
  // A cell of a table, if it says more than `PASS`.
  String.raw`(?<=[_-][A-Za-z]{4,6})["'\`*]{0,3} {1,8}\|`,
  ' As ',
].join('|')})`;
/** Lookaround for words that only count as the last part of a flag or variable, with the value after it. */
const OF_FLAG = String.raw`(?<=(?:[a-z\d]-|[A-Z\d]_|-store|-key)[a-z]{4,6})(?= \S)`;

/** Names of passwords, application keys and mnemonic phrases. */
const NAMES = [
  'pass(?:w(?:or)?d|wort|_?phrase)',
  `passw?(?:${IS_GIVEN_ANYHOW}|${OF_FLAG})`,
  // Portuguese, Spanish and French.
  `(?:senha|contrasena|clave|mot_?de_?passe|mdp)${IS_GIVEN}`,
  String.raw`\$pw${IS_GIVEN}`,
  `secret(?:[_.-]?key|${IS_GIVEN_ANYHOW}|${OF_FLAG})`,
  'securestring(?= )',
  'psk(?==")',
  '(?:bind|root)pw',
  'mnemonic',
  String.raw`phrase(?=["']?\s?[:=])`,
  'HDWalletProvider',
  '; ?pwd(?==)',
  String.raw`pwd(?=["']? ?[:=] ?["'])`,
];

/** Matches such a name at an offset. */
export const PASSWORD_NAME = new RegExp(NAMES.join('|'), 'iy');

/**
 * Where `PASSWORD_NAME` has to match for the word at `at`. An unquoted `pwd` counts only after the `;` of a connection
 * string, so the match begins there.
 */
export function startOfName(text: string, at: number): number {
  const isPwd = text.slice(at, at + 3).toLowerCase() === 'pwd';
  if (!isPwd || /^["']? ?[:=] ?["']/.test(text.slice(at + 3, at + 8))) return at;
  return text[at - 1] === ' ' ? at - 2 : at - 1;
}

/** Owners written directly before the word: `dbpass`. */
const OWNER =
  /(?:^|[^A-Za-z])(?:db|my|user|e?mail|smtp|my_?sql|sql|ftp|ssh|admin|root|wifi|login|gmail|app|server|host|insta|mqtt|new|old)$|-(?:store|key)$/i;

/** Whether `pass` is only the end of another word: `bypass:` is not a password. */
export function isPartOfWord(text: string, at: number, end: number): boolean {
  if (end - at !== 'pass'.length || text[at] === ';') return false;
  const before = text.slice(Math.max(0, at - 8), at);
  // In camel case a capital starts a word.
  if (/[a-z]$/.test(before) && /^P[a-z]/.test(text.slice(at, end))) return false;
  return /[A-Za-z]$/.test(before) && !OWNER.test(before);
}
