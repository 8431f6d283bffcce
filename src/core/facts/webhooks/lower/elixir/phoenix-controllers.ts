import { answersMeta } from '../../receiver-words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Elixir } from './elixir.ts';
import { readFunction } from './lower-function.ts';
import type { FunctionClause } from './lower-function.ts';
import { readCall } from './read-call.ts';
import { appliesTo, isOfUsers, mayVerifyCaller, readPlugs } from './read-plugs.ts';

const HOOK = /web_?hook|(?:^|[_/])(?:ipn|hooks?)(?:$|[_/])/i;
const CRUD =
  /^(?:index|show|new|edit|update|destroy|delete|list|toggle|test|enable|disable|subscribe|unsubscribe|retry)$/;
/** Actions that manage webhooks instead of receiving them. */
const MANAGES = /^(?:create|delete|update|list|get|edit|new|save)_|_(?:examples?|logs?|subscriptions?|settings)$/;
/** Actions that receive events, beside one that answers Meta's challenge. */
const TAKES = /^(?:handle|receive|take|messages?|events?|incoming|inbound|callback)(?:_|$)/;
/** A header that names the event of a delivery; only providers send it. */
const TOLD_OF = /"x-(?:[a-z]{2,20}-){1,3}(?:event|topic)"/;
/** Code for a signed-in user, or for a browser that returns from a sign-in. */
const OF_BROWSERS =
  /current_(?:user|account|scope|admin|member|org(?:anization)?|company|team|workspace)\b|"code" => \w+[^}]{0,80}"state" =>|"state" => \w+[^}]{0,80}"code" =>/;

/** Adds the routes of the public actions of a Phoenix controller, each with the plugs before it. */
export function addController(elixir: Elixir, module: string, body: readonly SyntaxNode[]): void {
  const { text, out, path } = elixir;
  if (!isController(text, module, body) || /(?:^|\/)(?:admin|settings|dashboard)\//.test(path)) return;
  const plugs = readPlugs(elixir, body);
  const clauses = body.flatMap((node) => readFunction(text, node) ?? []);
  const actions = clauses.filter((each) => isAction(elixir, each));
  const names = new Set(actions.map(({ name }) => name));
  const stem = path.replace(/^.*?controllers\//, '').replace(/(?:_controller)?\.exs?$/, '');
  const isNamed = HOOK.test(stem) || /Web[hH]ook/.test(module.split('.').at(-1) ?? '');
  const takesMetas = answersMeta(text) && ![...names].some((each) => /web_?hook/.test(each));
  const manages = isNamed && [...names].some((each) => CRUD.test(each));
  for (const [name, all] of Map.groupBy(actions, (each) => each.name)) {
    const { node } = all[0]!.call;
    const before = plugs.filter((each) => appliesTo(each, name));
    const isHook = /web_?hook|^ipn$/.test(name) || (takesMetas && TAKES.test(name));
    if (before.some(isOfUsers) || all.some((each) => isOfBrowsers(elixir, each, clauses))) continue;
    const isTold = all.some((each) => TOLD_OF.test(sourceOf(text, each.call.node)));
    const isPlain = !isTold && (CRUD.test(name) || MANAGES.test(name) || (manages && !isHook));
    const kind = !isPlain && (isNamed || isHook) ? 'controller' : 'route';
    const guards = before.filter(mayVerifyCaller).map((each) => each.run);
    out.route(
      {
        framework: 'phoenix',
        route: kind === 'controller' || isPlain ? null : `/${stem}/${name}`,
        method: 'POST',
        name: identifier(name),
        line: node.line,
        endLine: all.at(-1)!.call.node.endLine,
        kind,
        // The router decides about an action that shows nothing itself.
        ...(kind === 'controller' ? {} : { unrouted: isPlain ? ('plain' as const) : ('named' as const) }),
      },
      `(request) => { ${[...guards, `return ${identifier(name)}(request, ${all.every((each) => asksNothing(elixir, each)) ? 'null' : 'request.body'});`].join(' ')} }`,
    );
  }
}

/** Whether an action, or a private function that it calls, serves a browser. */
function isOfBrowsers({ text }: Elixir, { call }: FunctionClause, clauses: readonly FunctionClause[]): boolean {
  const source = sourceOf(text, call.node);
  const own = clauses.filter(({ isPublic, name }) => !isPublic && source.includes(`${name}(conn`));
  return [source, ...own.map((each) => sourceOf(text, each.call.node))].some((each) => OF_BROWSERS.test(each));
}

/** Whether an action responds without reading the request: `def health(conn, _params), do: json(conn, %{ok: true})`. */
const asksNothing = ({ text }: Elixir, { parameters, call }: FunctionClause): boolean =>
  sourceOf(text, parameters[1] ?? null).startsWith('_') &&
  !/\bconn\b/.test(sourceOf(text, call.node).slice(0, 4000).replace(ANSWERED, ''));

/** The connection as a parameter, or as the target of a response. */
const ANSWERED =
  /\(conn, _\w*\)|\b(?:json|text|html|send_resp|put_status|put_resp_\w{1,20}|render)\(\s*conn\b|\bconn\s*\|>\s*(?:json|text|html|send_resp|put_status|put_resp_\w{1,20}|render)\b/g;

/**
 * Whether a function is an action: it takes the connection and the parameters, and no other function of the file calls
 * it.
 */
function isAction({ text }: Elixir, { name, isPublic, parameters }: FunctionClause): boolean {
  const [first, second] = parameters.map((each) => sourceOf(text, each));
  if (!isPublic || parameters.length !== 2 || !/^_?conn$|^%(?:[\w.]*Conn)?\{|=\s*conn$/.test(first!) || second === '')
    return false;
  return !new RegExp(`(?<!(?:def|defp|@spec) |\\.)\\b${name.replace(/[?!]$/, '')}\\(`).test(text);
}

const isController = (text: string, module: string, body: readonly SyntaxNode[]): boolean =>
  module.endsWith('Controller') ||
  body.some((node) => {
    const call = readCall(text, node);
    return call?.name === 'use' && /^Phoenix\.Controller$|:controller$/.test(sourceOf(text, call.args.at(-1) ?? null));
  });
