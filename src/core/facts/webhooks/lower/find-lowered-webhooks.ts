import type { Called, Delegation, ExportFact, WebhookFact } from '../../../webhook-types.ts';
import type { WebhookKnowledge } from '../compile-webhook-knowledge.ts';
import { unreadable } from '../find-webhooks.ts';
import { asMounted } from '../frameworks/as-mounted.ts';
import type { Handler } from '../frameworks/handler.ts';
import { judgeHandlers } from '../judge-handlers.ts';
import type { WebhookFacts } from '../judge-handlers.ts';
import { argumentsOf, textOf } from '../judge/program/program.ts';
import { COMMON } from '../judge/program/language.ts';
import { readProgram } from '../judge/program/read-program.ts';
import type { Program } from '../judge/program/program.ts';
import { doubtMisread } from '../doubt-misread.ts';
import { readsKnownHeader } from '../reads-known-header.ts';
import { child } from '../syntax.ts';
import type { ParseSyntax, SyntaxLanguage, SyntaxNode } from '../syntax.ts';
import { isLoweredCandidate, mayTell, namesReceiver } from './is-lowered-candidate.ts';
import { LOWERINGS, RESPELLED } from './lower-sources.ts';
import type { Lowered } from './lowering.ts';
import { mayRoute } from './may-route.ts';

/** Larger files are not lowered: nobody keeps a handler in 300 KB, and twice the size takes four times as long. */
const MAX_CHARACTERS = 300_000;

const NONE: WebhookFacts = { webhooks: [], exports: [] };

/**
 * Finds and judges the webhook handlers of a file in Python, Ruby, PHP, Go, C#, Rust, Java or Elixir. The source is
 * lowered to the common language and judged there; the positions in the result refer to the source.
 *
 * @returns empty lists where the file is no candidate; one `too-large` fact where it is too large to lower or to parse.
 */
export function findLoweredWebhooks(
  language: SyntaxLanguage,
  path: string,
  text: string,
  parse: ParseSyntax,
  knowledge: WebhookKnowledge,
): WebhookFacts {
  const lower = LOWERINGS.get(language);
  const isRouted = knowledge.isRouted === true;
  if (!lower || !(isRouted || isLoweredCandidate(path, text, knowledge))) return NONE;
  // A helper may compare a provider's token without using any word for verifying.
  const tells =
    isRouted ||
    (knowledge.handlersOnly !== true &&
      (mayTell(path, text) || namesReceiver(text) || readsKnownHeader(text, knowledge.headers)));
  if (!tells && !mayRoute(language, text)) return NONE;
  if (text.length > MAX_CHARACTERS) return { ...NONE, webhooks: unreadable(path, '', 'too-large') };
  const read = RESPELLED.get(language)?.(text) ?? text;
  const root = parse(language, read);
  if (!root) return { ...NONE, webhooks: unreadable(path, '', 'too-large') };
  const lowered = lower(path, read, root);
  if (lowered.routes.length === 0 && !tells) return NONE;
  const common = parse('javascript', lowered.text);
  if (!common) return { ...NONE, webhooks: unreadable(path, '', 'too-large') };
  const program = readProgram(lowered.text, common, COMMON);
  const handlers = isRouted ? mountedHandlers(program, lowered) : handlersOf(program, lowered);
  const { webhooks, exports } = judgeHandlers(path, program, handlers, knowledge);
  if (knowledge.handlersOnly === true && webhooks.length === 0) return NONE;
  return {
    webhooks: doubtMisread(
      webhooks.map((fact) => webhookInSource(fact, lowered, language)),
      root,
    ),
    exports: [...exports, ...silentExports(program, exports)].map((fact) => exportInSource(fact, lowered, language)),
  };
}

const MAX_EXPORTS = 300;

/**
 * Exports for the functions of the file that verify nothing. A function that is not listed counts as not defined here.
 */
function silentExports(program: Program, known: readonly ExportFact[]): ExportFact[] {
  const names = new Set(known.map((each) => each.name));
  const found: ExportFact[] = [];
  const note = (name: string, node: SyntaxNode): void => {
    if (names.has(name) || found.length >= MAX_EXPORTS) return;
    const place = { line: node.line, column: 1 };
    found.push({ name, verification: 'unverified', why: 'no-verification', provider: null, reexport: null, ...place });
  };
  for (const [name, node] of program.exported) if (node.type === 'function_declaration') note(name, node);
  for (const [owner, methods] of program.methods) {
    for (const [name, node] of methods) note(`${owner}#${name}`, node);
  }
  return found;
}

/** The handlers of a file that a route in another file leads to; its own paths may be suffixes of longer ones. */
const mountedHandlers = (program: Program, lowered: Lowered): Handler[] =>
  handlersOf(program, lowered).map((each) => {
    const { managesNothing } = lowered.routes[routeIndex(program, each.at)] ?? {};
    return managesNothing ? asMounted({ ...each, managesNothing }) : each;
  });

/** The index into `Lowered.routes` that a `__route` call carries; -1 where it has none. */
function routeIndex(program: Program, call: SyntaxNode): number {
  const [index] = argumentsOf(call);
  return index ? Number(textOf(program, index)) : -1;
}

function handlersOf(program: Program, { routes }: Lowered): Handler[] {
  const found: Handler[] = [];
  for (const statement of program.root.children) {
    const call = statement.children[0];
    if (call?.type !== 'call_expression' || textOf(program, child(call, 'function') ?? call) !== '__route') continue;
    const [, handler, ...before] = argumentsOf(call);
    const route = routes[routeIndex(program, call)];
    if (!route || !handler) continue;
    const { framework, method, name } = route;
    const [kind, siblings] = route.guards
      ? (['mount', ['guard']] as const)
      : ([route.kind, route.siblings ?? []] as const);
    const parts = { framework, route: route.route, method, name, kind, at: call, handler, before, siblings };
    const { unrouted, owner, inQuery, ofHooks } = route;
    const known = route.route?.startsWith('/') ? { pathname: route.route } : {};
    found.push({
      ...parts,
      ...known,
      ...(unrouted ? { unrouted } : {}),
      ...(owner ? { owner } : {}),
      ...(inQuery ? { inQuery } : {}),
      ...(ofHooks ? { ofHooks } : {}),
    });
  }
  const rankOf = ({ unrouted, before }: Handler): number =>
    unrouted === 'plain' ? 2 : Number(before.some((each) => textOf(program, each) === USERS));
  // The least likely receivers come last: they are judged with what is left of the budget and of the handlers per file.
  return found.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** The lowered name of any middleware that admits only signed-in users. */
const USERS = 'authMiddleware';

const lineIn = ({ lines }: Lowered, line: number): number => lines[line - 1] ?? 1;

function webhookInSource(fact: WebhookFact, lowered: Lowered, language: SyntaxLanguage): WebhookFact {
  const line = lineIn(lowered, fact.line);
  const route = lowered.routes.find((each) => each.line === line && each.name === (fact.name ?? null));
  return {
    ...fact,
    ...(route?.exact ? { exact: true as const } : {}),
    line: route?.line ?? line,
    column: 1,
    endLine: route?.endLine ?? line,
    verifiedAt: fact.verifiedAt && { line: lineIn(lowered, fact.verifiedAt.line), column: 1 },
    delegations: fact.delegations.map((each) => delegationInSource(each, lowered, language)),
    ...calledInSource(fact, language),
    ...(fact.handledBy ? { handledBy: delegationInSource(fact.handledBy, lowered, language) } : {}),
  };
}

function exportInSource(fact: ExportFact, lowered: Lowered, language: SyntaxLanguage): ExportFact {
  const { delegations } = fact;
  return {
    ...fact,
    line: lineIn(lowered, fact.line),
    column: 1,
    ...(delegations ? { delegations: delegations.map((each) => delegationInSource(each, lowered, language)) } : {}),
    ...calledInSource(fact, language),
  };
}

/** The functions of other files that a fact names, with the modules of Go as `withName` gives them. */
function calledInSource(
  { asks, digests }: Pick<WebhookFact, 'asks' | 'digests'>,
  language: SyntaxLanguage,
): Pick<WebhookFact, 'asks' | 'digests'> {
  if (language !== 'go') return {};
  const inSource = (each: Called): Called => ({ ...each, module: withName(each) });
  return {
    ...(asks ? { asks: asks.map(inSource) } : {}),
    ...(digests ? { digests: digests.map(inSource) } : {}),
  };
}

const delegationInSource = (of: Delegation, lowered: Lowered, language: SyntaxLanguage): Delegation => ({
  ...of,
  module: language === 'go' ? withName(of) : of.module,
  line: lineIn(lowered, of.line),
  column: 1,
});

/** A Go package spans several files: the called name points to the likeliest one, as with a type of the package. */
const withName = ({ module, name }: Called): string =>
  module === '' || module.includes('#') || !/^\w/.test(name) ? module : `${module}#${name}`;
