import { decodeBase64 } from './base64.ts';
import { isAppPassword } from './is-app-password.ts';
import { isFiller } from './is-filler.ts';
import { entropy, variety, wordLikeness, writtenOdds } from './randomness.ts';
import { NO_VALUE } from '../spoken-secret.ts';

const WEAK = new Set(
  (
    'password pass passwd pw pwd secret changeme change-me changeit postgres root user admin guest test testing mysql mongo mongodb redis ' +
    'example default dev development local docker demo 123456 12345678 1234 12345 123 abc abc123 foo bar baz foobar qwerty letmein ' +
    'username login p@ssword passw0rd mypassword my-password my_password yourpassword your-password your_password dbpassword db_password ' +
    'supersecret secretpassword randompassword pass123 password123 test123 admin123 token api_key apikey key rabbitmq minioadmin x-oauth-basic ' +
    'oauth2 git placeholder redacted dummy fake sample replace insert hunter2 secret123 toor s3cret secret1 secret2 password1 password12345 mysecret mysecretpassword'
  ).split(' '),
);

/** `YourStrong!Passw0rd`, from the samples of SQL Server. */
const STAND_IN = /^your.{0,12}passw/;

/** Replaces digits and symbols with the letters they stand for: `p@ssw0rd` becomes `password`. */
export function inLetters(password: string): string {
  return password.replaceAll(/[@0$13]/g, (sign) => LETTERS[sign]!);
}

const LETTERS: Readonly<Record<string, string>> = { '@': 'a', '0': 'o', $: 's', '1': 'i', '3': 'e' };

/** Marks of a template. A percent sign counts only before a name or a format: `%PASSWORD%`, `%s`, `%(password)s`. */
const TEMPLATE = /[<>{}()[\]$*`|\\"'\s]|%(?:[A-Za-z_]{2,40}%|[sdvq](?![A-Za-z0-9]))|\.\.\.|…/;

/** Whether this may be a real password: not a default, a template, a filler or the user's name. */
export function isRealPassword(user: string, password: string): boolean {
  const lower = password.toLowerCase();
  if (password.length < 6 || TEMPLATE.test(password) || TEMPLATE.test(user)) return false;
  if (user.toLowerCase() === 'anonymous') return false;
  if (
    lower === user.toLowerCase() ||
    isNamedAfter(user.toLowerCase(), lower) ||
    WEAK.has(lower) ||
    WEAK.has(inLetters(lower)) ||
    isEncodedWeak(password) ||
    STAND_IN.test(inLetters(lower)) ||
    (/^[A-Z_]+$/.test(password) && /^[A-Z_]*$/.test(user))
  )
    return false;
  return variety(password).distinct > 3 && !isFiller(password);
}

/** `sallypass` of `sally`, as manuals write it. */
function isNamedAfter(user: string, password: string): boolean {
  return user !== '' && password.startsWith(user) && /^[_-]?pass(?:w(?:or)?d)?$/.test(password.slice(user.length));
}

/** A weak password in base64, as a Kubernetes secret holds it. */
function isEncodedWeak(password: string): boolean {
  const bytes = password.length % 4 === 0 && password.length <= LONGEST_WEAK ? decodeBase64(password) : null;
  return (
    bytes !== null &&
    WEAK.has(
      String.fromCharCode(...bytes)
        .trimEnd()
        .toLowerCase(),
    )
  );
}

const LONGEST_WEAK = 24;

/**
 * Whether this is a likely password: an app password, or letters and digits or random letters that are no placeholder.
 */
export function isPassword(user: string, password: string): boolean {
  if (isAppPassword(password)) return true;
  const drawn = (password.length >= 8 && /\d/.test(password) && /[A-Za-z]/.test(password)) || isDrawnLetters(password);
  return drawn && !NO_VALUE.test(password) && isRealPassword(user, password.replaceAll(/[%*()[\]{}|]/g, 'x'));
}

/**
 * Whether the value is random letters, as some hosts generate passwords: it does not read as words, and its case
 * changes more often than theirs.
 */
export function isDrawnLetters(value: string): boolean {
  const switches = value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  if (!/^[A-Za-z]{12,}$/.test(value) || switches < value.length / 4 || wordLikeness(value) >= 0.33) return false;
  return value.length >= 20 ? entropy(value) >= 3.8 : /[A-Z]{2}/.test(value) && wordLikeness(value) < 0.3;
}

/** Whether letters and digits alternate, as in generated passwords and unlike a word followed by a number. */
export function isDrawnOfTwoKinds(value: string): boolean {
  return /^[a-z0-9]{10,}$/i.test(value) && (value.match(/\d+(?=[a-z])/gi)?.length ?? 0) >= 2 && writtenOdds(value) < -2;
}
