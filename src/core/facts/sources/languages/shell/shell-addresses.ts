import { CLOSE_BRACE, PLUS, isSpaceCode, isWordCode } from '../../scan/characters.ts';

/** Commands whose arguments are messages for people. */
const PRINTS =
  /^[ \t]{0,80}(?:echo|printf|log\w{0,20}|info|warn|warning|error|die|fail|fatal|abort|say|print|msg|debug|success)[ \t]/;

/** Characters that end an unquoted word. */
const ENDS = ';|&()<>"\'`$\\';

/**
 * The range of the unquoted URL around the `://` at an offset; null if the command that starts at `command` only prints
 * it.
 */
export function endOfShellAddress(text: string, at: number, command: number): { start: number; end: number } | null {
  if (PRINTS.test(text.slice(command, command + 120))) return null;
  let start = at;
  while (isSchemeCode(text.charCodeAt(start - 1)) && start > at - 24) start--;
  let end = at;
  while (end < text.length && !isSpaceCode(text.charCodeAt(end)) && !ENDS.includes(text[end] ?? '')) {
    // A brace ends the expansion whose default the URL is.
    if (text.charCodeAt(end) === CLOSE_BRACE) break;
    end++;
  }
  return { start, end };
}

function isSchemeCode(code: number): boolean {
  return isWordCode(code) || code === PLUS;
}
