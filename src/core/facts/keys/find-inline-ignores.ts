import type { KeyFact } from '../../types.ts';

const MARK = 'integration-audit-ignore';
/** Longest reason that is kept, in characters. */
const LONGEST_REASON = 200;
/** Maximum number of remarks in one text; more were not written by people. */
const MOST = 1000;
const COMMENT = /(?:#|\/\/|\/\*|<!--|--|;|%|\*|"_?comment"\s*:\s*")\s*$/;
const CHECK = /^[ \t]{1,8}leaked-key(?:[ \t]{0,8}[:—–-]{1,2}[ \t]{0,8}([^\r\n]*))?/;

/**
 * Finds the comments that ask to ignore a key: `# integration-audit-ignore leaked-key: why`.
 *
 * @returns line -> the reason given, or '' when the comment gives none or is malformed. A comment applies to its own
 * line, or to the next one when it stands alone.
 */
export function findInlineIgnores(text: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  let line = 1;
  let from = 0;
  for (let at = text.indexOf(MARK); at >= 0 && found.size < MOST; at = text.indexOf(MARK, at + MARK.length)) {
    for (let next = text.indexOf('\n', from); next >= 0 && next < at; next = text.indexOf('\n', from)) {
      line += 1;
      from = next + 1;
    }
    const before = text.slice(Math.max(from, at - 200), at);
    const rest = text.slice(at + MARK.length, at + MARK.length + LONGEST_REASON + 60);
    if (!COMMENT.test(before) || /^[\w-]/.test(rest)) continue;
    const alone = before.replace(COMMENT, '').trim() === '' && at - from <= 200;
    // A comment that names another check or none still applies to a key on that line.
    found.set(alone ? line + 1 : line, cleanReason(CHECK.exec(rest)?.[1] ?? ''));
  }
  return found;
}

/** Gives each key the reason of the comment that asks to ignore it. */
export function addRemarks(keys: KeyFact[], text: string): KeyFact[] {
  if (keys.length === 0) return keys;
  const remarks = findInlineIgnores(text);
  if (remarks.size === 0) return keys;
  return keys.map((key) => {
    const remark = remarks.get(key.line);
    return remark === undefined ? key : { ...key, remark };
  });
}

/** Strips the end of the comment. */
function cleanReason(text: string): string {
  return text
    .replace(/\s*(?:\*\/|-->|#\}|",?)\s*\}?\s*$/, '')
    .trim()
    .slice(0, LONGEST_REASON);
}
