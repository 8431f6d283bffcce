import { findCommandFacts } from '../../../manifests/scripts/find-command-facts.ts';
import { blankComments } from '../../scan/blank-comments.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { addEnvRead, isAssigned, readEnvArgument } from '../../env/env-call.ts';
import { findSpanAround, type Scan, STRING, kindOf, wordsIn } from '../../scan/scan.ts';

/** What the scanner looks out for; a word's id is its index. */
export const POWERSHELL_WORDS: readonly string[] = ['GetEnvironmentVariable'];

/** `$env:NAME` and `${env:NAME}`; names without an underscore are mostly those of the system. */
const VARIABLE = /\$\{?[Ee][Nn][Vv]:([A-Z][A-Z0-9]{0,99}_[A-Z0-9_]{0,99})(?!\w)/g;
/** What Windows sets. */
const SYSTEMS = /^(?:PROCESSOR_|NUMBER_OF_PROCESSORS$|DRIVERDATA|PS_|POWERSHELL_)/;

/** Finds the variables that a script takes from outside, and the commands that it runs. */
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
    // The second argument is where to look, not a default.
    if (read !== null) addEnvRead(scan, { ...read, fallback: false }, ['??'], collector);
  }
  // A backtick goes on with the command on the next line, as a backslash does in other shells.
  const commands = code.replace(/`(?=\r?\n)/g, '\\');
  for (const { at, fact } of findCommandFacts(commands, 'build')) collector.add(at, fact);
}

/** Between single quotation marks nothing is put in. */
function isInPlainText(scan: Scan, offset: number): boolean {
  const span = findSpanAround(scan, offset);
  return span !== -1 && kindOf(scan, span) === STRING;
}
