import type { PackageScope } from '../../../types.ts';
import { scanScript } from '../../parse/scan-script.ts';
import type { ScriptToken } from '../../parse/scan-script.ts';
import { cleanVersion } from '../references/clean-version.ts';
import { addHosts } from '../add-hosts.ts';
import { gradleScope } from '../gradle-scope.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { findOption, splitStatements } from '../scripts/script-statements.ts';
import { readText } from './read-document.ts';

const SYNTAX = { lineComment: '//', blockComment: true, tripleQuotes: true, interpolation: '$' } as const;

/**
 * An open block: `name` is the word before its brace, `dependencies` the name of the enclosing dependencies block
 * (`dependencies`, `commonTest.dependencies`).
 */
type Block = { name: string; dependencies: string | null; fixed: boolean };
type State = { list: SignalList; blocks: Block[]; values: ReadonlyMap<string, string> };

/**
 * Artifacts of a `build.gradle` or `build.gradle.kts` as `group:artifact`, plugins by their published name
 * (`id:id.gradle.plugin`), and hosts of repositories. Variables of the file are substituted in versions. Catalog
 * aliases (`libs.x.y`) are skipped; the catalog itself is read.
 */
export function readGradle(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    const { tokens } = scanScript(source, SYNTAX);
    const state: State = { list, blocks: [], values: findValues(tokens) };
    for (const statement of splitStatements(tokens)) {
      let from = 0;
      statement.forEach((token, index) => {
        if (token.kind !== 'mark' || (token.text !== '{' && token.text !== '}')) return;
        addStatement(state, statement.slice(from, index));
        if (token.text === '{') openBlock(state, blockName(statement, index));
        else state.blocks.pop();
        from = index + 1;
      });
      addStatement(state, statement.slice(from));
    }
  });
}

/** `def version = '1'`, `val version = "1"`, `ext.version = "1"`, `version_x = '1'`. */
function findValues(tokens: readonly ScriptToken[]): Map<string, string> {
  const values = new Map<string, string>();
  tokens.forEach((token, i) => {
    const value = tokens[i + 2];
    if (token.kind !== 'word' || tokens[i + 1]?.text !== '=' || value?.kind !== 'string' || value.dynamic) return;
    values.set(token.text, value.text);
  });
  return values;
}

function openBlock({ blocks }: State, name: string): void {
  const outer = blocks.at(-1);
  const dependencies = /(?:^|\.)dependencies$/.test(name) ? name : (outer?.dependencies ?? null);
  blocks.push({ name, dependencies, fixed: name === 'constraints' || outer?.fixed === true });
}

function blockName(statement: readonly ScriptToken[], braceAt: number): string {
  let last = braceAt - 1;
  // In `platform("x") {` the name is the word before the parenthesis.
  if (statement[last]?.text === ')')
    while (last > Math.max(0, braceAt - LONGEST_CALL) && statement[last]?.text !== '(') last -= 1;
  if (statement[last]?.text === '(') last -= 1;
  const name = statement[last]?.text ?? '';
  return statement[last - 1]?.text === '.' ? `${statement[last - 2]?.text ?? ''}.${name}` : name;
}

const LONGEST_CALL = 50;

function addStatement(state: State, statement: readonly ScriptToken[]): void {
  const [first] = statement;
  if (first === undefined) return;
  const block = state.blocks.at(-1);
  const home = block?.name ?? '';
  if (home === 'plugins' || (first.text === 'apply' && statement.length < 10)) addPlugin(state, statement);
  else if (first.text === 'url' || first.text === 'setUrl' || first.text === 'maven') addRepository(state, statement);
  if (block === undefined || block.dependencies === null) return;
  if (NO_CONFIGURATION.has(first.text) || NO_CONFIGURATION.has(home)) return;
  const scope = findScope(block, statement);
  if (scope !== null) addDependencies(state, statement, scope);
}

const NO_CONFIGURATION = new Set([
  'exclude',
  'because',
  'version',
  'attributes',
  'capabilities',
  'modules',
  'artifact',
]);

function findScope(block: Block, statement: readonly ScriptToken[]): PackageScope | null {
  const [first, second, third] = statement;
  if (first === undefined || first.kind === 'mark') return null;
  // A leading string only names a configuration if it is called: `"ksp"("group:artifact:1")`.
  if (first.kind === 'string' && second?.text !== '(') return null;
  const isAdd = first.text === 'add' && second?.text === '(' && third?.kind === 'string';
  const configuration = isAdd ? third.text : first.text;
  const isFixed = block.fixed || statement.some((t) => /^(?:enforcedP|p)latform$/.test(t.text));
  return isFixed ? 'constraint' : gradleScope(configuration, block.dependencies ?? '');
}

function addDependencies(state: State, statement: readonly ScriptToken[], scope: PackageScope): void {
  const configurationAt = statement[0]?.at ?? 0;
  for (const token of statement) {
    const match = token.kind === 'string' && token.at !== configurationAt ? COORDINATES.exec(token.text) : null;
    if (match !== null) addArtifact(state, token.at + 1, match[1] ?? '', match[2] ?? '', scope);
  }
  const [group] = findOption(statement, 'group') ?? [];
  const [name] = findOption(statement, 'name') ?? [];
  const [version] = findOption(statement, 'version') ?? [];
  if (group?.kind !== 'string' || name?.kind !== 'string') return;
  const coordinates = `${group.text}:${name.text}`;
  if (COORDINATES.test(coordinates)) addArtifact(state, name.at + 1, coordinates, version?.text ?? '', scope);
}

/** `group:artifact`, `group:artifact:version`, optionally with a classifier or an extension. */
const COORDINATES = /^([\w.-]{1,200}:[\w.-]{1,200})(?::([^:@]{0,200})(?:[:@].{0,200})?)?$/;

function addArtifact(state: State, at: number, name: string, version: string, scope: PackageScope): void {
  const filled = version.replace(
    /\$\{?(?:\w+\.)*(\w+)\}?/,
    (whole: string, variable: string) => state.values.get(variable) ?? whole,
  );
  const known = /[${]/.test(filled) ? null : cleanVersion(filled.replace('!!', ''));
  state.list.add(at, { kind: 'package', ecosystem: 'maven', name, version: known, scope });
}

/**
 * `id 'x' version '1'`, `id("x") version "1"`, `apply plugin: 'x'`. Gradle's core plugins have no dot in their names.
 */
function addPlugin(state: State, statement: readonly ScriptToken[]): void {
  const isId = statement[0]?.text === 'id';
  const name = isId ? statement.find((t) => t.kind === 'string') : findOption(statement, 'plugin')?.[0];
  if (name?.kind !== 'string' || !/^[\w-]{1,100}(?:\.[\w-]{1,100}){1,10}$/.test(name.text)) return;
  if (/^org\.gradle\.[\w-]+$/.test(name.text)) return;
  const versionAt = statement.findIndex((t) => t.text === 'version');
  const version = statement.slice(versionAt + 1).find((t) => t.kind === 'string');
  const text = versionAt === -1 || version === undefined ? '' : version.text;
  addArtifact(state, name.at + 1, `${name.text}:${name.text}.gradle.plugin`, text, 'build');
}

function addRepository(state: State, statement: readonly ScriptToken[]): void {
  for (const token of statement) {
    if (token.kind === 'string' && !CENTRAL.test(token.text)) addHosts(state.list, token.text, token.at + 1);
  }
}

const CENTRAL = /^https?:\/\/(?:repo1?\.maven\.(?:apache\.)?org|plugins\.gradle\.org|(?:dl|maven)\.google\.com)\//;
