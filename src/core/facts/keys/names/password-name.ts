/** What follows a name that is given a value: words that are too short or too common by themselves. */
const IS_GIVEN = String.raw`(?=["']?\]? ?[:=])`;

/** Names of passwords, of keys of applications and of the words of a wallet. */
const NAMES = [
  'pass(?:w(?:or)?d|wort|phrase)',
  String.raw`passw?(?=["']?\]? ?[:=]|["'][,)]| "|>| [a-z]{1,20}="|(?<=-(?:store|key)pass) )`,
  // Portuguese, Spanish and French.
  `(?:senha|contrasena|clave|mot_?de_?passe|mdp)${IS_GIVEN}`,
  String.raw`\$pw${IS_GIVEN}`,
  String.raw`secret(?:[_.-]?key|(?=["']?\]? ?(?:[:=]|\?\?)| '))`,
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
  return /[A-Za-z]$/.test(before) && !OWNER.test(before);
}
