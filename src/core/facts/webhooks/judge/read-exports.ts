import type { ExportFact } from '../../../webhook-types.ts';
import { findPorts } from '../find-ports.ts';
import type { SyntaxNode } from '../syntax.ts';
import { ASKS_SECRET } from './proofs/compare.ts';
import { givenOut, instanceOf } from './given-out.ts';
import type { Given } from './given-out.ts';
import { chosenByWord } from './proofs/chosen-by-word.ts';
import { judgeExport } from './judge.ts';
import type { Judged, Seed } from './judge.ts';
import { weakDigest } from './weak-digest.ts';
import { mayRefetch, takesHooks } from './calls/is-refetch.ts';
import { isOwn, matchCall } from './calls/known-calls.ts';
import { isCheckName, isVerifyName } from './state/names.ts';
import { bare, FUNCTIONS, isAsync, objectEntries, textOf, INHERITED, wrappedFunction } from './program/program.ts';
import type { Program } from './program/program.ts';
import type { Run } from './state/run.ts';
import type { Origin } from './state/value.ts';

const MAX_EXPORTS = 60;
/** A function that contains none of these words verifies nothing and receives nothing to verify. */
const TELLING =
  /ignature|[hH]mac|HMAC|erif|igned_?[pP]ayload|arseNotif|arseEvent|onstructEvent|svix|Svix|imingSafe|ebhook|nmarshal|nwrap|alidat|uthentic|uthoriz|ecret|SECRET|oken|TOKEN|eaders|getHeader|canActivate|\b_?(?:req|request|ctx|context|c)\b|\bsig\b|rawBody/;

/** Exported functions and methods of a file that verify, try to, or delegate; and its re-exports. */
export function readExports(seed: Seed): ExportFact[] {
  const { program } = seed;
  const found: ExportFact[] = [];
  for (const { name, module, from, node } of program.reexports) found.push(pointer(name, node, { module, name: from }));
  for (const [name, node] of [...program.exported].slice(0, MAX_EXPORTS)) {
    const origin = program.imports.get(textOf(program, bare(node)));
    if (origin) found.push(pointer(name, node, origin));
    else found.push(...exportFacts(seed, name, node));
  }
  for (const { owner, name, node } of program.statics) {
    // Lowered sources list what they inherit themselves.
    if (name === INHERITED && program.language.shared) continue;
    const origin = program.imports.get(textOf(program, node));
    if (origin) found.push(pointer(`${owner}#${name}`, node, origin));
  }
  for (const [owner, methods] of program.methods) {
    for (const [name, fn] of [...methods].slice(0, MAX_EXPORTS))
      found.push(...exportFacts(seed, `${owner}#${name}`, fn));
  }
  if (!program.language.shared) found.push(...findPorts(program.text));
  return found;
}

/**
 * Whether the function contains such a word, or does little more than call one of the file that does:
 * `return fits(raw, given)`.
 */
function tells(program: Program, fn: SyntaxNode): boolean {
  const written = tellingPart(program, fn);
  if (TELLING.test(written)) return true;
  if (written.length > MAX_CALLER) return false;
  return [...written.matchAll(CALLED)].some(([, name = '']) => {
    const called = program.declared.get(name) ?? program.anyMethod.get(name);
    return called !== undefined && TELLING.test(tellingPart(program, called));
  });
}

const CALLED = /\b(\w{1,60})\(/g;
const MAX_CALLER = 300;

/** In languages where functions can access the request without receiving it, their parameters say nothing. */
function tellingPart(program: Program, fn: SyntaxNode): string {
  const text = textOf(program, fn);
  return program.language.shared ? text.slice(text.indexOf('{')) : text;
}

const NOTHING = { verification: 'unverified', why: 'no-verification' } as const;

/**
 * Functions of other files of this repository that do a part of the work:
 * `if (type === 'ITEM') return takeItem(req, res)`.
 */
function handedTo(program: Program, fn: SyntaxNode): { module: string; name: string }[] {
  if (program.language.shared) return [];
  const names = [...textOf(program, fn).slice(0, MAX_DISPATCHER).matchAll(HANDS_ON)].map(([, name = '']) => name);
  return [...new Set(names)].flatMap((name) => {
    const origin = program.imports.get(name);
    return origin && isOwn(origin) ? [origin] : [];
  });
}

const HANDS_ON = /\b(\w{1,60})\(\s?(?:_?req|request),\s?(?:_?res|response|reply)\b/g;
const MAX_DISPATCHER = 8000;

/** A service whose code cannot be found in the file says nothing about its methods. */
function opaque(name: string, node: SyntaxNode): ExportFact[] {
  // `httpAction(async (ctx, request) => {})`: the function is all there is.
  if (FUNCTIONS.has(node.type) || wrappedFunction(node) || !SERVICE.test(name)) return [];
  return [made(name, node)];
}

const SERVICE = /hook|engine|service|controller|manager|handler|processor|gateway|client|receiver|sso/i;

/**
 * The verifying methods of an instance of a package's class, from the rules: `handler.handle` of
 * `WebhookHandler(SECRET)`.
 */
function verifiersOf({ knowledge }: Seed, name: string, { line, column }: SyntaxNode, of: Origin): ExportFact[] {
  return [...knowledge.verifiers.keys()].flatMap((method): ExportFact[] => {
    const known = isOwn(of) ? null : matchCall(knowledge.verifiers, [of.name, method], of);
    if (known === null) return [];
    const enforces = known.refuses === 'boolean' ? 'truthy' : 'throws';
    const { provider } = known;
    const place = { line, column };
    return [
      {
        name: `${name}#${method}`,
        verification: 'verified',
        why: 'sdk-verifier',
        enforces,
        provider,
        reexport: null,
        ...place,
      },
    ];
  });
}

const made = (name: string, { line, column }: SyntaxNode): ExportFact => ({
  name,
  verification: 'unknown',
  provider: null,
  reexport: null,
  why: 'dynamic-dispatch',
  line,
  column,
});

const pointer = (name: string, node: SyntaxNode, reexport: { module: string; name: string }): ExportFact => ({
  name,
  verification: 'unknown',
  provider: null,
  reexport,
  line: node.line,
  column: node.column,
});

/** A function, or the result of a call: `{ verifySignature: makeVerifier() }`. */
const isMade = ({ type }: SyntaxNode): boolean => FUNCTIONS.has(type) || type === 'call_expression';

/** In characters; a function that accepts everything is short. */
const MAX_STUB = 200;

/** Node's HMAC accepts an empty key. */
const takesEmptyKey = (program: Program, fn: SyntaxNode): boolean =>
  program.language.emptyKeys &&
  /\b(?:createHmac|HmacSHA\d+)\(/.test(textOf(program, fn)) &&
  !ASKS_SECRET.test(program.text);

/** Whether it does more with the body than verify it, or passes it to something that may. */
const actsOnBody = ({ uses, guarded, handed }: Run): boolean =>
  guarded || uses.some(({ ofBody }) => ofBody) || handed.guarded.size + handed.open.size + handed.left.size > 0;

function exportFacts(seed: Seed, name: string, node: SyntaxNode): ExportFact[] {
  const inner = bare(node);
  if (inner.type === 'object') {
    return [...objectEntries(seed.program, inner)].flatMap(([key, part]) => {
      const origin = seed.program.imports.get(textOf(seed.program, part));
      if (origin) return [pointer(`${name}#${key}`, part, origin)];
      const declared = seed.program.declared.get(textOf(seed.program, part)) ?? part;
      return isMade(bare(declared)) ? exportFacts(seed, `${name}#${key}`, declared) : [];
    });
  }
  const instance = instanceOf(seed, inner);
  if (instance) return [pointer(name, node, instance), ...verifiersOf(seed, name, node, instance)];
  if (!isMade(inner)) return [];
  const given = FUNCTIONS.has(inner.type) ? givenOut(seed, inner) : null;
  if (given && given.instances.length > 0) return [{ ...made(name, node), gives: given.instances }];
  const own = functionFacts(seed, name, node, inner);
  return given === null || name.includes('#') ? own : withParts(seed, name, node, own, given);
}

/** A factory, with the functions of the object that it returns, which callers use as methods. */
function withParts(seed: Seed, name: string, node: SyntaxNode, own: ExportFact[], given: Given): ExportFact[] {
  const { members, spread } = given;
  const parts = [...members].flatMap(([key, part]) => {
    const origin = seed.program.imports.get(textOf(seed.program, part));
    return origin ? [pointer(`${name}#${key}`, part, origin)] : exportFacts(seed, `${name}#${key}`, part);
  });
  if (spread === null || spread.length + members.size === 0) return [...own, ...parts];
  const [first = { ...made(name, node), ...NOTHING }, ...rest] = own;
  return [{ ...first, spread }, ...rest, ...parts];
}

function functionFacts(seed: Seed, name: string, node: SyntaxNode, inner: SyntaxNode): ExportFact[] {
  const method = name.split('#').at(-1) ?? name;
  const mayBeStub = inner.end - inner.start < MAX_STUB && isCheckName(method);
  const weak = weakDigest(seed, inner);
  if (weak) return [{ ...made(name, node), ...NOTHING, weakDigest: weak }];
  const isRouted = seed.knowledge.isRouted === true;
  const mayFetch = isRouted && mayRefetch([name, method]);
  const takes = isRouted && takesHooks(method);
  if (!mayBeStub && !mayFetch && !takes && !tells(seed.program, inner)) return opaque(name, inner);
  if (registersRoutes(seed.program, inner) && !isVerifyName(method) && !isCheckName(method)) return [];
  const handsTo = handedTo(seed.program, inner);
  const judged = judgeExport(seed, inner, method);
  const { fetches = false, refetches = false, asks = [] } = seed.seen.get(inner) ?? {};
  const told = {
    ...(handsTo.length > 0 ? { handsTo } : {}),
    ...((mayFetch && fetches) || (takes && refetches) ? { refetches: true as const } : {}),
    ...(asks.length > 0 ? { asks } : {}),
  };
  const isFunction = FUNCTIONS.has(inner.type);
  if (!judged && isFunction && Object.keys(told).length > 0) return [{ ...made(name, node), ...NOTHING, ...told }];
  if (!judged) return opaque(name, inner);
  const fact = { ...factOf(seed, name, inner, judged), ...told };
  const cases = fact.verification === 'verified' ? [] : casesOf(seed, name, inner, method);
  return [cases.length > 0 ? { ...fact, cases } : fact, ...(fact.delegations ? opaque(name, inner) : [])];
}

/**
 * Whether a function registers routes on a router that it receives. Those handlers are judged by their routes. Judging
 * it as a function would be the most expensive of the file, and it verifies nothing.
 */
const registersRoutes = (program: Program, fn: SyntaxNode): boolean =>
  !program.language.shared && REGISTERS_INLINE.test(textOf(program, fn));

/** `app.post('/orders', signedIn, async (req, res) => …` */
const REGISTERS_INLINE =
  /\.(?:get|post|put|patch|delete|all)\(\s{0,40}['"`]\/[^'"`\n]{0,120}['"`],\s{0,40}(?:[\w.]{1,60},\s{0,40}){0,4}(?:async\s{1,5})?(?:function\b|\w{1,40}\s{0,3}=>|\([^()\n]{0,120}\)\s{0,3}=>)/;

/** Filters that a Rails base class runs before its subclasses' actions. */
const FILTERS = '__filters';

/** The facts for each word by which a caller selects a branch. */
const casesOf = (seed: Seed, name: string, fn: SyntaxNode, method: string): NonNullable<ExportFact['cases']> =>
  chosenByWord(seed.program, fn).flatMap(({ word, given }) => {
    const judged = judgeExport(seed, fn, method, { given });
    if (judged) return [{ word, fact: factOf(seed, name, fn, judged) }];
    // No filter applies to the action.
    return method === FILTERS ? [{ word, fact: { ...made(name, fn), ...NOTHING } }] : [];
  });

/**
 * Whether a function returns an async function, as `makeVerifier(secret)` may: the result of that has to be awaited.
 */
const givesAsync = (program: Program, fn: SyntaxNode): boolean =>
  program.language.promises && /(?:=>|\breturn)\s{0,9}\(?\s{0,9}async\b/.test(textOf(program, fn));

function factOf(seed: Seed, name: string, fn: SyntaxNode, judged: Judged): ExportFact {
  const { verdict, otherwise, delegations, run, at } = judged;
  const fact: ExportFact = {
    name,
    verification: verdict.verification,
    provider: run.checks.find((check) => check.provider !== null)?.provider ?? null,
    reexport: null,
    why: verdict.why,
    line: (at ?? fn).line,
    column: (at ?? fn).column,
  };
  if (verdict.enforces) fact.enforces = verdict.enforces;
  const answers = verdict.enforces === 'truthy' || verdict.enforces === 'falsy';
  if (verdict.guards) fact.guards = true;
  if (verdict.says) fact.says = verdict.says;
  if (actsOnBody(run)) fact.acts = true;
  if (verdict.verification === 'verified' && takesEmptyKey(seed.program, fn)) fact.emptyKey = true;
  if (isAsync(seed.program, fn) || (answers && givesAsync(seed.program, fn))) fact.isAsync = true;
  if (answers && run.givesOut) fact.returnsVerifier = true;
  if (judged.settings.length > 0) fact.settings = judged.settings;
  if (judged.digests.length > 0) fact.digests = judged.digests;
  if (delegations.length > 0) fact.delegations = delegations;
  if (otherwise) fact.otherwise = otherwise;
  return fact;
}
