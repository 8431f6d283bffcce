import { makeLinePositions } from '../../line-positions.ts';
import { textOf, withoutByteOrderMark } from '../../parse/data-node.ts';
import type { ScalarNode } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { blankErb } from '../blank-tags.ts';
import { findUrlHosts } from '../find-url-hosts.ts';
import { makeSignalList } from '../make-signal-list.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { walkScalars } from '../walk-scalars.ts';

/**
 * Rails' `config/database.yml`, `storage.yml`, `cable.yml`, `cache.yml` and `queue.yml`: `rails:adapter.postgresql`,
 * `rails:storage.S3`, hosts, and the variables that its ERB reads. ERB that leaves no YAML behind says only its variables.
 */
export function readRailsConfig(text: string): ManifestFacts {
  const source = withoutByteOrderMark(text);
  const document = parseYaml(blankErb(source));
  const list = makeSignalList(makeLinePositions(source));
  const seen = new Set<string>();
  for (const root of document.roots) {
    walkScalars(root, (scalar, key) => {
      addHosts(list, scalar);
      const part = key === 'adapter' ? 'adapter' : key === 'service' ? 'storage' : null;
      const name = textOf(scalar) ?? '';
      if (part === null || !/^[A-Za-z][\w-]{0,40}$/.test(name) || /^x+$/.test(name)) return;
      const type = `rails:${part}.${name}`;
      if (!seen.has(type)) list.add(scalar.at, { kind: 'resource', type });
      seen.add(type);
    });
  }
  addReads(list, source);
  return { signals: list.signals, problems: source.includes('<%') ? [] : [...document.problems] };
}

/** A first label that ERB writes stands for any: `<%= ENV["ACCOUNT"] %>.r2.cloudflarestorage.com`. */
function addHosts(list: SignalList, scalar: ScalarNode): void {
  for (const { host, path, index } of findUrlHosts(scalar.text)) {
    const known = host.replace(/^x{8,}(?=\.)/, '*');
    if (/x{8}/.test(known)) continue;
    const unknownAt = path.indexOf('xxxxxxxx');
    const literal = unknownAt === -1 ? path : path.slice(0, path.lastIndexOf('/', unknownAt) + 1);
    list.add(scalar.at + index + (scalar.plain ? 0 : 1), { kind: 'host', host: known, path: literal });
  }
}

const READ = /\bENV(?:\.fetch\(\s{0,20}|\[\s{0,20})["']([A-Za-z_]\w{0,199})["']/g;

/** `ENV["NAME"]`, `ENV.fetch("NAME")`; with a default behind, or `||`, the variable is not required. Not in comments. */
function addReads(list: SignalList, source: string): void {
  // Lines are followed forwards: looking back from each match would be quadratic on one long line.
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
