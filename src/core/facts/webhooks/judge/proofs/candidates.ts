import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { askedAs, BAD } from './asked-as.ts';
import type { Call } from '../calls/call.ts';
import { CHOICE } from './chosen-by-word.ts';
import { isOwn } from '../calls/known-calls.ts';
import { groundsOf, isBareQuestion, readsRequest } from './grounds.ts';
import { readsOfAnswer } from './reads-of-answer.ts';
import { isNeverAwaited, isTaken, isTransparent } from '../program/is-waited-for.ts';
import { isBooleanName, knowsCaller } from '../state/names.ts';
import { bare, textOf } from '../program/program.ts';
import { learn } from '../state/state.ts';
import { keyOf } from '../state/run.ts';
import type { Candidate, Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import {
  ANSWER,
  because,
  BODY,
  CHECKED,
  DEFAULTED,
  EMPTIED,
  falsyAnswer,
  HEADERS,
  INPUT,
  IS_RESPONSE,
  REQUEST,
  RESPONSE,
  SECRET,
  SIGNATURE,
  truthyAnswer,
  value,
} from '../state/value.ts';
import type { Knowledge, Value } from '../state/value.ts';

/**
 * Records a call into another file that could verify, since it is named so or receives the request or its signature;
 * null for any other call.
 */
export function candidateOf(run: Run, call: Call): Candidate | null {
  const { language } = run.program;
  if (language.shared && readsRequest(call)) run.readsBody = true;
  const grounds = groundsOf(run, call);
  if (grounds === null) return null;
  const { named, weak, done } = grounds;
  const { module, name, member, chosen } = placeOf(call);
  // `adapter.take(payload)` beside `adapter.verify(raw, signature)`: an object with a verifier does not verify again
  // elsewhere.
  const has = (each: Candidate): boolean =>
    each.named && each.member !== null && each.name === name && each.module === module;
  if (weak && member !== null && run.candidates.some(has)) return null;
  const late = !named && run.uses.some(({ tags, ofBody }) => ofBody && tags.size === 0);
  const asked = askedAs(run.program, call.node);
  const reads = readsOfAnswer(run.program, call.node);
  const candidate: Candidate = {
    key: keyOf({ module, name, member, chosen }),
    module,
    name,
    member,
    node: call.node,
    named,
    shaped: named && [BODY, SIGNATURE, SECRET].every((each) => (call.from & each) !== 0),
    weak,
    ...(weak && (done || isTaken(call.node)) ? { taken: true as const } : {}),
    signed: language.shared
      ? (call.from & (SIGNATURE | INPUT)) !== 0
      : (call.from & (SIGNATURE | HEADERS)) !== 0 && (call.from & BODY) !== 0,
    answers: (call.from & RESPONSE) !== 0,
    ...(member !== null && !language.shared && isKeyed(run, call.node) ? { keyed: true as const } : {}),
    ...(chosen === undefined ? {} : { chosen }),
    ...(asked === null ? {} : { asked }),
    ...(reads === null ? {} : { reads }),
    ...(late ? { late: true as const } : {}),
    ...(named && call.callee.oneOf ? { oneOf: placesOf(call.callee.oneOf) } : {}),
    ...(named ? weaknessesOf(run, call) : {}),
    // A promise is truthy, however it settles.
    ...(!named && asked === 'truthy' && isUnawaited(run, call) ? { unawaited: true as const } : {}),
    ...(!language.shared && isTested(asked) && isImported(run, call.node) ? { direct: true as const } : {}),
    ...(language.shared && member !== null && isBareQuestion(call) ? { bare: true as const } : {}),
    ...(!language.shared && member !== null && isPartOf(call) ? { deep: true as const } : {}),
    ...(language.shared && knowsCaller(name) ? { before: true as const } : {}),
  };
  if (run.candidates.length < 40) run.candidates.push(candidate);
  return candidate;
}

/**
 * Whether the object was constructed with the webhook secret: `endpoint.handle(request)` of
 * `const endpoint = makeEndpoint({ provider: acme({ webhookSecret }) })`.
 */
function isKeyed({ program }: Run, call: SyntaxNode): boolean {
  const object = child(child(call, 'function'), 'object');
  const made = object?.type === 'identifier' ? program.declared.get(textOf(program, object)) : undefined;
  const inner = made && bare(made);
  return inner !== undefined && /^(?:call|new)_expression$/.test(inner.type) && KEYED.test(textOf(program, inner));
}

const KEYED = /\b(?:web_?hook|signing)_?secret\b/i;

/** The callee in the terms of a candidate, and the word that is passed to it. */
export function placeOf({ callee: { origin, chain }, args }: Call): Parameters<typeof keyOf>[0] {
  const last = chain.at(-1) ?? '';
  const isNamed = origin !== null && origin.name !== '*';
  return {
    module: origin?.module ?? null,
    name: isNamed ? origin.name : last,
    member: isNamed && chain.length > 1 ? last : null,
    chosen: args.find(({ text }) => text !== null && CHOICE.test(text))?.text ?? undefined,
  };
}

/**
 * `await ensureSigned(req, res, async () => { … })`: whether this walk assumes that a function of another file verifies
 * before it runs its callback.
 */
export const runsBehind = (run: Run, call: Call): boolean =>
  run.assume?.how === 'throws' &&
  isOwn(call.callee.origin) &&
  call.args.some(({ from }) => from & REQUEST) &&
  run.assume.key === keyOf(placeOf(call));

/** The locations of several callees, in the terms of a candidate. */
const placesOf = (oneOf: NonNullable<Value['oneOf']>): NonNullable<Candidate['oneOf']> =>
  oneOf.flatMap(({ origin, chain }) =>
    origin === null
      ? []
      : [{ module: origin.module, name: origin.name, member: chain.length > 1 ? chain.at(-1)! : null }],
  );

/** How the way in which a verifier is called weakens it. */
const weaknessesOf = (run: Run, call: Call): Pick<Candidate, 'defaulted' | 'emptied' | 'settings' | 'unawaited'> => ({
  ...settingsAmong(call.args),
  ...([call.callee, ...call.args].some((each) => each.from & DEFAULTED) ? { defaulted: true as const } : {}),
  ...(run.program.language.emptyKeys && isEmptied(run, call) ? { emptied: true as const } : {}),
  ...(isUnawaited(run, call) ? { unawaited: true as const } : {}),
});

const isTested = (asked: ReturnType<typeof askedAs>): boolean => asked === 'truthy' || asked === 'falsy';

const isImported = ({ program }: Run, call: SyntaxNode): boolean => {
  const target = child(call, 'function');
  return target?.type === 'identifier' && program.imports.has(textOf(program, target));
};

const isUnawaited = ({ program }: Run, { node }: Call): boolean =>
  program.language.promises && isNeverAwaited(program, node);

function settingsAmong(args: readonly Value[]): Pick<Candidate, 'settings'> {
  const settings = args.flatMap(({ setting }) => setting ?? []);
  return settings.length > 0 ? { settings } : {};
}

/**
 * Whether the secret may be the empty string without a test for that: `if (!app.secret || !verify(body, app.secret))`.
 */
const isEmptied = (run: Run, { args, nodes }: Call): boolean =>
  args.some(({ from }, at) => from & EMPTIED && !isAskedFor(run, textOf(run.program, nodes[at]!)));

const isAskedFor = ({ program: { text } }: Run, written: string): boolean =>
  /^[\w.]{1,60}$/.test(written) && [`!${written}`, `if (${written}`].some((asked) => text.includes(asked));

/**
 * Whether the method belongs to a member of an import, or to what that returns: `services.billing.take(req)`,
 * `registry.getInstance('acme').take(req)`, but not `Service.getInstance().take(req)`.
 */
const isPartOf = ({ node, callee: { chain } }: Call): boolean => {
  if (chain.length < 3) return false;
  const target = child(node, 'function');
  const owner = target?.type === 'member_expression' ? child(target, 'object') : null;
  return owner?.type === 'member_expression' || (/^[a-z]/.test(chain[0]!) && GIVES_OUT.test(chain.at(-2)!));
};

const GIVES_OUT = /^(?:get|find|resolve|select|pick|for|from|use|lookup|load|create|make|build)(?:[A-Z]|$)/;

/** The assumption that every call named for verifying verifies, one per kind of signature for example. */
export const ALL_NAMED = '*named';

/** Whether it may prove one kind of caller while other calls prove the rest: `requireInternal(request)`. */
export const isOneOfProofs = ({ named, signed, name, member }: Candidate): boolean =>
  named || signed || LETS_IN.test(member ?? name);

const LETS_IN = /^(?:require|assert|ensure|authori[sz]e|protect|guard)(?:[A-Z_]|$)/;

/** The result of the call under the assumption of this walk; null if it is not about this call. */
export function assume(run: Run, state: State, candidate: Candidate, call: Call): Value | null {
  if (!run.assume) return null;
  const together = run.assume.key === ALL_NAMED && isOneOfProofs(candidate);
  if (run.assume.key !== candidate.key && !together) return null;
  run.checks.push({ node: candidate.node, why: 'protected-before', provider: null });
  const proven = candidate.defaulted ? because('default-secret') : CHECKED;
  if (candidate.defaulted) run.weakness = 'default-secret';
  // A function that receives the request returns the response to it.
  if (run.assume.how === 'guards') return value({ from: call.args.some(({ from }) => from & REQUEST) ? 0 : BODY });
  const byName = together && isBooleanName(candidate.member ?? candidate.name) ? 'truthy' : run.assume.how;
  const how = (together ? candidate.asked : undefined) ?? byName;
  if (how === 'throws') {
    run.thrown += 1;
    learn(run, state, proven);
    return value({ from: BODY, truthy: proven, falsy: proven });
  }
  const props = verdictProps(proven, how);
  for (const [index, part] of partsTold(run, call.node, proven)) props.set(index, part);
  const told = how === 'truthy' ? truthyAnswer(proven) : falsyAnswer(proven);
  return { ...told, from: ANSWER | BODY, props };
}

/** The parts of a destructured pair, each by its name: `const [problem, event] = …`. */
export function partsTold(run: Run, call: SyntaxNode, proven: Knowledge): [string, Value][] {
  let by = call.parent;
  while (by && (isTransparent(by) || by.type === 'await_expression')) by = by.parent;
  const pattern = child(by, 'name');
  if (pattern?.type !== 'array_pattern') return [];
  return pattern.children.map((part, index) => [String(index), toldAs(textOf(run.program, part), proven)]);
}

const toldAs = (name: string, proven: Knowledge): Value =>
  BAD.test(name) ? falsyAnswer(proven) : truthyAnswer(proven, ANSWER | BODY);

const GOOD_PARTS = [
  'valid',
  'ok',
  'success',
  'succeeded',
  'isSuccess',
  'isValid',
  'is_valid',
  'isVerified',
  'is_verified',
  'isOk',
  'verified',
  'authenticated',
  'authorized',
  'event',
  'payload',
];
const BAD_PARTS = ['error', 'err', 'failure', 'failed', 'isErr', 'errorResponse', 'response', 'invalid', 'reason'];

/** Whether a result is assumed to have this property. A caller that tests any other property is not understood. */
export const isUsualPart = (name: string): boolean => GOOD_PARTS.includes(name) || BAD_PARTS.includes(name);

/** The properties that usually hold a result; an object returned only on refusal is a response. */
export function verdictProps(proven: Knowledge, how: 'truthy' | 'falsy'): Map<string, Value> {
  const [good, bad] = [truthyAnswer(proven), falsyAnswer(proven)];
  if (how === 'falsy') return new Map([[IS_RESPONSE, bad]]);
  return new Map([
    ...GOOD_PARTS.map((name) => [name, good] as const),
    ...BAD_PARTS.map((name) => [name, bad] as const),
  ]);
}
