import { CLOSE_BRACE, PLUS, isSpaceCode, isWordCode } from '../../scan/characters.ts';

/** Commands whose arguments are words for people. */
const PRINTS =
  /^[ \t]{0,80}(?:echo|printf|log\w{0,20}|info|warn|warning|error|die|fail|fatal|abort|say|print|msg|debug|success)[ \t]/;

/** What ends an unquoted word. */
const ENDS = ';|&()<>"\'`$\\';

/**
 * The address around the `://` at an offset, where it stands unquoted; null where the command, which starts at `command`,
 * prints it.
 */
export function endOfShellAddress(text: string, at: number, command: number): { start: number; end: number } | null {
  if (PRINTS.test(text.slice(command, command + 120))) return null;
  let start = at;
  while (isSchemeCode(text.charCodeAt(start - 1)) && start > at - 24) start--;
  let end = at;
  while (end < text.length && !isSpaceCode(text.charCodeAt(end)) && !ENDS.includes(text[end] ?? '')) {
    // A brace ends the parameter that the address is the default of.
    if (text.charCodeAt(end) === CLOSE_BRACE) break;
    end++;
  }
  return { start, end };
}

function isSchemeCode(code: number): boolean {
  return isWordCode(code) || code === PLUS;
}
