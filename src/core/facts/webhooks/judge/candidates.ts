import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isNeverAwaited } from './is-waited-for.ts';
import { isBooleanName, isCarrier, isHarmless, isVerifyName, knowsCaller } from './names.ts';
import { learn } from './run.ts';
import { isSetLater, textOf } from './program.ts';
import type { Candidate, Run, State } from './run.ts';
import {
  ANSWER,
  ANYTHING,
  because,
  BODY,
  CHECKED,
  DEFAULTED,
  EMPTIED,
  HEADERS,
  INPUT,
  IS_RESPONSE,
  ONE_OF,
  REQUEST,
  RESPONSE,
  SECRET,
  SIGNATURE,
  value,
} from './value.ts';
import type { Knowledge, Value } from './value.ts';

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
  const lowered = run.program.lowered === true;
  const handed = (call.from & (REQUEST | SIGNATURE | HEADERS)) !== 0;
  if (lowered && takesRequest(call) && (!isHarmless(chain) || RECEIVES.test(last)) && !TELLS.test(chain.join('.')))
    run.readsBody = true;
  const proof = (call.from & (SIGNATURE | HEADERS)) !== 0 && (call.from & BODY) !== 0;
  const named = isVerifyName(last) && !(lowered && asksShape(last, call));
  if (lowered && !named && (WRITES.test(last) || (!proof && ACTS.test(last)))) return null;
  const weak = !handed && !named && takesEvent(call);
  if (!lowered && !named && GIVES_TOOL.test(last)) return null;
  if (!weak && !handed && !(named && call.from & (BODY | INPUT | ANYTHING))) return null;
  if (((call.receiver?.from ?? 0) & (RESPONSE | REQUEST)) !== 0 || isCarrier(chain)) return null;
  const receives = takesRequest(call) && RECEIVES.test(last);
  const taken = lowered ? takesRequest(call) : isChosen(run, call);
  // `provider.parseWebhookEvent(body, headers)` may well verify first.
  const parses = lowered ? proof || receives : (proof && /web_?hook/i.test(last)) || taken || asksWho(call);
  const plain = isHarmless(chain) && !(parses && !TELLS.test(chain.join('.')));
  if (!named && (plain || STORES.test(last)) && !(origin && chain.length === 1)) return null;
  // A built-in function cuts a signature or writes it down; a verifier is handed the body too.
  const asked = proof || (!lowered && (call.from & SIGNATURE) !== 0);
  if (!origin && !named && !asked && !taken) return null;
  if (origin && (isLibrary(origin.module) || isWrittenDown(run, call.node))) return null;
  const direct = chain.length <= 1 || origin === null;
  const name = origin ? (origin.name === '*' ? last : origin.name) : last;
  const member = origin && origin.name !== '*' && !direct ? last : null;
  if (lowered && direct && !named && isRecord(name)) return null;
  const candidate = {
    key: `${origin?.module ?? ''}#${name}.${member ?? ''}`,
    module: origin?.module ?? null,
    name,
    member,
    node: call.node,
    named,
    shaped: named && [BODY, SIGNATURE, SECRET].every((each) => (call.from & each) !== 0),
    weak,
    ...(!named && run.uses.some(({ tags, ofBody }) => ofBody && tags.size === 0) ? { late: true as const } : {}),
    ...(named && [call.callee, ...call.args].some((each) => each.from & DEFAULTED) ? { defaulted: true as const } : {}),
    ...(named && !lowered && isEmptied(run, call) ? { emptied: true as const } : {}),
    ...(named && !lowered && isNeverAwaited(run.program, call.node) ? { unawaited: true as const } : {}),
    ...(!lowered && member !== null && isPartOf(call) ? { deep: true as const } : {}),
    signed: run.program.lowered === true && (call.from & (SIGNATURE | INPUT)) !== 0,
    answers: (call.from & RESPONSE) !== 0,
    ...(lowered && knowsCaller(name) ? { before: true as const } : {}),
  };
  if (run.candidates.length < 40) run.candidates.push(candidate);
  return candidate;
}

/** The empty string where no secret is set, and nobody asks whether one is: `if (!app.secret || !verify(body, app.secret))`. */
const isEmptied = (run: Run, { args, nodes }: Call): boolean =>
  args.some(({ from }, at) => from & EMPTIED && !isAskedFor(run, textOf(run.program, nodes[at]!)));

const isAskedFor = ({ program: { text } }: Run, written: string): boolean =>
  /^[\w.]{1,60}$/.test(written) && [`!${written}`, `if (${written}`].some((asked) => text.includes(asked));

/**
 * `services.billing.take(req)`, `registry.getInstance('acme').take(req)` and not `Service.getInstance().take(req)`: the
 * method is of a part of what is imported, or of what that gives out.
 */
const isPartOf = ({ node, callee: { chain } }: Call): boolean => {
  if (chain.length < 3) return false;
  const target = child(node, 'function');
  const owner = target?.type === 'member_expression' ? child(target, 'object') : null;
  return owner?.type === 'member_expression' || (/^[a-z]/.test(chain[0]!) && GIVES_OUT.test(chain.at(-2)!));
};

const GIVES_OUT = /^(?:get|find|resolve|select|pick|for|from|use|lookup|load|create|make|build)(?:[A-Z]|$)/;

/** `serverSupabaseServiceRole(event)`, `useDb(event)`: what the work is done with, which some make anew for every request. */
const GIVES_TOOL =
  /^(?:use|get|create|make|init|connect|server)\w{0,40}(?:Client|Supabase|ServiceRole|D[bB]|Database|Prisma|Drizzle|Config|Env|Bindings|Logger)$/;

/** Which of several objects gets the request is decided while the program runs. */
const isChosen = (run: Run, { from, callee: { chain } }: Call): boolean =>
  (from & REQUEST) !== 0 && (chain[0] === ONE_OF || isSetLater(run.program, chain[0]));

/** `guard.check(request)` of another file. */
const asksWho = ({ callee, args }: Call): boolean =>
  callee.origin !== null &&
  /^(?:verify|validate|check)/.test(callee.chain.at(-1) ?? '') &&
  args.some(({ from }) => from & REQUEST);

/** Verbs that act on what the request says; a verifier is not called so. */
const ACTS =
  /^_?(?:add|create|insert|update|upsert|delete|remove|save|store|send|notify|record|log|push|sync|enqueue|publish|emit|dispatch|perform|reply|render|redirect)(?:[_A-Z]|$)/;

/** `WebhookLog(headers=..., payload=...)` of Python makes a record. */
const isRecord = (name: string): boolean =>
  /^[A-Z][a-z]/.test(name) && !/verif|valid|sign|auth|guard|check/i.test(name);

/** What writes down all that it is handed. */
const WRITES = /^(?:file_put_contents|fputs|f?write\w*|f?print\w*|dump\w*)$/i;

/** Who is told of body and headers only writes them down or takes them apart. */
const TELLS = /log|print|sentry|metric|trace|JSON\.|^Object|^Array|stringify|dumps|render|response|session/i;

/** `serializer.is_valid()`, `form.validate()` of the body alone: whether it has the right shape. */
const asksShape = (name: string, { args, from, receiver }: Call): boolean =>
  /^_?(?:is_?valid|validate|validated)$/i.test(name) &&
  args.length <= 1 &&
  receiver !== null &&
  (from & (SIGNATURE | HEADERS | REQUEST | SECRET | INPUT)) === 0;

/** An object that nobody here knows gets the whole request: it can refuse it. */
const takesRequest = ({ args, from, callee }: Call): boolean =>
  (from & REQUEST) !== 0 &&
  (callee.chain.length > 1 ||
    /verif|valid|auth|guard|check/i.test(callee.chain[0] ?? '') ||
    (callee.origin !== null && RECEIVES.test(callee.chain[0] ?? ''))) &&
  args.some((each) => (each.from & REQUEST) !== 0);

/** `inbound.Parse(r)`: a library takes the body out of the request that it is handed. */
const RECEIVES =
  /^(?:parse|read|decode|receive|unmarshal)|^get_?(?:\w{0,20}?)(?:body|payload|content|json|input|(?:request|event|webhook|post)_?data)$/i;

/** What writes rows looks at nobody's signature. */
const STORES = /^(?:insert|update|upsert|delete|remove|save|create)(?:One|Many)?$/;

/** A service that is handed an event may check it by what stands in its body. */
const takesEvent = ({ callee, from }: Call): boolean =>
  callee.origin !== null &&
  (from & BODY) !== 0 &&
  /web_?hook|event|ipn|notif|callback/i.test(`${callee.origin.name}.${callee.chain.at(-1) ?? ''}`) &&
  !/perform_|enqueue|dispatch|later|delay|publish|send/i.test(callee.chain.at(-1) ?? '');

/** `console.log(paint(JSON.stringify(req.headers)))`: what is made for a line of the log decides nothing. */
function isWrittenDown(run: Run, { parent }: SyntaxNode): boolean {
  const writer = parent?.type === 'arguments' ? child(parent.parent, 'function') : null;
  return writer !== null && LOGS.test(textOf(run.program, writer));
}

const LOGS = /^(?:console|(?:this\.)?_?log(?:ger)?)\.\w+$/;

/** Packages that are handed requests and look at nobody's signature: runtimes, platforms, readers of bodies, shapes, logs, stores. */
const isLibrary = (module: string): boolean => LIBRARIES.some((pattern) => pattern.test(module));

const LIBRARIES = [
  /^(?:node:|next\/|express$|fastify$|hono|zod$|@hono\/|crypto$|buffer$|stream|util$|fs$|path$|h3$|@remix-run\/|@sveltejs\/)/,
  /^(?:@netlify\/|@vercel\/|@cloudflare\/|@opennextjs\/|request-ip$|cors$|nextjs-cors$|helmet$|@upstash\/(?:ratelimit|redis)$|express-rate-limit$)/,
  /^(?:raw-body$|micro$|body-parser$|co-body$|formidable$|busboy$|multer$|get-stream$)/,
  /^(?:mongoose$|mongodb$|bson$|uuid$|validator$|class-validator$|joi$|yup$|ajv$|libphonenumber-js|moment$|dayjs$|date-fns|luxon$)/,
  /^(?:@sentry\/|pino|winston|@logtail\/|@opentelemetry\/|axios$|lodash|@prisma|drizzle)/,
];

/** The assumption that all calls verify that are named so: one for each kind of signature, say. */
export const ALL_NAMED = '*named';

/** What the assumption of this walk says about the call. */
export function assume(run: Run, state: State, candidate: Candidate, call: Call): Value | null {
  if (!run.assume) return null;
  const together = run.assume.key === ALL_NAMED && candidate.named;
  if (run.assume.key !== candidate.key && !together) return null;
  run.checks.push({ node: candidate.node, why: 'protected-before', provider: null });
  const proven = candidate.defaulted ? because('default-secret') : CHECKED;
  if (candidate.defaulted) run.weakness = 'default-secret';
  // Whoever is handed the request gives back what it is answered with.
  if (run.assume.how === 'guards') return value({ from: call.args.some(({ from }) => from & REQUEST) ? 0 : BODY });
  const how = together && isBooleanName(candidate.member ?? candidate.name) ? 'truthy' : run.assume.how;
  if (how === 'throws') {
    run.thrown += 1;
    learn(run, state, proven);
    return value({ from: BODY, truthy: proven, falsy: proven });
  }
  const yes = { truthy: proven, falsy: because('failed') };
  return how === 'truthy'
    ? value({ from: ANSWER | BODY, ...yes, props: verdictProps(proven, false) })
    : value({ from: ANSWER | BODY, truthy: because('failed'), falsy: proven, props: verdictProps(proven, true) });
}

/** The usual names under which an answer lies in an object. */
export function verdictProps(proven: Knowledge, bad: boolean): Map<string, Value> {
  if (bad) return new Map([[IS_RESPONSE, value({ from: ANSWER, truthy: because('failed'), falsy: proven })]]);
  const good = value({ from: ANSWER, truthy: proven, falsy: because('failed') });
  const ill = value({ from: ANSWER, truthy: because('failed'), falsy: proven });
  return new Map([
    ...['valid', 'ok', 'success', 'isValid', 'verified', 'authenticated', 'authorized', 'event', 'payload'].map(
      (name) => [name, good] as const,
    ),
    ...['error', 'errorResponse', 'response', 'invalid', 'reason'].map((name) => [name, ill] as const),
  ]);
}
