import { findCommandFacts } from '../../../manifests/scripts/find-command-facts.ts';
import { blankComments } from '../../scan/blank-comments.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { addEnvRead, isAssigned, readEnvArgument } from '../../env/env-call.ts';
import { findSpanAround, type Scan, STRING, kindOf, wordsIn } from '../../scan/scan.ts';

/** Words that the scanner records; a word's id is its index. */
export const POWERSHELL_WORDS: readonly string[] = ['GetEnvironmentVariable'];

/** `$env:NAME` and `${env:NAME}`. Names without an underscore are mostly set by the system. */
const VARIABLE = /\$\{?[Ee][Nn][Vv]:([A-Z][A-Z0-9]{0,99}_[A-Z0-9_]{0,99})(?!\w)/g;
/** Variables that Windows and PowerShell set. */
const SYSTEMS = /^(?:PROCESSOR_|NUMBER_OF_PROCESSORS$|DRIVERDATA|PS_|POWERSHELL_)/;

/** Finds the variables that a script reads from outside, and the commands that it runs. */
export function findPowershellFacts(scan: Scan, collector: SignalCollector): void {
  const code = blankComments(scan);
  for (const match of code.matchAll(VARIABLE)) {
    const name = match[1] ?? '';
    const end = match.index + match[0].length;
    const offset = end - name.length;
    if (SYSTEMS.test(name) || isInPlainText(scan, offset) || isAssigned(scan, end)) continue;
    collector.addEnv(offset, name, false);
  }
  for (const { word, offset } of wordsIn(scan, POWERSHELL_WORDS)) {
    const read = readEnvArgument(scan, offset + word.length);
    // The second argument is the scope to search, not a default.
    if (read !== null) addEnvRead(scan, { ...read, fallback: false }, ['??'], collector);
  }
  // A trailing backtick continues the command on the next line, like a backslash in other shells.
  const commands = code.replace(/`(?=\r?\n)/g, '\\');
  for (const { at, fact } of findCommandFacts(commands, 'build')) collector.add(at, fact);
}

/** True within single quotes, where variables are not expanded. */
function isInPlainText(scan: Scan, offset: number): boolean {
  const span = findSpanAround(scan, offset);
  return span !== -1 && kindOf(scan, span) === STRING;
}
