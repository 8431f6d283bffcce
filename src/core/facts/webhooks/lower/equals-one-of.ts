/**
 * `[current_token, previous_token].include?(shown)`, `shown in (current, previous)`: whether it is one of several secrets, as the
 * comparisons that this stands for. Null where one of them is no secret by its name, or what is asked for is more than a name.
 */
export function equalsOneOf(asked: string, listed: readonly string[]): string | null {
  if (!NAME.test(asked) || listed.length === 0 || listed.length > MAX_LISTED) return null;
  return listed.every((each) => each.length < 200 && NAMES_SECRET.test(each))
    ? `(${listed.map((each) => `(${each} == ${asked})`).join(' || ')})`
    : null;
}

/** It is written once for each that is listed. */
const NAME = /^[\w.]{1,80}$/;
const MAX_LISTED = 4;
const NAMES_SECRET = /^[^'"]{0,150}(?:secret|token|key)\w{0,20}(?:\(\))?$/i;
