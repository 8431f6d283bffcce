/**
 * Common words of English prose that are not in the wallets' word list
 * (https://github.com/bitcoin/bips/blob/master/bip-0039/english.txt), as `that`, `this` and `you` are.
 */
const PROSE = /\b(?:and|the|them|these|your|with|for|from|are|not|was|were)\b/;

/**
 * Whether the value is the mnemonic phrase of a wallet: 12 to 24 words, nearly all different, unlike
 * `test test test … junk`.
 */
export function isMnemonic(value: string): boolean {
  const words = value.split(' ');
  if (PROSE.test(value) || words.length < 12 || words.length > 24 || words.length % 3 !== 0) return false;
  return words.every((word) => /^[a-z]{3,8}$/.test(word)) && new Set(words).size > words.length * 0.8;
}
