import type { SignalList } from './make-signal-list.ts';

const READ = /\bENV(?:\.fetch\(\s{0,20}|\[\s{0,20})["']([A-Za-z_]\w{0,199})["']/g;

/**
 * Adds the variables that ERB in a text reads, outside comments: `ENV["NAME"]`, `ENV.fetch("NAME")`. A default argument
 * or `||` makes the variable optional.
 */
export function addErbReads(list: SignalList, source: string): void {
  // Lines are tracked forwards: searching back from each match would be quadratic on one long line.
  let lineStart = 0;
  let lineEnd = source.indexOf('\n');
  for (const match of source.matchAll(READ)) {
    for (; lineEnd !== -1 && lineEnd < match.index; lineEnd = source.indexOf('\n', lineStart)) lineStart = lineEnd + 1;
    if (/^[ \t]*#/.test(source.slice(lineStart, Math.min(match.index, lineStart + 200)))) continue;
    const behind = source.slice(match.index + match[0].length, match.index + match[0].length + 40);
    const optional = /^\s{0,20}(?:,|[)\]]\s{0,20}(?:\{|\|\||do\b|\.presence))/.test(behind);
    list.add(match.index, { kind: 'env', name: match[1] ?? '', access: 'read', value: null, optional });
  }
}
