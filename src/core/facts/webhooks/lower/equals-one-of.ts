/**
 * Lowers `[current_token, previous_token].include?(shown)` or `shown in (current, previous)` to comparisons with each
 * of several secrets. Null if one of them is not named as a secret, or if `asked` is more than a name or a field.
 */
export function equalsOneOf(asked: string, listed: readonly string[]): string | null {
  if (!NAME.test(asked) || listed.length === 0 || listed.length > MAX_LISTED) return null;
  return listed.every((each) => each.length < 200 && NAMES_SECRET.test(each))
    ? `(${listed.map((each) => `(${each} == ${asked})`).join(' || ')})`
    : null;
}

/** `shown`, `body.get('password')`: short and without effects, because it is repeated for each secret. */
const NAME = /^[\w.]{1,80}(?:[([]'[\w-]{1,60}'[)\]])?$/;
const MAX_LISTED = 4;
const NAMES_SECRET = /^[^'"]{0,150}(?:secret|token|key)\w{0,20}(?:\(\))?$/i;
