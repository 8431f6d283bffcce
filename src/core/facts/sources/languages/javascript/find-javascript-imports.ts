import {
  CLOSE_BRACE,
  COMMA,
  DOUBLE_QUOTE,
  OPEN_BRACE,
  OPEN_PARENTHESIS,
  SINGLE_QUOTE,
  SLASH,
  STAR,
  isSpaceCode,
  isWordCode,
} from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { parseJavascriptModule } from './parse-javascript-module.ts';
import { findSpan, isMember, type Literal, readLiteral, type Scan, skipTrivia, endOf } from '../../scan/scan.ts';

/** State that the finder keeps while it goes through a file. */
export type JavascriptImports = {
  /** Offset after the last `import` or `export` that a later `from` may complete, or -1. */
  pending: number;
  /** Offsets of import specifiers, which are not URLs that code calls. */
  specifiers: Set<number>;
  /** True if `env` is imported as the object that holds the environment. */
  env: boolean;
};

/** Modules whose exports are variables, of SvelteKit and Astro. */
const VARIABLES = /^(?:\$env\/static\/(?:private|public)|astro:env\/(?:client|server))$/;
/** Modules that export the environment as `env`. */
const ENVIRONMENTS = new Set(['$env/dynamic/private', '$env/dynamic/public', 'cloudflare:workers']);

/**
 * Reads `import 'x'`, `import('x')`, and the start of `import … from 'x'`. Type-only imports count, because they also
 * show what the code is written for.
 */
export function findImport(scan: Scan, end: number, imports: JavascriptImports, collector: SignalCollector): void {
  const next = skipTrivia(scan, end);
  const isCall = scan.text.charCodeAt(next) === OPEN_PARENTHESIS;
  const literal = readLiteral(scan, isCall ? skipTrivia(scan, next + 1) : next);
  imports.pending = literal === null && !isCall ? end : -1;
  if (literal !== null) addModule(literal, imports, collector);
}

/** Reads the end of `import … from 'x'` and `export … from 'x'`. The text in between must look like a list of names. */
export function findFrom(scan: Scan, offset: number, imports: JavascriptImports, collector: SignalCollector): void {
  const { pending } = imports;
  if (pending === -1) return;
  const literal = readLiteral(scan, skipTrivia(scan, offset + 4));
  if (literal === null) return;
  imports.pending = -1;
  if (!isNameList(scan, pending, offset)) return;
  addModule(literal, imports, collector);
  if (ENVIRONMENTS.has(literal.value)) imports.env = true;
  else if (VARIABLES.test(literal.value)) addVariables(scan, pending, offset, collector);
}

/** Adds the names in a list by their original names: `{ A, B as C }` gives `A` and `B`. */
function addVariables(scan: Scan, from: number, to: number, collector: SignalCollector): void {
  for (const found of scan.text.slice(from, to).matchAll(/[{,]\s*([A-Z][A-Z0-9_]{0,127})\b/g)) {
    const name = found[1] ?? '';
    collector.addEnv(from + found.index + found[0].length - name.length, name, false);
  }
}

/** `require('x')`, `require.resolve('x')`. */
export function findRequire(scan: Scan, offset: number, imports: JavascriptImports, collector: SignalCollector): void {
  const { text } = scan;
  // `module.require` and `this.require` are other methods.
  if (isMember(text, offset)) return;
  let open = skipTrivia(scan, offset + 7);
  if (text.startsWith('.resolve', open)) open = skipTrivia(scan, open + 8);
  if (text.charCodeAt(open) !== OPEN_PARENTHESIS) return;
  const literal = readLiteral(scan, skipTrivia(scan, open + 1));
  if (literal !== null) addModule(literal, imports, collector);
}

function addModule(literal: Literal, imports: JavascriptImports, collector: SignalCollector): void {
  const parsed = parseJavascriptModule(literal.value);
  if (parsed === 'address') return;
  imports.specifiers.add(literal.start);
  if (parsed !== null) collector.addImport(literal.start + parsed.at, parsed.module);
}

/**
 * True if there are only names, braces, commas, stars, comments and quoted names between two offsets. Each range starts
 * at the last `import` or `export`, so no text is checked twice.
 */
function isNameList(scan: Scan, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = scan.text.charCodeAt(at);
    if (isWordCode(code) || isSpaceCode(code)) continue;
    if (code === COMMA || code === STAR || code === OPEN_BRACE || code === CLOSE_BRACE) continue;
    const quoted = code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
    if (!quoted && code !== SLASH) return false;
    const span = findSpan(scan, quoted ? at + 1 : at);
    if (span === -1) return false;
    at = endOf(scan, span) - (quoted ? 0 : 1);
  }
  return true;
}
