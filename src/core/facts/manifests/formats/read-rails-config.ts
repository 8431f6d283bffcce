import { textOf } from '../../parse/data-node.ts';
import type { ScalarNode } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addErbReads } from '../add-erb-reads.ts';
import { blankErb } from '../blank-tags.ts';
import { findUrlHosts } from '../find-url-hosts.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { walkScalars } from '../walk-scalars.ts';
import { readDocument, readText } from './read-document.ts';

/**
 * Rails' `config/database.yml`, `storage.yml`, `cable.yml`, `cache.yml` and `queue.yml`: `rails:adapter.postgresql`,
 * `rails:storage.S3`, hosts, and the variables that ERB reads. A file with ERB may not be valid YAML, which is no
 * problem.
 */
export function readRailsConfig(text: string): ManifestFacts {
  const seen = new Set<string>();
  const { signals, problems } = readDocument(parseYaml(blankErb(text)), (list, root) =>
    walkScalars(root, (scalar, key) => {
      addHosts(list, scalar);
      const type = typeOf(scalar, key);
      if (type !== null && !seen.has(type)) list.add(scalar.at, { kind: 'resource', type });
      if (type !== null) seen.add(type);
    }),
  );
  const reads = readText(text, addErbReads);
  return { signals: [...signals, ...reads.signals], problems: text.includes('<%') ? [] : problems };
}

const PARTS: ReadonlyMap<string, string> = new Map([
  ['adapter', 'adapter'],
  ['service', 'storage'],
]);

function typeOf(scalar: ScalarNode, key: string | null): string | null {
  const part = PARTS.get(key ?? '');
  const name = textOf(scalar) ?? '';
  return part === undefined || !/^[A-Za-z][\w-]{0,40}$/.test(name) || /^x+$/.test(name)
    ? null
    : `rails:${part}.${name}`;
}

/** Adds hosts. A first label that ERB outputs becomes `*`: `<%= ENV["ACCOUNT"] %>.r2.cloudflarestorage.com`. */
function addHosts(list: SignalList, scalar: ScalarNode): void {
  for (const { host, path, index } of findUrlHosts(scalar.text)) {
    const known = host.replace(/^x{8,}(?=\.)/, '*');
    if (/x{8}/.test(known)) continue;
    const unknownAt = path.indexOf('xxxxxxxx');
    const literal = unknownAt === -1 ? path : path.slice(0, path.lastIndexOf('/', unknownAt) + 1);
    list.add(scalar.at + index + (scalar.plain ? 0 : 1), { kind: 'host', host: known, path: literal });
  }
}
