import { scanScript } from '../../parse/scan-script.ts';
import { cleanVersion } from '../references/clean-version.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { findOption, splitStatements } from '../scripts/script-statements.ts';
import { readText } from './read-document.ts';

const POD = /^[A-Za-z0-9][\w.+-]{0,100}(?:\/[\w.+-]{1,100}){0,4}$/;
const SYNTAX = { lineComment: '#', blockComment: false, tripleQuotes: false, interpolation: '#{' } as const;

/**
 * Pods of a `Podfile` or a podspec, with the subspec if one is named: `Firebase/Auth`. Pods with a path are the
 * project's own.
 */
export function readPodfile(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    for (const statement of splitStatements(scanScript(source, SYNTAX).tokens)) {
      const at = statement.findIndex((t, i) => t.kind === 'word' && t.text === (i === 0 ? 'pod' : 'dependency'));
      const name = statement[at + 1]?.text === '(' ? statement[at + 2] : statement[at + 1];
      if (at === -1 || name?.kind !== 'string' || name.dynamic || findOption(statement, 'path') !== null) continue;
      if (!POD.test(name.text)) continue;
      const next = statement[statement.indexOf(name) + 2];
      const version = next?.kind === 'string' && !next.dynamic && /\d/.test(next.text) ? cleanVersion(next.text) : null;
      const configurations = findOption(statement, 'configurations') ?? [];
      const names = configurations.filter((t) => t.kind === 'string' || t.text === 'Release');
      const isDebug = names.length > 0 && names.every((t) => t.text === 'Debug');
      const scope = isDebug ? 'development' : 'runtime';
      list.add(name.at + 1, { kind: 'package', ecosystem: 'cocoapods', name: name.text, version, scope });
    }
  });
}
