/**
 * Common words of English prose. `that`, `this` and `you` are in the wallets' word list (BIP-39), too: the few phrases
 * with one of them are missed.
 */
const PROSE = /\b(?:and|the|them|these|this|that|your|you|with|for|from|are|not|was|were)\b/;

/**
 * Whether the value is the mnemonic phrase of a wallet: 12 to 24 words, nearly all different, unlike
 * `test test test … junk`.
 */
export function isMnemonic(value: string): boolean {
  const words = value.split(' ');
  if (PROSE.test(value) || words.length < 12 || words.length > 24 || words.length % 3 !== 0) return false;
  return words.every((word) => /^[a-z]{3,8}$/.test(word)) && new Set(words).size > words.length * 0.8;
}
