import { EQUALS, LESS_THAN, OPEN_BRACKET, SEMICOLON } from '../../scan/characters.ts';
import { typeOfSetting } from '../../../../named-setting.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { endOfDotted, isModuleName } from '../../scan/dotted-name.ts';
import { addEnvRead, readEnvArgument } from '../../env/env-call.ts';
import { isMember, readLiteral, type Scan, skipTrivia, wordsIn } from '../../scan/scan.ts';
import { startsStatement } from '../../scan/statement-start.ts';

/** Words that the scanner records; a word's id is its index. */
export const CSHARP_WORDS: readonly string[] = [
  'using',
  'GetEnvironmentVariable',
  'Configuration',
  'configuration',
  '_configuration',
  '_config',
  'config',
  'GetValue',
];

/** Finds imported namespaces and env reads. */
export function findCsharpFacts(scan: Scan, collector: SignalCollector): void {
  for (const { word, offset } of wordsIn(scan, CSHARP_WORDS)) {
    if (word === 'using') findUsing(scan, offset, collector);
    else if (word === 'GetEnvironmentVariable') findVariable(scan, offset + word.length, collector);
    else if (word === 'GetValue') findValue(scan, offset + word.length, collector);
    else findSetting(scan, offset + word.length, collector);
  }
}

/** `using A.B;`, `using static A.B.C;`, `using D = A.B.C;`; not a `using` declaration or block. */
function findUsing(scan: Scan, offset: number, collector: SignalCollector): void {
  const { text } = scan;
  const global = text.startsWith('global ', offset - 7) ? offset - 7 : offset;
  if (isMember(text, offset) || !startsStatement(text, global)) return;
  let start = skipTrivia(scan, offset + 5);
  if (/^static\s/.test(text.slice(start, start + 7))) start = skipTrivia(scan, start + 6);
  let end = endOfDotted(text, start);
  let at = skipTrivia(scan, end);
  const alias = text.charCodeAt(at) === EQUALS;
  if (alias) {
    start = skipTrivia(scan, at + 1);
    if (text.startsWith('global::', start)) start += 8;
    end = endOfDotted(text, start);
    at = skipTrivia(scan, end);
  }
  const closes = text.charCodeAt(at) === SEMICOLON || (alias && text.charCodeAt(at) === LESS_THAN);
  if (closes && isModuleName(text, start, end)) collector.addImport(start, text.slice(start, end));
}

function findVariable(scan: Scan, from: number, collector: SignalCollector): void {
  const read = readEnvArgument(scan, from);
  // The second argument is the scope to search, not a default.
  if (read !== null) addEnvRead(scan, { ...read, fallback: false }, ['??'], collector);
}

/** `configuration["X"]`: keys in capitals with an underscore come from the environment, nested keys from files. */
function findSetting(scan: Scan, from: number, collector: SignalCollector): void {
  if (scan.text.charCodeAt(from) !== OPEN_BRACKET) return;
  addNested(scan, from + 1, collector);
  const read = readEnvArgument(scan, from);
  if (read !== null && /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(read.name.value)) addEnvRead(scan, read, ['??'], collector);
}

/** `configuration.GetValue<string>("Stripe:SecretKey")`. */
function findValue(scan: Scan, from: number, collector: SignalCollector): void {
  const open = /^(?:<\w{1,40}\??>)?\(/.exec(scan.text.slice(from, from + 50));
  if (open !== null) addNested(scan, from + open[0].length, collector);
}

/** Adds the service that a nested key belongs to: `Stripe:SecretKey`. */
function addNested(scan: Scan, from: number, collector: SignalCollector): void {
  const key = readLiteral(scan, skipTrivia(scan, from));
  if (key === null || !key.value.includes(':')) return;
  const type = typeOfSetting(key.value.split(':'));
  if (type !== null) collector.addResource(key.start, type);
}
