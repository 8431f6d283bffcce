import type { PackageScope } from '../../../types.ts';
import { scanScript } from '../../parse/scan-script.ts';
import type { ScriptToken } from '../../parse/scan-script.ts';
import { cleanVersion } from '../references/clean-version.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { findOption } from '../scripts/script-statements.ts';
import { readText } from './read-document.ts';

const SYNTAX = { lineComment: '#', blockComment: false, tripleQuotes: true, interpolation: '#{' } as const;

/**
 * Packages of a `mix.exs` (https://hexdocs.pm/mix/Mix.Tasks.Deps.html): the tuples in functions whose name contains
 * `deps`. Packages with a path or in the umbrella are the project's own.
 */
export function readMixExs(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    const tokens = scanScript(source, SYNTAX).tokens.filter((token) => token.kind !== 'newline');
    let inDependencies = false;
    for (let i = 0; i < tokens.length; i += 1) {
      const token = tokens[i];
      if (token?.kind === 'word' && /^defp?$/.test(token.text)) inDependencies = /deps/.test(tokens[i + 1]?.text ?? '');
      if (!inDependencies || token?.text !== '{' || token.kind !== 'mark') continue;
      const tuple = tupleAt(tokens, i + 1);
      const name = tuple[1];
      if (tuple[0]?.text !== ':' || name?.kind !== 'word' || !/^[a-z]\w{0,100}$/.test(name.text)) continue;
      if (findOption(tuple, 'path') !== null || findOption(tuple, 'in_umbrella') !== null) continue;
      const real = findOption(tuple, 'hex')?.at(-1)?.text ?? name.text;
      const written = tuple[3]?.kind === 'string' ? tuple[3].text : null;
      const version = cleanVersion(written);
      list.add(name.at, { kind: 'package', ecosystem: 'hex', name: real, version, scope: scopeOf(tuple) });
    }
  });
}

const LONGEST = 200;

function tupleAt(tokens: readonly ScriptToken[], from: number): ScriptToken[] {
  const rest = tokens.slice(from, from + LONGEST);
  const end = rest.findIndex((token) => token.kind === 'mark' && token.text === '}');
  return end === -1 ? [] : rest.slice(0, end);
}

/** `only: [:dev, :test]` means `development`. */
function scopeOf(tuple: readonly ScriptToken[]): PackageScope {
  const only = findOption(tuple, 'only')?.filter((token) => token.kind === 'word') ?? [];
  if (only.length > 0 && only.every((token) => token.text !== 'prod')) return 'development';
  return findOption(tuple, 'optional')?.[0]?.text === 'true' ? 'optional' : 'runtime';
}
