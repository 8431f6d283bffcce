import { isAppPassword } from './is-app-password.ts';
import { isChosenPassword } from './is-chosen-password.ts';
import { isEncodedFiller, isFiller } from './is-filler.ts';
import { inLetters, isDrawnLetters, isDrawnOfTwoKinds, isRealPassword } from './is-real-password.ts';
import { entropy, wordLikeness } from './randomness.ts';
import { NO_VALUE, OF_KMS } from '../spoken-secret.ts';

// Judges values assigned to a name that says password or secret key, which may contain any character.

const SHORTEST_PASSWORD = 8;
const SHORTEST_KEY = 24;

/** Tolerated loss of entropy in bits: one in six random passwords of ten characters has two characters twice. */
const MOST_REPEATED = 0.6;
/** An email address. */
const ADDRESS = /^[\w.+-]{1,64}@[\w-]{1,64}(?:\.[A-Za-z][\w-]{1,20}){1,4}$/;
const WORDS_OF_SAMPLES = /pass|se[ck]ret|admin|user|test|key|token|demo|pwd|qwer|1234|abcd/i;

/** Hexadecimal digits, as user tables and comparisons store password hashes. */
export const isHash = (value: string): boolean => /^[0-9a-f]{16,128}$/i.test(value);

/**
 * Whether the value is a strong password: at least three kinds of characters or random, neither a common default nor
 * ordinary words followed by a number.
 */
export function isStrongPassword(value: string): boolean {
  if (isAppPassword(value)) return true;
  if (
    value.length < SHORTEST_PASSWORD ||
    !/^[\x21-\x7e]+$/.test(value) ||
    NO_VALUE.test(value) ||
    OF_KMS.test(value) ||
    isEncodedFiller(value) ||
    !isRealPassword('', value.replaceAll(/[$%*()[\]{}|]/g, 'x'))
  )
    return false;
  if (ADDRESS.test(value)) return false;
  // `required|string|max:255`, a validation rule, and `LoginController::reset`, the target of a route.
  if (/^[a-z_]+\|[\w:|,]+$|^[A-Za-z]+(?:::|[@#])[A-Za-z_]+$/.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9._/-]/].filter((kind) => kind.test(value)).length;
  const body = value.replace(/[\W_\d]+$/, '');
  const isWords = /^[A-Za-z._-]*$/.test(body) && (wordLikeness(body) > 0.3 || body.length < 6);
  return (
    (kinds >= 3 || isDrawnLetters(value) || isDrawnOfTwoKinds(value)) &&
    (!isWords || isChosenPassword(value)) &&
    !isJoinedOfWords(value) &&
    !WORDS_OF_SAMPLES.test(value) &&
    !/pass|secret|admin|required/.test(inLetters(value.toLowerCase())) &&
    entropy(value) >= Math.min(3, Math.log2(value.length) - MOST_REPEATED)
  );
}

/** `CP1_dashboard_summary`: three or more parts, all but at most one of them words. */
function isJoinedOfWords(value: string): boolean {
  const parts = value.split(/[._-]/);
  const written = parts.filter((part) => /^[A-Za-z]{3,}$/.test(part) && wordLikeness(part) > 0.3);
  return parts.length >= 3 && written.length >= parts.length - 1;
}

/** Whether the value is a random application key, as Django generates it. */
export function isDrawnKey(value: string): boolean {
  if (value.startsWith('django-insecure-'))
    // Any two symbols may follow each other in it, those of a template included.
    return value.length >= 40 && !isFiller(value.replaceAll(/[^\w-]/g, '').slice('django-insecure-'.length));
  if (value.length < SHORTEST_KEY || NO_VALUE.test(value) || isFiller(value)) return false;
  return (
    /\d/.test(value) &&
    /[a-z]/i.test(value) &&
    /[^A-Za-z0-9+/=_.-]/.test(value) &&
    entropy(value) >= 4 &&
    wordLikeness(value) < 0.42
  );
}
