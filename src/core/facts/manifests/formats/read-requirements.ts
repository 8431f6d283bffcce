import type { Failure } from '../../parse/data-node.ts';
import type { PackageScope } from '../../../types.ts';
import { cleanVersion } from '../references/clean-version.ts';
import { findTransitiveRequirements } from '../find-transitive-requirements.ts';
import { addHosts } from '../add-hosts.ts';
import { linesOf } from '../lines-of.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { isPythonName, normalisePythonName, parsePep508 } from '../references/parse-pep508.ts';
import { readText } from './read-document.ts';

/**
 * Reads pip's requirements format (https://pip.pypa.io/en/stable/reference/requirements-file-format/): one requirement
 * per line, options, hashes, comments, continued lines. The files named by `-r` and `-c` are read separately. Packages
 * have the given scope, which the file's name determines; those that a tool added as transitive dependencies are
 * constraints. Only the first invalid line is reported as a problem.
 */
export function readRequirements(text: string, scope: PackageScope): ManifestFacts {
  return readText(text, (list, source) => {
    const scopeOf = makeScope(findTransitiveRequirements(source), scope);
    let failure: Failure = null;
    for (const { line, at } of logicalLines(source)) {
      addVariables(list, line, at);
      if (!addLine(list, line, at, scopeOf))
        failure ??= { at, code: 'malformed', detail: 'not a requirement or an option' };
    }
    return failure;
  });
}

/**
 * Lines without comments, joined at a trailing backslash. Joins are padded with spaces so that offsets stay the same.
 */
function* logicalLines(source: string): Generator<{ line: string; at: number }> {
  const joined = source.replace(/\\\r?\n/g, (joint) => ' '.repeat(joint.length));
  for (const { line: whole, at: start } of linesOf(joined)) {
    const body = whole.trimStart();
    const at = start + whole.length - body.length;
    const commentAt = body.startsWith('#') ? 0 : body.search(/\s#/);
    const line = (commentAt === -1 ? body : body.slice(0, commentAt)).trimEnd();
    if (line !== '') yield { line, at };
  }
}

/** Adds what a line declares; false if the line is not valid for pip. */
function addLine(list: SignalList, line: string, at: number, scopeOf: ScopeOf): boolean {
  const editable = /^(?:-e|--editable)[\s=]+/.exec(line)?.[0] ?? '';
  const target = line.slice(editable.length);
  if (editable === '' && line.startsWith('-')) {
    if (/^(?:-i|-f|--(?:extra-)?index-url|--find-links)[\s=]/.test(line)) addHosts(list, line, at);
    return true;
  }
  if (editable !== '' || isLocation(target)) {
    const egg = /[#&]egg=([\w.-]+)/.exec(fragmentOf(target))?.[1] ?? '';
    if (isPythonName(egg))
      addPackage(list, at + editable.length, egg, cleanVersion(target.split(/[\s#]/, 1)[0] ?? ''), scopeOf);
    return true;
  }
  const optionsAt = line.search(/\s--/);
  const found = parsePep508(optionsAt === -1 ? line : line.slice(0, optionsAt));
  if (found === null) return false;
  if (!found.local) addPackage(list, at, found.name, found.version, scopeOf);
  return true;
}

/** The part of an address from its `#` on; empty if there is none. */
function fragmentOf(address: string): string {
  const hash = address.indexOf('#');
  return hash === -1 ? '' : address.slice(hash);
}

type ScopeOf = (name: string) => PackageScope;

function makeScope(transitive: ReadonlySet<string>, scope: PackageScope): ScopeOf {
  return (name) => (transitive.has(name) ? 'constraint' : scope);
}

function addPackage(list: SignalList, at: number, written: string, version: string | null, scopeOf: ScopeOf): void {
  const name = normalisePythonName(written);
  list.add(at, { kind: 'package', ecosystem: 'pypi', name, version, scope: scopeOf(name) });
}

/** True for a URL, a path or a file instead of a name. */
function isLocation(text: string): boolean {
  return /^(?:[a-z][a-z+]{1,15}:|[./\\~]|[A-Za-z]:[\\/])/.test(text) || /^\S+\.(?:whl|zip|tar\.gz)$/.test(text);
}

/** Adds the variables that pip substitutes, `${NAME}` in capitals only. Most are tokens for private indexes. */
function addVariables(list: SignalList, line: string, at: number): void {
  for (const match of line.matchAll(/\$\{([A-Z_][A-Z0-9_]*)\}/g)) {
    list.add(at + match.index, { kind: 'env', name: match[1] ?? '', access: 'read', value: null, optional: false });
  }
}
