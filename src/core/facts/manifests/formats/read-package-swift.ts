import { scanScript } from '../../parse/scan-script.ts';
import type { ScriptToken } from '../../parse/scan-script.ts';
import { cleanVersion } from '../references/clean-version.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { parseSwiftUrl } from '../references/parse-swift-url.ts';
import { findOption } from '../scripts/script-statements.ts';
import { readText } from './read-document.ts';

const SYNTAX = { lineComment: '//', blockComment: true, tripleQuotes: true, interpolation: '\\(' } as const;

/**
 * Packages of a `Package.swift`, named by their repository (`github.com/owner/repo`, lower case) or by their registry
 * identifier, and the products used from them by name, because one package may hold several services.
 */
export function readPackageSwift(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    const tokens = scanScript(source, SYNTAX).tokens.filter((token) => token.kind !== 'newline');
    const local = new Set<string>();
    tokens.forEach((token, i) => {
      if (tokens[i - 1]?.text !== '.' || tokens[i + 1]?.text !== '(') return;
      if (token.text === 'package') addPackage(list, callAt(tokens, i + 2), local);
      else if (token.text === 'product') addProduct(list, callAt(tokens, i + 2), local);
    });
  });
}

/**
 * `.package(url: "https://github.com/owner/repo", from: "1.0")`. A local package is recorded in `local`, so that its
 * products are skipped.
 */
function addPackage(list: SignalList, call: readonly ScriptToken[], local: Set<string>): void {
  const path = stringOf(call, 'path');
  if (path !== null) local.add((path.text.split('/').at(-1) ?? '').toLowerCase());
  const address = stringOf(call, 'url') ?? stringOf(call, 'id');
  const name = address === null ? null : (parseSwiftUrl(address.text) ?? idOf(address.text));
  if (address !== null && name !== null) add(list, address, name, versionOf(call));
}

/** `.product(name: "Product", package: "repo")`. */
function addProduct(list: SignalList, call: readonly ScriptToken[], local: ReadonlySet<string>): void {
  const product = stringOf(call, 'name');
  const home = stringOf(call, 'package')?.text.toLowerCase() ?? '';
  if (product !== null && PRODUCT.test(product.text) && !local.has(home)) add(list, product, product.text, null);
}

const PRODUCT = /^[\w.-]{1,100}$/;

function add(list: SignalList, string: ScriptToken, name: string, version: string | null): void {
  list.add(string.at + 1, { kind: 'package', ecosystem: 'swift', name, version, scope: 'runtime' });
}

const LONGEST = 100;

function callAt(tokens: readonly ScriptToken[], from: number): ScriptToken[] {
  const call: ScriptToken[] = [];
  let depth = 1;
  for (let i = from; i < Math.min(tokens.length, from + LONGEST); i += 1) {
    const token = tokens[i];
    if (token?.text === '(' && token.kind === 'mark') depth += 1;
    if (token?.text === ')' && token.kind === 'mark') depth -= 1;
    if (token === undefined || depth === 0) break;
    call.push(token);
  }
  return call;
}

function stringOf(call: readonly ScriptToken[], option: string): ScriptToken | null {
  const [value] = findOption(call, option) ?? [];
  return value?.kind === 'string' && !value.dynamic ? value : null;
}

function idOf(text: string): string | null {
  return /^[\w-]{1,40}\.[\w-]{1,100}$/.test(text) ? text.toLowerCase() : null;
}

/**
 * The value of a version option (`from: "1.0"`, `.upToNextMajor(from: "1.0")`, `exact: "1"`, `branch: "main"`),
 * otherwise the bounds of a range; null if there is neither.
 */
function versionOf(call: readonly ScriptToken[]): string | null {
  for (const option of ['from', 'exact', 'branch', 'revision', 'exactVersion']) {
    const found = stringOf(call, option);
    if (found !== null) return cleanVersion(found.text);
  }
  const range = call.filter((token) => token.kind === 'string' && /^\d+\.\d/.test(token.text));
  return range.length === 0 ? null : cleanVersion(range.map((token) => token.text).join('..<'));
}
