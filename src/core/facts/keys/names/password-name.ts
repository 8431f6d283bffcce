/** What follows a name that is given a value: words that are too short or too common by themselves. */
const IS_GIVEN = String.raw`(?=["']?\]? ?[:=])`;

/**
 * What follows one that is given a value in any way: a sign, the next argument, item, cell or element, a type, a value that
 * has a name of its own.
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
  // Of a table whose cells say more than `PASS`.
  String.raw`(?<=[_-][A-Za-z]{4,6})["'\`*]{0,3} {1,8}\|`,
  ' As ',
].join('|')})`;
/** Words that are no name by themselves are one of a flag or of a variable, whose value follows. */
const OF_FLAG = String.raw`(?<=(?:[a-z\d]-|[A-Z\d]_|-store|-key)[a-z]{4,6})(?= \S)`;

/** Names of passwords, of keys of applications and of the words of a wallet. */
const NAMES = [
  'pass(?:w(?:or)?d|wort|phrase)',
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

/** Looks for one at a place. */
export const PASSWORD_NAME = new RegExp(NAMES.join('|'), 'iy');

/** Without quotation marks `pwd` counts only behind another part of a connection string, with the sign between. */
export function startOfName(text: string, at: number): number {
  const isPwd = text.slice(at, at + 3).toLowerCase() === 'pwd';
  if (!isPwd || /^["']? ?[:=] ?["']/.test(text.slice(at + 3, at + 8))) return at;
  return text[at - 1] === ' ' ? at - 2 : at - 1;
}

/** Whose password it is, before the word and without a sign: `dbpass`. */
const OWNER =
  /(?:^|[^A-Za-z])(?:db|my|user|e?mail|smtp|my_?sql|sql|ftp|ssh|admin|root|wifi|login|gmail|app|server|host|insta|mqtt|new|old)$|-(?:store|key)$/i;

/** `bypass:` is no password. */
export function isPartOfWord(text: string, at: number, end: number): boolean {
  if (end - at !== 'pass'.length || text[at] === ';') return false;
  const before = text.slice(Math.max(0, at - 8), at);
  // Capitals begin the words of a name.
  if (/[a-z]$/.test(before) && /^P[a-z]/.test(text.slice(at, end))) return false;
  return /[A-Za-z]$/.test(before) && !OWNER.test(before);
}
