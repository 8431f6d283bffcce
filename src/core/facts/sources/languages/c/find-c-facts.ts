import { HASH, LESS_THAN } from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { readEnvArgument } from '../../env/env-call.ts';
import { isMember, readLiteral, type Scan, skipSpaceBack, skipTrivia, wordsIn } from '../../scan/scan.ts';

/** Words that the scanner records; a word's id is its index. */
export const C_WORDS: readonly string[] = [
  'include',
  'import',
  'getenv',
  'secure_getenv',
  'qgetenv',
  'qEnvironmentVariable',
];

/** Directives that include a header. */
const DIRECTIVES = new Set(['include', 'import']);
/** `<a/b.h>`, up to 200 characters. */
const HEADER = /^<([\w./+-]{1,200})>/;

/** Finds the headers that C, C++ and Objective-C include, as `a/b.h`, and env reads. */
export function findCFacts(scan: Scan, collector: SignalCollector): void {
  for (const { word, offset } of wordsIn(scan, C_WORDS)) {
    if (DIRECTIVES.has(word)) findHeader(scan, offset, word, collector);
    else if (!isMember(scan.text, offset)) findRead(scan, offset + word.length, collector);
  }
}

/** `#include <a/b.h>`, `#include "a/b.h"`. Either form may name an installed header. */
function findHeader(scan: Scan, offset: number, word: string, collector: SignalCollector): void {
  const { text } = scan;
  if (text.charCodeAt(skipSpaceBack(text, offset)) !== HASH) return;
  const at = skipTrivia(scan, offset + word.length);
  if (text.charCodeAt(at) === LESS_THAN) {
    const name = HEADER.exec(text.slice(at, at + 203))?.[1];
    if (name !== undefined) collector.addImport(at + 1, name);
    return;
  }
  const literal = readLiteral(scan, at);
  if (literal !== null && !literal.value.startsWith('.')) collector.addImport(literal.start, literal.value);
}

/** `getenv("X")`; the second argument of Qt's `qEnvironmentVariable` is a default. */
function findRead(scan: Scan, from: number, collector: SignalCollector): void {
  const read = readEnvArgument(scan, from);
  if (read !== null) collector.addEnv(read.name.start, read.name.value, read.fallback);
}
