import type { PackageScope } from '../../../types.ts';
import { scanScript } from '../../parse/scan-script.ts';
import type { ScriptToken } from '../../parse/scan-script.ts';
import { cleanVersion } from '../references/clean-version.ts';
import { addHosts } from '../add-hosts.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { findOption, splitStatements } from '../scripts/script-statements.ts';
import { readText } from './read-document.ts';

const SYNTAX = { lineComment: '#', blockComment: false, tripleQuotes: false, interpolation: '#{' } as const;
const GEMSPEC: ReadonlyMap<string, PackageScope> = new Map([
  ['add_dependency', 'runtime'],
  ['add_runtime_dependency', 'runtime'],
  ['add_development_dependency', 'development'],
]);
const DEVELOPMENT = new Set(
  'development dev test tests spec ci lint linting style rubocop typecheck doc docs cucumber benchmark profile debug tools'.split(
    ' ',
  ),
);

/** What an open block implies for its gems: a scope, that they are local, or nothing. */
type Block = PackageScope | 'local' | null;

/**
 * Gems of a `Gemfile` or a gemspec. A gem that is only in groups for development or testing has scope `development`.
 */
export function readRubyGems(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    const blocks: Block[] = [];
    for (const statement of splitStatements(scanScript(source, SYNTAX).tokens)) {
      const [first] = statement;
      if (first === undefined) continue;
      addStatement(list, statement, blocks);
      followBlocks(statement, blocks);
    }
  });
}

/**
 * Scope of groups, which are symbols, strings or a list: `:development, "test"`, `[:test]`. Null unless all are for
 * development.
 */
function groupScope(tokens: readonly ScriptToken[]): PackageScope | null {
  const names = tokens.filter((t, i) => t.kind === 'string' || (t.kind === 'word' && tokens[i - 1]?.text === ':'));
  if (names.length === 0) return null;
  return names.every((name) => DEVELOPMENT.has(name.text)) ? 'development' : null;
}

/** Block depth that is tracked. No real Gemfile is deeper. */
const MAX_BLOCKS = 200;
const OPENERS = new Set(['if', 'unless', 'case', 'begin', 'def', 'while', 'class', 'module', 'for']);

function followBlocks(statement: readonly ScriptToken[], blocks: Block[]): void {
  const first = statement[0]?.text ?? '';
  if (blocks.length >= MAX_BLOCKS && first !== 'end') return;
  if (OPENERS.has(first)) blocks.push(null);
  else if (statement.some((t) => t.kind === 'word' && t.text === 'do')) {
    if (first === 'group') blocks.push(groupScope(untilOptions(statement.slice(1))));
    else blocks.push(first === 'path' ? 'local' : null);
  }
  if (first === 'end' || (statement.at(-1)?.text === 'end' && statement.length > 1)) blocks.pop();
}

/** The tokens before the first `name: value` and before `do`. */
function untilOptions(tokens: readonly ScriptToken[]): readonly ScriptToken[] {
  const end = tokens.findIndex(
    (t, i) =>
      t.kind === 'word' && (t.text === 'do' || (tokens[i + 1]?.text === ':' && tokens[i + 2]?.kind !== 'newline')),
  );
  return end === -1 ? tokens : tokens.slice(0, end);
}

function addStatement(list: SignalList, statement: readonly ScriptToken[], blocks: readonly Block[]): void {
  const at = statement.findIndex((t) => t.kind === 'word' && (t.text === 'gem' || GEMSPEC.has(t.text)));
  const name = statement[at + 1]?.text === '(' ? statement[at + 2] : statement[at + 1];
  if (statement[0]?.text === 'source' && statement[1]?.kind === 'string') addSource(list, statement[1]);
  if (at === -1 || name?.kind !== 'string' || name.dynamic || !NAME.test(name.text)) return;
  const isGem = statement[at]?.text === 'gem';
  if (isGem && (at > 0 || findOption(statement, 'path') !== null || blocks.includes('local'))) return;
  const scope = isGem ? gemScope(statement, blocks) : (GEMSPEC.get(statement[at]?.text ?? '') ?? 'runtime');
  const version = versionsOf(statement, statement.indexOf(name));
  list.add(name.at + 1, { kind: 'package', ecosystem: 'rubygems', name: name.text, version, scope });
}

const NAME = /^[A-Za-z0-9][\w.-]{0,100}$/;

function gemScope(statement: readonly ScriptToken[], blocks: readonly Block[]): PackageScope {
  if (blocks.includes('development')) return 'development';
  const group = findOption(statement, 'group') ?? findOption(statement, 'groups');
  return (group === null ? null : groupScope(group)) ?? 'runtime';
}

/** The strings right after the name: `"~> 1.2", ">= 1.2.3"`. */
function versionsOf(statement: readonly ScriptToken[], nameIndex: number): string | null {
  const versions: string[] = [];
  for (let i = nameIndex + 1; statement[i]?.text === ','; i += 2) {
    const next = statement[i + 1];
    if (next?.kind !== 'string' || next.dynamic || statement[i + 2]?.text === '=') break;
    if (!/^[\s~<>=!]{0,5}\d/.test(next.text)) break;
    versions.push(next.text);
  }
  return cleanVersion(versions.join(', '));
}

function addSource(list: SignalList, { text, at }: ScriptToken): void {
  if (!/^https?:\/\/(?:www\.)?rubygems\.org\/?$/.test(text)) addHosts(list, text, at + 1);
}
