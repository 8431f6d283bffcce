import { ALL_BELOW, ONLY_ROUTER } from '../../webhook-types.ts';
import type { ExportFact, WebhookFact } from '../../webhook-types.ts';
import { administrates } from './administrates.ts';
import type { WebhookKnowledge } from './compile-webhook-knowledge.ts';
import { isFileRouted } from './frameworks/file-routes.ts';
import type { Handler } from './frameworks/handler.ts';
import { doesOtherwise } from './does-otherwise.ts';
import { senderOf } from './compile-events.ts';
import { handedOnBy, sourceOf } from './handler-source.ts';
import { isForUsers } from './is-for-users.ts';
import { isIdle } from './judge/program/is-idle.ts';
import { isOwnModule } from './judge/calls/known-calls.ts';
import { FILE_BUDGET, isElsewhere, judgeExport, judgeGuard, judgeHandler, walkHandler } from './judge/judge.ts';
import type { Judged, Seed } from './judge/judge.ts';
import { textOf } from './judge/program/program.ts';
import type { Program } from './judge/program/program.ts';
import { readExports } from './judge/read-exports.ts';
import type { Walked } from './judge/verdict-of.ts';
import { recogniseProvider } from './recognise-provider.ts';
import { isProviders } from './expects-signature.ts';
import { asReceiver, mayReceive } from './recognise-receiver.ts';
import type { Receiver } from './recognise-receiver.ts';
import type { SyntaxNode } from './syntax.ts';

/** What one file contributes: its handlers, and what its exported functions verify. */
export type WebhookFacts = { webhooks: WebhookFact[]; exports: ExportFact[] };

/** Limit of handlers judged in one file; a file that reaches it is reported to hold more. */
export const MAX_HANDLERS = 100;

/** The verdicts on the handlers that receive webhooks, and on the program's exported functions. */
export function judgeHandlers(
  path: string,
  program: Program,
  handlers: readonly Handler[],
  knowledge: WebhookKnowledge,
): WebhookFacts {
  const seed: Seed = { program, knowledge, budget: { left: FILE_BUDGET }, seen: new Map() };
  const webhooks = guardFacts(
    seed,
    handlers.filter(({ isPathGuard }) => isPathGuard),
  );
  const seen = new Set<SyntaxNode | string>();
  const routed = new Set<SyntaxNode>();
  for (const handler of handlers) {
    if (webhooks.length >= MAX_HANDLERS) break;
    const key = keyOf(program, handler);
    if (handler.isPathGuard || seen.has(key ?? handler.handler)) continue;
    const found = receiverFact(seed, path, handler);
    if (!found) continue;
    seen.add(handler.handler);
    if (key !== null) seen.add(key);
    if (handler.kind === 'route') for (const fn of found.work) routed.add(fn);
    // A method already judged through a route, `router.post('/', hooks.take.bind(hooks))`, is reported again only if a
    // route of another file leads to it.
    webhooks.push(
      routed.has(handler.handler) && handler.kind === 'controller' ? { ...found.fact, unrouted: true } : found.fact,
    );
  }
  const isSilent = knowledge.handlersOnly === true && webhooks.length === 0;
  return { webhooks, exports: isSilent ? [] : readExports(seed) };
}

/**
 * The verdict on a handler that receives webhooks, or that would if a route of another file said so; null for any
 * other.
 */
function receiverFact(seed: Seed, path: string, handler: Handler): Found | null {
  const { program, knowledge } = seed;
  const source = sourceOf(program, handler);
  const isNamed =
    handler.unrouted !== 'plain' &&
    (mayReceive(handler, path, source, program.text, knowledge) ||
      senderOf(handedOnBy(program, handler), knowledge.events, true) !== null);
  // A route for signed-in users tells that the handler it leads to is for them, whatever its name.
  const isOfUsers = isRoutedForUsers(program, handler);
  const isLed = leadsToReceiver(program, handler);
  if (!isNamed && !handler.unrouted && !isLed && !(isOfUsers && program.language.shared)) return null;
  const walked = walkHandler(seed, handler);
  const receiver = isNamed ? asReceiver(handler, walked.run, knowledge, path, source) : null;
  // Some SDKs read the request themselves in order to verify it.
  const takes = walked.run.readsBody || walked.run.checks.length > 0;
  const mayBeLedTo =
    handler.unrouted !== undefined && !doesOtherwise(walked.run, source) && !looksAfterHooks(handler, path, knowledge);
  const unrouted = receiver === null && mayBeLedTo && takes;
  const isGuarded = isLed || (program.language.shared && handler.kind === 'route' && handler.before.length > 0);
  const leads = (isOfUsers || isGuarded) && isElsewhere(walked);
  // Most routes receive no webhooks, and judging one takes several walks.
  if (receiver === null && !unrouted && !leads) return null;
  const judged = judgementOf(seed, handler, walked);
  const taken = receiver ?? (unrouted || leads ? 'likely' : null);
  const fact = taken && webhookFact(path, handler, judged, knowledge, source, taken);
  if (!fact) return null;
  const { work } = walked.run;
  if (unrouted) return { fact: { ...fact, unrouted: handler.unrouted === 'mounted' ? 'mounted' : true }, work };
  return { fact: receiver === null && !isOfUsers ? { ...fact, aside: true } : fact, work };
}

/** A handler, and the functions of the file that do its work. */
type Found = { fact: WebhookFact; work: ReadonlySet<SyntaxNode> };

/**
 * Whether a JavaScript route that does not mention webhooks leads to another file's function that does:
 * `router.post('/orders/create', verify, hooks.orderCreated)`. The middleware here protects that function.
 */
function leadsToReceiver(program: Program, { kind, handler }: Handler): boolean {
  if (program.language.shared || kind !== 'route' || handler.end - handler.start > MAX_NAME) return false;
  const written = textOf(program, handler);
  const origin = program.imports.get(/^\w{1,100}/.exec(written)?.[0] ?? '');
  return origin !== undefined && isOwnModule(origin.module) && /web_?hook/i.test(`${origin.module} ${written}`);
}

/** In characters; enough for `webhookController.orderCreated.bind(webhookController)`. */
const MAX_NAME = 120;

/**
 * Whether a mounted route manages webhooks, `router.post('/register')` under `/webhooks`, or belongs to pages mounted
 * beside them, `router.post('/api/lists/clear')`.
 */
function looksAfterHooks(handler: Handler, path: string, knowledge: WebhookKnowledge): boolean {
  if (handler.unrouted !== 'mounted') return false;
  const segments = (handler.route ?? '').split('/').filter(Boolean);
  return segments.length > 2 || administrates(segments, handler, path, knowledge, false);
}

/**
 * The guards that verify, or may do so in another file, for every path below theirs. A guard that leaves a path of its
 * own open is omitted.
 */
function guardFacts(seed: Seed, guards: readonly Handler[]): WebhookFact[] {
  const judged = guards.map((guard) => ({ guard, of: judgeGuard(seed, guard) }));
  const open = judged.filter(({ of }) => of.verdict.verification === 'unverified').map(({ guard }) => guard);
  return judged.flatMap(({ guard, of }) => {
    const { route, at, framework, handler } = guard;
    if (open.some((each) => each.handler === handler && each.route!.startsWith(route!.slice(0, -1)))) return [];
    const place = { line: at.line, column: at.column };
    const to = { ...place, endLine: at.endLine, provider: null, route, method: null, framework };
    return [{ ...to, ...verdictParts(of), handledBy: { ...place, module: '', name: ALL_BELOW } }];
  });
}

/**
 * Identifies a handler by its function and path, so that one that is served twice, `Deno.serve(take)`, counts once;
 * null if it has neither a declared function nor a path of its own.
 */
function keyOf(program: Program, { handler, pathname, route }: Handler): string | null {
  if (pathname !== undefined && !program.language.shared) return `${handler.start} ${pathname}`;
  const declared = handler.type === 'identifier' ? program.declared.get(textOf(program, handler)) : undefined;
  return declared ? `${declared.start} ${route}` : null;
}

/**
 * In lowered languages, middleware for handlers of other files is judged as a verifying function if its code is in this
 * file.
 */
function judgementOf(seed: Seed, handler: Handler, walked: Walked): Judged {
  const own = judgeHandler(seed, handler, walked);
  return standsBefore(handler) && seed.program.language.shared && own.elsewhere === null
    ? (judgeExport(seed, handler.handler, '', { pathname: handler.pathname }) ?? own)
    : own;
}

/** A router without middleware here may mount routers that another file's guard protects. */
const mayMountOthers = (handler: Handler): boolean => handler.framework !== 'nestjs' && !standsBefore(handler);

const standsBefore = ({ kind, siblings }: Handler): boolean => kind === 'mount' && siblings.includes('guard');

function webhookFact(
  path: string,
  handler: Handler,
  judged: Judged,
  knowledge: WebhookKnowledge,
  source: string,
  receiver: Receiver,
): WebhookFact | null {
  const { run, elsewhere } = judged;
  // For a function of another file the fact is kept: it tells that the handler there is for signed-in users.
  const forUsers = receiver === 'likely' && (handler.forUsers === true || isForUsers(source));
  if (forUsers && !(elsewhere !== null && isRoutedForUsers(run.program, handler))) return null;
  const checked = run.checks.length > 0 || judged.delegations.some((each) => !isOfAll(each));
  // A route that ignores the body is a receiver in name only, unless it is file-based, names a provider and acts.
  const acts = (run.acts || run.posts) && isFileRouted(handler.framework) && isProviders(handler, run, knowledge, path);
  // A `GET` that changes nothing may only return data.
  if (!elsewhere && handler.method === 'GET' && !run.acts) return null;
  const asks = run.candidates.some((each) => !isOfAll(each));
  if (!elsewhere && !checked && !run.readsBody && !run.presence && !acts && !asks) return null;
  const mounted = handler.kind === 'mount' && !run.notVerifier;
  const idle = judged.verdict.verification === 'unverified' && !mayMountOthers(handler);
  if (mounted && !isOwnGuard(handler, judged) && (!elsewhere || idle)) return null;
  return {
    line: handler.at.line,
    column: handler.at.column,
    endLine: handler.at.endLine,
    provider: recogniseProvider(handler, run, knowledge, path, source),
    route: handler.route,
    method: handler.method,
    framework: handler.framework,
    ...verdictParts(judged),
    ...(handler.name === null ? {} : { name: handler.name }),
    ...(handler.owner === undefined ? {} : { owner: handler.owner }),
    ...handledBy(handler, judged),
    ...(forUsers ? { forUsers } : {}),
    ...mitigationOf(handler, judged),
    ...(judged.verdict.verification !== 'verified' && run.asks.length > 0 ? { asks: run.asks } : {}),
    ...(run.timingUnsafe ? { timingUnsafe: true as const } : {}),
  };
}

/** Filters of the application's base controller run before every action, so they say nothing about this one. */
const isOfAll = ({ name, member }: { name: string; member?: string | null }): boolean =>
  name === 'ApplicationController' && member === '__filters';

/**
 * Whether the registration or its middleware admits only signed-in users: `router.post('/x', signedIn, take)`, or
 * `router.use(signedIn)` above it.
 */
const isRoutedForUsers = (program: Program, { at, before }: Handler): boolean =>
  [at, ...before].some((node) => isForUsers(textOf(program, node)));

/** What limits the harm that an unverified handler can do. */
function mitigationOf(
  { handler, answersDecide, before }: Handler,
  { run, verdict, elsewhere, otherwise, delegations }: Judged,
): Pick<WebhookFact, 'mitigation'> {
  if (verdict.verification === 'verified') return {};
  if (run.refetches) return { mitigation: 'refetch' };
  const isKnown = verdict.verification !== 'unknown' || (otherwise !== null && delegations.every(isOfAll));
  // The middleware in front of it may do the work.
  const works = before.length > 0 && run.acts;
  const open = isKnown && elsewhere === null && !works;
  return open && answersDecide !== true && isIdle(run.program, handler) ? { mitigation: 'idle' } : {};
}

/** Whether it guards handlers of other files and verifies in this file, or may do so in code that is not understood. */
const isOwnGuard = (handler: Handler, { elsewhere, verdict, run }: Judged): boolean =>
  standsBefore(handler) &&
  !elsewhere &&
  (verdict.verification === 'verified' || (run.program.language.shared && verdict.verification !== 'unverified'));

/** Where the handler's code is; empty if it is in this file, or if a library's listener verifies by itself. */
function handledBy(handler: Handler, judged: Judged): Pick<WebhookFact, 'handledBy'> {
  const { elsewhere, verdict } = judged;
  if (isOwnGuard(handler, judged))
    return { handledBy: { module: '', name: ALL_BELOW, line: handler.at.line, column: handler.at.column } };
  if (!elsewhere) return {};
  // In other languages, specifiers do not tell own modules from packages, and the verifier may be the middleware.
  const isOwn = judged.run.program.language.shared && (handler.kind === 'mount' || handler.before.length > 0);
  const library = !isOwn && /^[\w@]/.test(elsewhere.module) && !elsewhere.module.startsWith('@/');
  if (library && verdict.verification === 'verified') return {};
  if (handler.kind === 'mount') {
    const router = elsewhere.name === 'default' ? {} : { router: elsewhere.name };
    return {
      handledBy: { ...elsewhere, ...(standsBefore(handler) ? { name: ALL_BELOW } : { name: ONLY_ROUTER, ...router }) },
    };
  }
  return { handledBy: elsewhere };
}

function verdictParts(
  judged: Judged,
): Pick<WebhookFact, 'verification' | 'why' | 'verifiedAt' | 'delegations' | 'otherwise' | 'settings' | 'digests'> {
  const { verdict, at, otherwise, delegations, settings, digests } = judged;
  const place = verdict.verification === 'verified' && at ? { line: at.line, column: at.column } : null;
  return {
    verification: verdict.verification,
    why: verdict.why,
    verifiedAt: place,
    delegations,
    ...(otherwise ? { otherwise } : {}),
    ...(settings.length > 0 ? { settings } : {}),
    ...(digests.length > 0 ? { digests } : {}),
  };
}
