import { RE2JS } from 're2js';
import { locate, pathText, type LocatedMap } from './located-value.ts';
import type { ProblemLog } from './problem-log.ts';

/** Removes entries of `keys` whose pattern cannot be used from `root`, and logs an error at the line of each. */
export function checkOwnKeys(root: LocatedMap, log: ProblemLog): void {
  const list = root.entries.get('keys')?.value;
  if (list?.kind !== 'list') return;
  for (let i = list.items.length - 1; i >= 0; i -= 1) {
    const pattern = locate(root, ['keys', i, 'pattern']);
    const detail = whyNoPattern(pattern.kind === 'scalar' ? String(pattern.value) : '');
    if (detail === null) continue;
    log.add(pattern, 'error', 'invalid-pattern', { at: pathText(['keys', i, 'pattern'], root), detail });
    list.items.splice(i, 1);
  }
}

/**
 * Syntax that other engines support but RE2 does not, since it runs in linear time. RE2's message quotes the first
 * characters of what it rejects, and uses other names.
 */
const UNSUPPORTED: readonly [RegExp, string][] = [
  [/^\(\?<?[=!]/, 'look-around'],
  [/^(?:\\[1-9gk]|\(\?P=)/, 'a back reference'],
  [/^\(\?[R&>]|^\(\?P>|^\(\?\(/, 'an atomic, recursive or conditional group'],
  [/^[*+?}]\+$/, 'a possessive repetition'],
  [/^\\./, 'an escape'],
];

/**
 * Why a pattern cannot be used, in a few words: RE2's own message unless a plainer one is known. Null if it can be
 * used.
 */
export function whyNoPattern(pattern: string): string | null {
  try {
    return RE2JS.compile(pattern).matcher('').find() ? 'it matches an empty text too' : null;
  } catch (error) {
    return error instanceof Error ? inPlainWords(error.message, pattern).slice(0, 160) : 'it cannot be compiled';
  }
}

function inPlainWords(message: string, pattern: string): string {
  const quoted = /: `([^`]{1,500})`$/.exec(message)?.[1] ?? '';
  // For anything that begins like a named group, RE2 quotes too little to identify it.
  const piece = quoted === '(?P' ? (/\(\?P[=>]/.exec(pattern)?.[0] ?? quoted) : quoted;
  if (!message.includes('invalid character class')) {
    for (const [sign, name] of UNSUPPORTED) {
      const found = sign.exec(piece)?.[0];
      if (found !== undefined) return `${name} such as ${found} is not supported`;
    }
  }
  return message.replace(/^error parsing regexp: /, '');
}
