import type { ExportFact } from '../../../webhook-types.ts';
import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isOwn } from './calls/known-calls.ts';
import { bare, FUNCTIONS, literal, says, textOf } from './program/program.ts';
import type { Program } from './program/program.ts';
import { walkHandler } from './judge.ts';
import type { Seed } from './judge.ts';
import { BODY, DEFAULTED, MAC, value } from './state/value.ts';

/** Why a digest that a function computes for others proves nothing; null if it proves something, or computes none. */
export function weakDigest(seed: Seed, fn: SyntaxNode): ExportFact['weakDigest'] | null {
  if (fn.end - fn.start > MAX_DIGEST) return null;
  if (isKeylessDigest(seed.program, fn)) return 'keyless';
  return isKnownDigest(seed, fn) ? 'default-secret' : null;
}

/** Whether a function computes an HMAC, and tests nothing, by a secret with a literal fallback. */
function isKnownDigest(seed: Seed, fn: SyntaxNode): boolean {
  if (!FUNCTIONS.has(fn.type) || !HMACS.test(textOf(seed.program, fn))) return false;
  const { run, result } = walkHandler(seed, { handler: fn, before: [], given: [value({ from: BODY })] });
  const from = result?.from ?? 0;
  return run.checks.length === 0 && (from & MAC) !== 0 && (from & DEFAULTED) !== 0;
}

const HMACS = /\bcreateHmac\(|\bHmacSHA\d/;

/**
 * Whether a function computes a plain digest of its arguments: it uses no HMAC, no argument named for a key, and from
 * outside only what converts and hashes, or functions of the file that do no more.
 */
function isKeylessDigest(program: Program, fn: SyntaxNode): boolean {
  if (!says(program, DIGESTS)) return false;
  const reached = new Set<SyntaxNode>();
  return (
    usesArgumentsAlone(program, fn, reached) && reached.values().some((each) => DIGESTS.test(textOf(program, each)))
  );
}

const DIGESTS = /\bcreateHash\(|\bcrypto\.(?:hash|subtle\.digest)\(|\b(?:sha\d{1,3}|md5)(?:\.sum\w{0,20})?\(/i;

/** A limit, with the function itself. */
const MAX_FUNCTIONS = 4;
/** In characters; a function that computes a digest is short. */
const MAX_DIGEST = 900;

/** @param reached gathers the function and those that it calls. */
function usesArgumentsAlone(program: Program, fn: SyntaxNode, reached: Set<SyntaxNode>): boolean {
  if (reached.has(fn)) return true;
  reached.add(fn);
  if (!FUNCTIONS.has(fn.type) || reached.size > MAX_FUNCTIONS || fn.end - fn.start > MAX_DIGEST) return false;
  if (nodesOfType(fn, PROPERTIES).some((node) => isOfKey(program, node))) return false;
  const names = nodesOfType(fn, NAMES);
  const declared = new Set(names.filter(isDeclared));
  const list = child(fn, 'parameters') ?? child(fn, 'parameter');
  const own = namesOf(program, declared, (node) => within(list, node));
  const inside = namesOf(program, declared, (node) => !within(list, node));
  return names.every((node) => {
    const name = textOf(program, node);
    if (declared.has(node) || inside.has(name)) return true;
    if (own.has(name)) return !KEYED.test(name);
    const called = program.declared.get(name);
    return isPlain(program, name) || (called !== undefined && usesArgumentsAlone(program, bare(called), reached));
  });
}

const NAMES = new Set(['identifier', 'shorthand_property_identifier', 'shorthand_property_identifier_pattern']);
const PROPERTIES = new Set(['this', 'property_identifier', 'private_property_identifier']);
const KEYED = /hmac|secret|key|token|salt|pepper|password|private|env$|config|settings/i;

/** `this.prefix`, `options.key`; but not `Object.keys(body)`. */
function isOfKey(program: Program, node: SyntaxNode): boolean {
  const name = textOf(program, node);
  return node.type !== 'property_identifier' || (KEYED.test(name) && name !== 'keys');
}

const namesOf = (program: Program, nodes: Iterable<SyntaxNode>, are: (node: SyntaxNode) => boolean): Set<string> =>
  new Set([...nodes].filter(are).map((node) => textOf(program, node)));

const within = (outer: SyntaxNode | null, { start, end }: SyntaxNode): boolean =>
  outer !== null && outer.start <= start && end <= outer.end;

/** Whether the name is declared here, as a parameter, a variable, that of a loop or that of the function. */
function isDeclared(node: SyntaxNode): boolean {
  let at = node;
  while (at.parent && PATTERN.test(at.parent.type) && at.field !== 'right' && at.field !== 'value') at = at.parent;
  const around = at.parent?.type ?? '';
  return (
    around === 'formal_parameters' ||
    at.field === 'parameter' ||
    (at.field === 'name' && (around === 'variable_declarator' || FUNCTIONS.has(around))) ||
    (at.field === 'left' && around === 'for_in_statement')
  );
}

const PATTERN = /pattern$|^(?:required|optional)_parameter$/;

/** A function that converts or hashes, of the language or of a package, or the name of an algorithm. */
const isPlain = (program: Program, name: string): boolean =>
  (PLAIN.test(name) && !isOwn(program.imports.get(name) ?? null)) ||
  /^(?:sha|md)[-_]?\d/i.test(literal(program, program.declared.get(name)) ?? '');

const PLAIN =
  /^(?:crypto|CryptoJS|createHash|hash|md5|sha\d{1,3}|Buffer|JSON|Object|Array|String|Number|Uint8Array|TextEncoder|btoa|(?:en|de)codeURI(?:Component)?|undefined|json|hex|base64|fmt|strings|bytes|sort(?:ed)?|str|len|list|dict|enumerate|isinstance|implode|json_encode|http_build_query|k?sort|strto(?:lower|upper)|url(?:en|de)code)$/;
