import { isFiller } from './is-filler.ts';
import { entropy, wordLikeness } from './randomness.ts';

/** Sixteen letters, as people copy them: with one sign between the groups or without. */
const SHAPE = /^[a-z]{4}([ -]?)[a-z]{4}\1[a-z]{4}\1[a-z]{4}$/;
/** What chance does not write into sixteen letters. */
const WORDS_OF_FILLER = /pass|your|user|mail|smtp|code|test/;

/** Whether this is a password of one app, as Google (`abcd efgh ijkl mnop`) and Apple (with dashes) draw them, and no word. */
export function isAppPassword(value: string): boolean {
  if (!SHAPE.test(value)) return false;
  const letters = value.replaceAll(/[ -]/g, '');
  // Nobody parts words into groups of four, so these say less against them.
  const most = letters.length < value.length ? 0.5 : 0.45;
  return (
    !WORDS_OF_FILLER.test(letters) && wordLikeness(letters) < most && entropy(letters) >= 2.8 && !isFiller(letters)
  );
}
