import { isFiller } from './is-filler.ts';
import { entropy, wordLikeness } from './randomness.ts';

/** Sixteen letters in groups of four, with the same separator between all of them or none. */
const SHAPE = /^[a-z]{4}([ -]?)[a-z]{4}\1[a-z]{4}\1[a-z]{4}$/;
/** Words that do not occur by chance in sixteen random letters. */
const WORDS_OF_FILLER = /pass|your|user|mail|smtp|code|test/;

/**
 * Whether this is an app password as Google (`abcd efgh ijkl mnop`) and Apple (with dashes) generate them, and not
 * words.
 */
export function isAppPassword(value: string): boolean {
  if (!SHAPE.test(value)) return false;
  const letters = value.replaceAll(/[ -]/g, '');
  // Nobody splits words into groups of four, so with separators a higher likeness is allowed.
  const most = letters.length < value.length ? 0.5 : 0.45;
  return (
    !WORDS_OF_FILLER.test(letters) && wordLikeness(letters) < most && entropy(letters) >= 2.8 && !isFiller(letters)
  );
}
