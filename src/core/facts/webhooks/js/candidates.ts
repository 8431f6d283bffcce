import type { SyntaxNode } from '../syntax.ts';
import { isCarrier, isHarmless, isVerifyName } from './names.ts';
import { learn } from './run.ts';
import type { Candidate, Run, State } from './run.ts';
import {
  ANSWER,
  ANYTHING,
  because,
  BODY,
  CHECKED,
  HEADERS,
  INPUT,
  REQUEST,
  RESPONSE,
  SECRET,
  SIGNATURE,
  value,
} from './value.ts';
import type { Value } from './value.ts';

/** A call with its parts evaluated; `from` is where receiver and arguments come from together. */
export type Call = {
  node: SyntaxNode;
  callee: Value;
  receiver: Value | null;
  args: Value[];
  nodes: SyntaxNode[];
  from: number;
};

/** A call into another file that could verify: it is named so, or is handed the request or its signature. */
export function candidateOf(run: Run, call: Call): Candidate | null {
  const { origin, chain } = call.callee;
  const last = chain.at(-1) ?? '';
  const handed = (call.from & (REQUEST | SIGNATURE | HEADERS)) !== 0;
  const named = isVerifyName(last);
  const weak = !handed && !named && takesEvent(call);
  if (!weak && !handed && !(named && call.from & (BODY | INPUT | ANYTHING))) return null;
  if (((call.receiver?.from ?? 0) & (RESPONSE | REQUEST)) !== 0 || isCarrier(chain)) return null;
  if (!named && isHarmless(chain) && !(origin && chain.length === 1)) return null;
  if (!origin && !named && !(call.from & SIGNATURE) && !(call.from & HEADERS && call.from & BODY)) return null;
  const external = origin && isLibrary(origin.module);
  if (external) return null;
  const direct = chain.length <= 1 || origin === null;
  const name = origin ? (origin.name === '*' ? last : origin.name) : last;
  const member = origin && origin.name !== '*' && !direct ? last : null;
  const candidate = {
    key: `${origin?.module ?? ''}#${name}.${member ?? ''}`,
    module: origin?.module ?? null,
    name,
    member,
    node: call.node,
    named,
    shaped: named && [BODY, SIGNATURE, SECRET].every((each) => (call.from & each) !== 0),
    weak,
    signed: run.program.lowered === true && (call.from & (SIGNATURE | INPUT)) !== 0,
    answers: (call.from & RESPONSE) !== 0,
  };
  if (run.candidates.length < 40) run.candidates.push(candidate);
  return candidate;
}

/** A service that is handed an event may check it by what stands in its body. */
const takesEvent = ({ callee, from }: Call): boolean =>
  callee.origin !== null &&
  (from & BODY) !== 0 &&
  /web_?hook|event|ipn|notif|callback/i.test(`${callee.origin.name}.${callee.chain.at(-1) ?? ''}`) &&
  !/perform_|enqueue|dispatch|later|delay|publish|send/i.test(callee.chain.at(-1) ?? '');

const isLibrary = (module: string): boolean =>
  /^(node:|next\/|express$|fastify$|hono|zod$|@hono\/|crypto$|buffer$|stream|util$|fs$|path$|raw-body$|micro$|body-parser$|co-body$|@sentry\/|pino|winston|axios$|lodash|@prisma|drizzle)/.test(
    module,
  );

/** What the assumption of this walk says about the call. */
export function assume(run: Run, state: State, candidate: Candidate): Value | null {
  if (!run.assume || run.assume.key !== candidate.key) return null;
  run.checks.push({ node: candidate.node, why: 'protected-before', provider: null });
  if (run.assume.how === 'guards') return value({ from: BODY });
  if (run.assume.how === 'throws') {
    learn(run, state, CHECKED);
    return value({ from: BODY, truthy: CHECKED, falsy: CHECKED });
  }
  const yes = { truthy: CHECKED, falsy: because('failed') };
  return run.assume.how === 'truthy'
    ? value({ from: ANSWER | BODY, ...yes, props: verdictProps(false) })
    : value({ from: ANSWER | BODY, truthy: because('failed'), falsy: CHECKED, props: verdictProps(true) });
}

/** The usual names under which an answer lies in an object. */
function verdictProps(bad: boolean): Map<string, Value> | null {
  if (bad) return null;
  const good = value({ from: ANSWER, truthy: CHECKED, falsy: because('failed') });
  const ill = value({ from: ANSWER, truthy: because('failed'), falsy: CHECKED });
  return new Map([
    ...['valid', 'ok', 'success', 'isValid', 'verified', 'authenticated', 'authorized', 'event', 'payload'].map(
      (name) => [name, good] as const,
    ),
    ...['error', 'errorResponse', 'response', 'invalid', 'reason'].map((name) => [name, ill] as const),
  ]);
}
