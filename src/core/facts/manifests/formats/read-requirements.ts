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
 * per line, options, hashes, comments, continued lines. `-r` and `-c` name files that are read by themselves. The scope
 * is the file's, as its name tells it; what a tool added for other packages only has its version fixed. Only the first
 * line that is nothing of these is named as a problem.
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

/** Lines without comments, joined where a backslash ends them; joints are padded so that offsets stay true. */
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

/** Adds what a line says; false where it says nothing that pip would understand. */
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

/** From its `#` on. */
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

/** A URL, a path or a file instead of a name. */
function isLocation(text: string): boolean {
  return /^(?:[a-z][a-z+]{1,15}:|[./\\~]|[A-Za-z]:[\\/])/.test(text) || /^\S+\.(?:whl|zip|tar\.gz)$/.test(text);
}

/** pip fills in `${NAME}` from the environment, in capitals only: mostly tokens of private indexes. */
function addVariables(list: SignalList, line: string, at: number): void {
  for (const match of line.matchAll(/\$\{([A-Z_][A-Z0-9_]*)\}/g)) {
    list.add(at + match.index, { kind: 'env', name: match[1] ?? '', access: 'read', value: null, optional: false });
  }
}
