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

/** `YourStrong!Passw0rd`, of the samples of SQL Server. */
const STAND_IN = /^your.{0,12}passw/;

/** `p@ssw0rd` is `password`. */
export function inLetters(password: string): string {
  return password.replaceAll(/[@0$13]/g, (sign) => LETTERS[sign]!);
}

const LETTERS: Readonly<Record<string, string>> = { '@': 'a', '0': 'o', $: 's', '1': 'i', '3': 'e' };

/** A sign of per cent counts where a name or a format follows: `%PASSWORD%`, `%s`, `%(password)s`. */
const TEMPLATE = /[<>{}()[\]$*`|\\"'\s]|%(?:[A-Za-z_]{2,40}%|[sdvq](?![A-Za-z0-9]))|\.\.\.|…/;

/** Whether somebody chose this password to keep others out: no default, no template, no filler, not the user's name. */
export function isRealPassword(user: string, password: string): boolean {
  const lower = password.toLowerCase();
  if (password.length < 6 || TEMPLATE.test(password) || TEMPLATE.test(user)) return false;
  if (user.toLowerCase() === 'anonymous') return false;
  if (
    lower === user.toLowerCase() ||
    WEAK.has(lower) ||
    WEAK.has(inLetters(lower)) ||
    isEncodedWeak(password) ||
    STAND_IN.test(inLetters(lower)) ||
    (/^[A-Z_]+$/.test(password) && /^[A-Z_]*$/.test(user))
  )
    return false;
  return variety(password).distinct > 3 && !isFiller(password);
}

/** What is tried first, as secrets of Kubernetes hold it. */
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

/** Letters and digits that do not read as words, nor as what stands for a value. */
export function isPassword(user: string, password: string): boolean {
  if (isAppPassword(password)) return true;
  const drawn = (password.length >= 8 && /\d/.test(password) && /[A-Za-z]/.test(password)) || isDrawnLetters(password);
  return drawn && !NO_VALUE.test(password) && isRealPassword(user, password.replaceAll(/[%*()[\]{}|]/g, 'x'));
}

/** Letters alone, as some hosts draw passwords: neither words nor cased as words are, where capitals stand apart. */
export function isDrawnLetters(value: string): boolean {
  const switches = value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  if (!/^[A-Za-z]{12,}$/.test(value) || switches < value.length / 4 || wordLikeness(value) >= 0.33) return false;
  return value.length >= 20 ? entropy(value) >= 3.8 : /[A-Z]{2}/.test(value) && wordLikeness(value) < 0.3;
}

/** Small letters and digits by turns, as generators of passwords write them: no word with a number behind. */
export function isDrawnOfTwoKinds(value: string): boolean {
  return /^[a-z0-9]{10,}$/i.test(value) && (value.match(/\d+(?=[a-z])/gi)?.length ?? 0) >= 2 && writtenOdds(value) < -2;
}
