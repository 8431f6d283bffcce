import { COLON } from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { addEnvRead, endOfMember, readEnvArgument, readMember } from '../../env/env-call.ts';
import { isEnvName } from '../../env/env-name.ts';
import { isMember, readLiteral, type Scan, skipTrivia, wordsIn } from '../../scan/scan.ts';
import { startsStatement } from '../../scan/statement-start.ts';

/** Words that the scanner records; a word's id is its index. */
export const DART_WORDS: readonly string[] = [
  'import',
  'export',
  'Platform',
  'fromEnvironment',
  'dotenv',
  'DotEnv',
  'varName',
];

const DOTENV_METHODS = new Set(['get', 'maybeGet', 'getInt', 'getBool', 'getDouble']);

/** Finds imported packages, by name only, and env reads. */
export function findDartFacts(scan: Scan, collector: SignalCollector): void {
  for (const { word, offset } of wordsIn(scan, DART_WORDS)) {
    const end = offset + word.length;
    if (word === 'import' || word === 'export') findImport(scan, offset, collector);
    else if (word === 'Platform') findEnvironment(scan, end, collector);
    else if (word === 'fromEnvironment') findDefined(scan, offset, collector);
    else if (word === 'dotenv' || word === 'DotEnv') findDotenv(scan, end, collector);
    else if (word === 'varName') findVarName(scan, end, collector);
  }
}

/** `import 'package:x/y.dart'`. */
function findImport(scan: Scan, offset: number, collector: SignalCollector): void {
  if (!startsStatement(scan.text, offset)) return;
  const literal = readLiteral(scan, skipTrivia(scan, offset + 6));
  const name = literal === null ? undefined : /^package:([A-Za-z_]\w{0,99})\//.exec(literal.value)?.[1];
  if (literal !== null && name !== undefined) collector.addImport(literal.start + 8, name);
}

/** `Platform.environment['X']`. */
function findEnvironment(scan: Scan, from: number, collector: SignalCollector): void {
  const end = endOfMember(scan, from, 'environment');
  const read = end === -1 ? null : readEnvArgument(scan, end);
  if (read !== null) addEnvRead(scan, read, ['??'], collector);
}

/** `String.fromEnvironment('X', defaultValue: 'y')`: a variable at build time. */
function findDefined(scan: Scan, offset: number, collector: SignalCollector): void {
  if (!isMember(scan.text, offset)) return;
  const read = readEnvArgument(scan, offset + 15);
  if (read !== null) collector.addEnv(read.name.start, read.name.value, read.fallback);
}

/** `dotenv.env['X']`, `dotenv.get('X', fallback: 'y')`. */
function findDotenv(scan: Scan, from: number, collector: SignalCollector): void {
  const member = readMember(scan, from);
  if (member === null || (member.name !== 'env' && !DOTENV_METHODS.has(member.name))) return;
  const read = readEnvArgument(scan, member.end);
  if (read !== null) addEnvRead(scan, read, ['??'], collector);
}

/** `@EnviedField(varName: 'X')`. */
function findVarName(scan: Scan, from: number, collector: SignalCollector): void {
  const colon = skipTrivia(scan, from);
  if (scan.text.charCodeAt(colon) !== COLON) return;
  const literal = readLiteral(scan, skipTrivia(scan, colon + 1));
  if (literal !== null && isEnvName(literal.value)) collector.addEnv(literal.start, literal.value, false);
}
