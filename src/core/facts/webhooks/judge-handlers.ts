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

/** What one file tells of webhooks: its handlers, and what its exported functions verify. */
export type WebhookFacts = { webhooks: WebhookFact[]; exports: ExportFact[] };

/** Handlers of one file that are judged; where there are as many, the file is told to hold more. */
export const MAX_HANDLERS = 100;

/** The verdicts on those handlers that receive webhooks, and on the program's exported functions. */
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
    // `router.post('/', hooks.take.bind(hooks))`: the method is told once more only where a route of another file leads to it.
    webhooks.push(
      routed.has(handler.handler) && handler.kind === 'controller' ? { ...found.fact, unrouted: true } : found.fact,
    );
  }
  const isSilent = knowledge.handlersOnly === true && webhooks.length === 0;
  return { webhooks, exports: isSilent ? [] : readExports(seed) };
}

/** The verdict on a handler that receives webhooks, or may once a route of another file has said so; null for others. */
function receiverFact(seed: Seed, path: string, handler: Handler): Found | null {
  const { program, knowledge } = seed;
  const source = sourceOf(program, handler);
  const isNamed =
    handler.unrouted !== 'plain' &&
    (mayReceive(handler, path, source, program.text, knowledge) ||
      senderOf(handedOnBy(program, handler), knowledge.events, true) !== null);
  // A route for those who are signed in says so of the handler that it leads to, whatever it is called.
  const isOfUsers = isRoutedForUsers(program, handler);
  const isLed = leadsToReceiver(program, handler);
  if (!isNamed && !handler.unrouted && !isLed && !(isOfUsers && program.language.shared)) return null;
  const walked = walkHandler(seed, handler);
  const receiver = isNamed ? asReceiver(handler, walked.run, knowledge, path, source) : null;
  // Some SDKs read the request by themselves, to verify it.
  const takes = walked.run.readsBody || walked.run.checks.length > 0;
  const mayBeLedTo =
    handler.unrouted !== undefined && !doesOtherwise(walked.run, source) && !looksAfterHooks(handler, path, knowledge);
  const unrouted = receiver === null && mayBeLedTo && takes;
  const isGuarded = isLed || (program.language.shared && handler.kind === 'route' && handler.before.length > 0);
  const leads = (isOfUsers || isGuarded) && isElsewhere(walked);
  // Most routes are nobody's webhooks, and a judgement takes many walks.
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
 * `router.post('/orders/create', verify, hooks.orderCreated)`: a route of JavaScript that says nothing of webhooks, to a function that
 * another file has for them. What stands before it there protects that.
 */
function leadsToReceiver(program: Program, { kind, handler }: Handler): boolean {
  if (program.language.shared || kind !== 'route' || handler.end - handler.start > MAX_NAME) return false;
  const written = textOf(program, handler);
  const origin = program.imports.get(/^\w{1,100}/.exec(written)?.[0] ?? '');
  return origin !== undefined && isOwnModule(origin.module) && /web_?hook/i.test(`${origin.module} ${written}`);
}

/** `webhookController.orderCreated.bind(webhookController)` */
const MAX_NAME = 120;

/** `router.post('/register')` that is mounted at `/webhooks`, or `router.post('/api/lists/clear')` of pages that lie there too. */
function looksAfterHooks(handler: Handler, path: string, knowledge: WebhookKnowledge): boolean {
  if (handler.unrouted !== 'mounted') return false;
  const segments = (handler.route ?? '').split('/').filter(Boolean);
  return segments.length > 2 || administrates(segments, handler, path, knowledge, false);
}

/** The guards that verify, or may do so in another file, for all paths below theirs. */
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

/** One function under one route is one handler, by whatever name it is served: `Deno.serve(take)` twice. */
function keyOf(program: Program, { handler, pathname, route }: Handler): string | null {
  if (pathname !== undefined && !program.language.shared) return `${handler.start} ${pathname}`;
  const declared = handler.type === 'identifier' ? program.declared.get(textOf(program, handler)) : undefined;
  return declared ? `${declared.start} ${route}` : null;
}

/** What stands before handlers of other files is judged as a function that verifies, where its code is in this one. */
function judgementOf(seed: Seed, handler: Handler, walked: Walked): Judged {
  const own = judgeHandler(seed, handler, walked);
  return standsBefore(handler) && seed.program.language.shared && own.elsewhere === null
    ? (judgeExport(seed, handler.handler, '', { pathname: handler.pathname }) ?? own)
    : own;
}

/** A router that nothing stands before here may lead on to what another file's guard protects. */
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
  // What a route tells so of a function of another file settles what that file's facts are worth.
  const forUsers = receiver === 'likely' && (handler.forUsers === true || isForUsers(source));
  if (forUsers && !(elsewhere !== null && isRoutedForUsers(run.program, handler))) return null;
  const checked = run.checks.length > 0 || judged.delegations.some((each) => !isOfAll(each));
  // Without the body a registered route has nothing of a receiver but its name; a file that is a provider's may yet act.
  const acts = (run.acts || run.posts) && isFileRouted(handler.framework) && isProviders(handler, run, knowledge, path);
  // What is asked for by `GET` may only be shown.
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

/** The filters of an application's own base stand before all its actions, whatever these do. */
const isOfAll = ({ name, member }: { name: string; member?: string | null }): boolean =>
  name === 'ApplicationController' && member === '__filters';

/** `router.post('/x', signedIn, take)`, or `router.use(signedIn)` above it. */
const isRoutedForUsers = (program: Program, { at, before }: Handler): boolean =>
  [at, ...before].some((node) => isForUsers(textOf(program, node)));

/** Why an open handler does less harm than it could. */
function mitigationOf(
  { handler, answersDecide, before }: Handler,
  { run, verdict, elsewhere, otherwise, delegations }: Judged,
): Pick<WebhookFact, 'mitigation'> {
  if (verdict.verification === 'verified') return {};
  if (run.refetches) return { mitigation: 'refetch' };
  const isKnown = verdict.verification !== 'unknown' || (otherwise !== null && delegations.every(isOfAll));
  // What stands before it may do the work.
  const works = before.length > 0 && run.acts;
  const open = isKnown && elsewhere === null && !works;
  return open && answersDecide !== true && isIdle(run.program, handler) ? { mitigation: 'idle' } : {};
}

/** What stands before handlers of other files, and verifies in this one, or may in a way that is not understood. */
const isOwnGuard = (handler: Handler, { elsewhere, verdict, run }: Judged): boolean =>
  standsBefore(handler) &&
  !elsewhere &&
  (verdict.verification === 'verified' || (run.program.language.shared && verdict.verification !== 'unverified'));

/** Where the handler's code is; nothing for a library's listener that verifies by itself. */
function handledBy(handler: Handler, judged: Judged): Pick<WebhookFact, 'handledBy'> {
  const { elsewhere, verdict } = judged;
  if (isOwnGuard(handler, judged))
    return { handledBy: { module: '', name: ALL_BELOW, line: handler.at.line, column: handler.at.column } };
  if (!elsewhere) return {};
  // Other languages name modules of their own as they name packages: what verifies may be what stands before.
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
): Pick<WebhookFact, 'verification' | 'why' | 'verifiedAt' | 'delegations' | 'otherwise' | 'settings'> {
  const { verdict, at, otherwise, delegations, settings } = judged;
  const place = verdict.verification === 'verified' && at ? { line: at.line, column: at.column } : null;
  return {
    verification: verdict.verification,
    why: verdict.why,
    verifiedAt: place,
    delegations,
    ...(otherwise ? { otherwise } : {}),
    ...(settings.length > 0 ? { settings } : {}),
  };
}
