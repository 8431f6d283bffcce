import type { ExportFact, Verdict, WebhookFact } from '../../webhook-types.ts';
import type { WebhookKnowledge } from './compile-webhook-knowledge.ts';
import { doubtMisread } from './doubt-misread.ts';
import { isFileRouted } from './frameworks/file-routes.ts';
import { findHandlers, mayHoldHandlers } from './frameworks/find-handlers.ts';
import type { Handler } from './frameworks/handler.ts';
import { javascriptGrammar } from './grammars-of.ts';
import { isComponent, isWebhookCandidate } from './is-webhook-candidate.ts';
import { FILE_BUDGET, judgeExport, judgeGuard, judgeHandler, walkHandler } from './judge/judge.ts';
import type { Judged } from './judge/judge.ts';
import { isIdle } from './judge/is-idle.ts';
import { JAVASCRIPT } from './judge/language.ts';
import { textOf } from './judge/program.ts';
import { readProgram } from './judge/read-program.ts';
import type { Program } from './judge/program.ts';
import { readExports } from './judge/read-exports.ts';
import type { Walked } from './judge/verdict-of.ts';
import { readBarrel } from './read-barrel.ts';
import { recogniseProvider } from './recognise-provider.ts';
import { isForUsers } from './is-for-users.ts';
import { asReceiver, isProviders, mayReceive } from './recognise-receiver.ts';
import type { WebhookReason } from './reasons.ts';
import type { ParseSyntax, SyntaxNode } from './syntax.ts';

export type WebhookFacts = { webhooks: WebhookFact[]; exports: ExportFact[] };

const NONE: WebhookFacts = { webhooks: [], exports: [] };

/** Handlers of one file that are judged; where there are as many, the file is told to hold more. */
export const MAX_HANDLERS = 100;

/**
 * Webhook handlers of a file with the verdict on each, and its exported functions as far as they verify.
 * `code` gives the text with comments blanked and is asked only where the text has a telling word. A file that is too
 * large or too deep to parse gets one `unknown` at its first line if its path says that it receives webhooks.
 */
export function findWebhooks(
  path: string,
  text: string,
  code: () => string,
  parse: ParseSyntax,
  knowledge: WebhookKnowledge,
): WebhookFacts {
  const wantsAll = knowledge.handlersOnly !== true;
  if (!wantsAll && isComponent(path, text)) return NONE;
  if (!isWebhookCandidate(path, text, code, knowledge))
    return wantsAll ? { webhooks: [], exports: readBarrel(path, text) } : NONE;
  if (!wantsAll && !mayHoldHandlers(path, text)) return NONE;
  const root = parse(javascriptGrammar(path), text);
  if (!root) return { webhooks: unreadable(path, code(), 'too-large'), exports: [] };
  if (root.type === 'ERROR' && root.children.length === 0) {
    return { webhooks: unreadable(path, code(), 'syntax-error'), exports: [] };
  }
  const program = readProgram(text, root, JAVASCRIPT);
  const handlers = findHandlers(path, program);
  const { webhooks, exports } = judgeHandlers(path, program, handlers, knowledge);
  return { webhooks: doubtMisread(webhooks, root), exports };
}

/** The verdicts on those handlers that receive webhooks, and on the program's exported functions. */
export function judgeHandlers(
  path: string,
  program: Program,
  handlers: readonly Handler[],
  knowledge: WebhookKnowledge,
): WebhookFacts {
  const seed = { program, knowledge, budget: { left: FILE_BUDGET } };
  const webhooks = guardFacts(
    seed,
    handlers.filter(({ isPathGuard }) => isPathGuard),
  );
  const seen = new Set<SyntaxNode>();
  const served = new Set<string>();
  for (const handler of handlers) {
    if (webhooks.length >= MAX_HANDLERS) break;
    if (handler.isPathGuard) continue;
    const source = sourceOf(program, handler);
    const key = keyOf(program, handler);
    const known = key === null ? seen.has(handler.handler) : served.has(key);
    if (known) continue;
    const isNamed = handler.unrouted !== 'plain' && mayReceive(handler, path, source, program.text, knowledge);
    // A route for those who are signed in says so of the handler that it leads to, whatever it is called.
    const isOfUsers = isForUsers(textOf(program, handler.at));
    if (!isNamed && !handler.unrouted && !(isOfUsers && program.language.shared)) continue;
    const walked = walkHandler(seed, handler);
    const receiver = isNamed ? asReceiver(handler, walked.run, knowledge, path, source) : null;
    const unrouted = receiver === null && handler.unrouted !== undefined && walked.run.readsBody;
    if (receiver === null && !unrouted && !isOfUsers) continue;
    const judged = judgementOf(seed, handler, walked);
    const ofUsers = receiver === null && judged.elsewhere !== null && isOfUsers;
    const found = webhookFact(path, handler, judged, knowledge, source, unrouted || ofUsers ? 'likely' : receiver);
    const fact = found && unrouted ? { ...found, unrouted } : found;
    if (!fact) continue;
    seen.add(handler.handler);
    if (key !== null) served.add(key);
    webhooks.push(fact);
  }
  const isSilent = knowledge.handlersOnly === true && webhooks.length === 0;
  return { webhooks, exports: isSilent ? [] : readExports(seed) };
}

/** The guards that verify, or may do so in another file, for all paths below theirs. */
function guardFacts(seed: Parameters<typeof judgeHandler>[0], guards: readonly Handler[]): WebhookFact[] {
  const judged = guards.map((guard) => ({ guard, of: judgeGuard(seed, guard) }));
  const open = judged.filter(({ of }) => of.verdict.verification === 'unverified').map(({ guard }) => guard);
  return judged.flatMap(({ guard, of }) => {
    const { route, at, framework, handler } = guard;
    if (open.some((each) => each.handler === handler && each.route!.startsWith(route!.slice(0, -1)))) return [];
    const place = { line: at.line, column: at.column };
    const to = { ...place, endLine: at.endLine, provider: null, route, method: null, framework };
    return [{ ...to, ...verdictParts(of), handledBy: { ...place, module: '', name: '**' } }];
  });
}

/** One function under one route is one handler, by whatever name it is served: `Deno.serve(take)` twice. */
function keyOf(program: Program, { handler, pathname, route }: Handler): string | null {
  if (pathname !== undefined && !program.language.shared) return `${handler.start} ${pathname}`;
  const declared = handler.type === 'identifier' ? program.declared.get(textOf(program, handler)) : undefined;
  return declared ? `${declared.start} ${route}` : null;
}

/** What stands before handlers of other files is judged as a function that verifies, where its code is in this one. */
function judgementOf(seed: Parameters<typeof judgeHandler>[0], handler: Handler, walked: Walked): Judged {
  const own = judgeHandler(seed, handler, walked);
  return standsBefore(handler) && seed.program.language.shared && own.elsewhere === null
    ? (judgeExport(seed, handler.handler, '', handler.pathname) ?? own)
    : own;
}

/** A router that nothing stands before here may lead on to what another file's guard protects. */
const mayMountOthers = (handler: Handler): boolean => handler.framework !== 'nestjs' && !standsBefore(handler);

const standsBefore = ({ kind, siblings }: Handler): boolean => kind === 'mount' && siblings.includes('guard');

const sourceOf = (program: Program, handler: Handler): string =>
  [
    handler.at,
    ...handler.before,
    ...(handler.guards ?? []),
    ...middlewareOf(program, handler),
    ...namedBy(program, handler.handler),
  ]
    .map((node) => textOf(program, node))
    .filter((text) => !HANDS_ON.test(text) || text.split('next(').length < 2)
    .join(' ');

/** The functions of the file that stand before the handler by their names. */
const middlewareOf = ({ declared, text, language }: Program, { before }: Handler): SyntaxNode[] =>
  language.shared
    ? []
    : before.flatMap(({ type, start, end }) =>
        type === 'identifier' ? (declared.get(text.slice(start, end)) ?? []) : [],
      );

/** `if (isProtected(req)) return requireAdmin(req, res, next); next();`: what is not protected goes on. */
const HANDS_ON =
  /^(?:async )?\(?(?:req|_req|request)\b[^{]{0,60}\{[^]{0,2000}\w\((?:req|request), ?(?:res|response), ?next\)/;

/** The function by its name; of other languages than JavaScript also those that decorators wrap: `valid(take)`. */
function namedBy(program: Program, { type, start, end }: SyntaxNode): SyntaxNode[] {
  const written = program.text.slice(start, end);
  if (program.language.shared && type === 'arrow_function') return calledIn(program, written);
  const names =
    program.language.shared && type === 'call_expression' ? (written.match(/\w+/g)?.slice(0, 8) ?? []) : [written];
  return names.flatMap((name) => program.declared.get(name) ?? []);
}

/** `(request) => { verify(request); return Hooks.take(request); }`: the functions and methods of the file that a framework calls. */
function calledIn(program: Program, written: string): SyntaxNode[] {
  const called = [...written.slice(-MAX_CALLS).matchAll(CALLED)].slice(-MAX_CALLED);
  return called.flatMap(
    ([, owner, name = '']) =>
      (owner === undefined ? program.declared.get(name) : program.methods.get(owner)?.get(name)) ?? [],
  );
}

const CALLED = /(?<![\w.])(?:(\w{1,200})\.)?(\w{1,200})\([^()]{0,200}\)/g;
const MAX_CALLS = 2000;
const MAX_CALLED = 8;

function webhookFact(
  path: string,
  handler: Handler,
  judged: Judged,
  knowledge: WebhookKnowledge,
  source: string,
  receiver: ReturnType<typeof asReceiver>,
): WebhookFact | null {
  const { run, elsewhere } = judged;
  if (receiver === null) return null;
  // What a route tells so of a function of another file settles what that file's facts are worth.
  const forUsers = receiver === 'likely' && (handler.forUsers === true || isForUsers(source));
  if (forUsers && !(elsewhere !== null && isForUsers(textOf(run.program, handler.at)))) return null;
  const checked = run.checks.length > 0 || judged.delegations.length > 0;
  // Without the body a registered route has nothing of a receiver but its name; a file that is a provider's may yet act.
  const acts = (run.acts || run.posts) && isFileRouted(handler.framework) && isProviders(handler, run, knowledge, path);
  if (!elsewhere && !checked && !run.readsBody && !run.presence && !acts && run.candidates.length === 0) return null;
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
    ...(run.timingUnsafe ? { timingUnsafe: true as const } : {}),
  };
}

/** Why an open handler does less harm than it could. */
function mitigationOf({ handler }: Handler, { run, verdict, elsewhere }: Judged): Pick<WebhookFact, 'mitigation'> {
  if (verdict.verification === 'verified') return {};
  if (run.refetches) return { mitigation: 'refetch' };
  const open = verdict.verification === 'unverified' && elsewhere === null;
  return open && isIdle(run.program, handler) ? { mitigation: 'idle' } : {};
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
    return { handledBy: { module: '', name: '**', line: handler.at.line, column: handler.at.column } };
  if (!elsewhere) return {};
  // Other languages name modules of their own as they name packages.
  const isOwn = judged.run.program.language.shared && handler.kind === 'mount';
  const library = !isOwn && /^[\w@]/.test(elsewhere.module) && !elsewhere.module.startsWith('@/');
  if (library && verdict.verification === 'verified') return {};
  if (handler.kind === 'mount') return { handledBy: { ...elsewhere, name: standsBefore(handler) ? '**' : '*' } };
  return { handledBy: elsewhere };
}

function verdictParts(
  judged: Judged,
): Pick<WebhookFact, 'verification' | 'why' | 'verifiedAt' | 'delegations' | 'otherwise'> {
  const { verdict, at, otherwise, delegations } = judged;
  const place = verdict.verification === 'verified' && at ? { line: at.line, column: at.column } : null;
  return {
    verification: verdict.verification,
    why: verdict.why,
    verifiedAt: place,
    delegations,
    ...(otherwise ? { otherwise } : {}),
  };
}

/** One `unknown` for a file that cannot be parsed and yet receives webhooks. */
export function unreadable(path: string, code: string, why: WebhookReason): WebhookFact[] {
  if (!/hook/i.test(path) && !/\.post\(\s*['"`][^'"`\n]{0,80}hook/i.test(code)) return [];
  const verdict: Verdict = { verification: 'unknown', why };
  const place = { line: 1, column: 1, endLine: 1 };
  return [
    {
      ...place,
      ...verdict,
      provider: null,
      route: null,
      method: null,
      framework: 'unknown',
      verifiedAt: null,
      delegations: [],
    },
  ];
}
