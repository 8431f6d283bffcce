import { DOT, QUESTION_MARK, isWordCode } from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { findEnvSchemas } from './find-env-schemas.ts';
import { findEnvCall, findEnvReads } from './find-javascript-env.ts';
import { findFrom, findImport, findRequire, type JavascriptImports } from './find-javascript-imports.ts';
import { isMember, type Scan, skipTrivia, wordsIn } from '../../scan/scan.ts';

/** Words that the scanner records; a word's id is its index. */
export const JAVASCRIPT_WORDS: readonly string[] = [
  'import',
  'export',
  'from',
  'require',
  'process',
  'Deno',
  'Bun',
  'env',
  'Config',
];

/** Constructors of Effect's `Config` whose argument is a variable's name. */
const EFFECT_CONFIG = ['string', 'redacted', 'nonEmptyString', 'url', 'integer', 'number', 'boolean', 'secret', 'port'];

/** Finds imports and env reads. Returns the offsets of import specifiers, which are not URLs that code calls. */
export function findJavascriptFacts(scan: Scan, collector: SignalCollector): ReadonlySet<number> {
  const { text } = scan;
  const imports: JavascriptImports = { pending: -1, specifiers: new Set(), env: false };
  let floor = 0;
  for (const { word, offset } of wordsIn(scan, JAVASCRIPT_WORDS)) {
    if (word === 'import') {
      if (isMember(text, offset)) continue;
      const env = endOfPath(scan, offset + 6, ['meta', 'env']);
      if (env === -1) findImport(scan, offset + 6, imports, collector);
      else findEnvReads(scan, offset, env, floor, collector);
      floor = offset;
    } else if (word === 'export') {
      imports.pending = offset + 6;
    } else if (word === 'from') {
      findFrom(scan, offset, imports, collector);
    } else if (word === 'require') {
      findRequire(scan, offset, imports, collector);
    } else if (word === 'Config') {
      const ends = EFFECT_CONFIG.map((name) => endOfPath(scan, offset + 6, [name]));
      const end = ends.find((each) => each !== -1);
      if (end !== undefined) findEnvCall(scan, skipTrivia(scan, end), collector);
    } else if (word === 'env') {
      if (!imports.env || isMember(text, offset)) continue;
      findEnvReads(scan, offset, offset + 3, floor, collector);
      floor = offset;
    } else {
      const env = endOfPath(scan, offset + word.length, ['env']);
      if (env === -1) continue;
      const get = word === 'Deno' ? endOfPath(scan, env, ['get']) : -1;
      if (get !== -1) findEnvCall(scan, skipTrivia(scan, get), collector);
      else if (word !== 'Deno') findEnvReads(scan, offset, env, floor, collector);
      floor = offset;
    }
  }
  findEnvSchemas(scan, collector);
  return imports.specifiers;
}

/** The end of a type assertion, with its closing parenthesis: `(import.meta as any).env`. */
const CAST = /as [\w$.<>,{}[\]:;?| \n]{1,120}\)/y;

function skipCast(text: string, at: number): number {
  CAST.lastIndex = at;
  return CAST.test(text) ? CAST.lastIndex : at;
}

/** The offset after `.a.b` or `?.a?.b` at an offset, or -1 if there is none. Type assertions are skipped. */
function endOfPath(scan: Scan, from: number, names: readonly string[]): number {
  let at = from;
  for (const name of names) {
    at = skipCast(scan.text, skipTrivia(scan, at));
    if (scan.text.charCodeAt(at) === QUESTION_MARK) at++;
    if (scan.text.charCodeAt(at) !== DOT) return -1;
    at = skipTrivia(scan, at + 1);
    if (!scan.text.startsWith(name, at) || isWordCode(scan.text.charCodeAt(at + name.length))) return -1;
    at += name.length;
  }
  return at;
}
