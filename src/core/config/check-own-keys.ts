import { RE2JS } from 're2js';
import { locate, pathText, type LocatedMap } from './located-value.ts';
import type { ProblemLog } from './problem-log.ts';

/** Takes patterns of `keys` that cannot be used out of `root`, each with an error at its line. */
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
 * What other engines take and RE2 does not, since it runs in linear time. RE2 quotes the first characters of what it refuses,
 * and calls it by other names.
 */
const UNSUPPORTED: readonly [RegExp, string][] = [
  [/^\(\?<?[=!]/, 'look-around'],
  [/^(?:\\[1-9gk]|\(\?P=)/, 'a back reference'],
  [/^\(\?[R&>]|^\(\?P>|^\(\?\(/, 'an atomic, recursive or conditional group'],
  [/^[*+?}]\+$/, 'a possessive repetition'],
  [/^\\./, 'an escape'],
];

/** What is wrong with a pattern, in a few words, RE2's own where nothing plainer is known; null when it can be used. */
export function whyNoPattern(pattern: string): string | null {
  try {
    return RE2JS.compile(pattern).matcher('').find() ? 'it matches an empty text too' : null;
  } catch (error) {
    return error instanceof Error ? inPlainWords(error.message, pattern).slice(0, 160) : 'it cannot be compiled';
  }
}

function inPlainWords(message: string, pattern: string): string {
  const quoted = /: `([^`]{1,500})`$/.exec(message)?.[1] ?? '';
  // Of what begins like a named group RE2 quotes too little to tell what it is.
  const piece = quoted === '(?P' ? (/\(\?P[=>]/.exec(pattern)?.[0] ?? quoted) : quoted;
  if (!message.includes('invalid character class')) {
    for (const [sign, name] of UNSUPPORTED) {
      const found = sign.exec(piece)?.[0];
      if (found !== undefined) return `${name} such as ${found} is not supported`;
    }
  }
  return message.replace(/^error parsing regexp: /, '');
}
