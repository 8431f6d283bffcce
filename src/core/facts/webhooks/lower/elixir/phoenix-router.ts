import type { SyntaxNode } from '../../syntax.ts';
import { CALLED_BY_GET } from '../../receiver-words.ts';
import { askedByPath, secretAmong } from '../secret-path.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Elixir } from './elixir.ts';
import { bodyOf, keyOf, readCall } from './read-call.ts';
import type { Call } from './read-call.ts';
import { moduleOf, wholeName } from './read-modules.ts';
import { isOfUsers, mayVerifyCaller, readPlugs } from './read-plugs.ts';
import type { Plug } from './read-plugs.ts';

/** What the scopes around a route add to it. */
type Scope = { path: string; module: string; plugs: readonly Plug[] };
/** A scope with the guards of its routes. With `ofUsers`, they are for signed-in users only. */
type RouteScope = Scope & { ofUsers: boolean; guards: readonly string[] };

/**
 * Adds the routes of a router:
 * `scope "/webhooks", MyAppWeb do pipe_through :signed; post "/stripe", StripeController, :create end`.
 */
export function addRouter(elixir: Elixir, body: readonly SyntaxNode[]): void {
  const { text } = elixir;
  const calls = body.flatMap((node) => readCall(text, node) ?? []);
  if (!calls.some(({ name }) => /^(?:scope|pipeline)$/.test(name))) return;
  const pipelines = new Map(
    calls
      .filter(({ name }) => name === 'pipeline')
      .map((call) => [keyOf(text, call.args[0] ?? null), readPlugs(elixir, bodyOf(call))]),
  );
  walk(elixir, calls, { path: '', module: '', plugs: [] }, pipelines);
}

function walk(
  elixir: Elixir,
  calls: readonly Call[],
  scope: Scope,
  pipelines: ReadonlyMap<string, readonly Plug[]>,
): void {
  const { text } = elixir;
  const through = calls
    .filter(({ name }) => name === 'pipe_through')
    .flatMap(({ args }) => [...sourceOf(text, args[0] ?? null).matchAll(/:(\w+)/g)].map((match) => match[1]!));
  const within: Scope = {
    ...scope,
    // A pipeline that another file defines may authenticate the caller.
    plugs: [...scope.plugs, ...through.flatMap((name) => pipelines.get(name) ?? [unknownPlug(name)])].slice(
      0,
      MOST_PLUGS,
    ),
  };
  const routes: RouteScope = {
    ...within,
    ofUsers: within.plugs.some(isOfUsers),
    guards: within.plugs.filter(mayVerifyCaller).map(({ run }) => `(request) => { ${run} }`),
  };
  for (const call of calls) {
    if (call.name === 'scope') {
      const inner = bodyOf(call).flatMap((node) => readCall(text, node) ?? []);
      walk(elixir, inner, scopeOf(elixir, call, within), pipelines);
    } else if (/^(?:post|match|get)$/.test(call.name)) addRoute(elixir, call, routes);
  }
}

/** Real pipelines are shorter. */
const MOST_PLUGS = 50;

const unknownPlug = (name: string): Plug => ({ name, run: `${identifier(name)}(request);`, only: null, except: [] });

function scopeOf(elixir: Elixir, { args, words }: Call, outer: Scope): Scope {
  const { text } = elixir;
  const path = args.find((each) => each.type === 'string') ?? words.get('path');
  const module = args.find((each) => each.type === 'alias') ?? words.get('alias');
  return {
    ...outer,
    path: `${outer.path}${path ? keyOf(text, path) : ''}`.replace(/(?<!\/)\/+$/, ''),
    module: module ? joined(outer.module, sourceOf(text, module)) : outer.module,
  };
}

const joined = (scope: string, module: string): string => (scope === '' ? module : `${scope}.${module}`);

function addRoute(elixir: Elixir, call: Call, { path, module, ofUsers, guards }: RouteScope): void {
  const { text, out } = elixir;
  const args = call.name === 'match' ? call.args.slice(1) : call.args;
  const [route, controller, action] = args;
  if (route?.type !== 'string' || controller?.type !== 'alias' || action?.type !== 'atom') return;
  const named = sourceOf(text, controller);
  const isAsked = call.name === 'get';
  const isClosed = ofUsers || (isAsked && !CALLED_BY_GET.test(sourceOf(text, route)));
  // A route that receives no webhooks matters only if it is named for them.
  if ((isAsked || isClosed) && !(isClosed && HOOK.test(`${path} ${sourceOf(text, route)} ${named}`))) return;
  const whole = module === '' ? wholeName(elixir, named) : joined(module, named);
  const handler = `${moduleOf(elixir, whole, controller)}.${identifier(keyOf(text, action))}`;
  const hidden = [...sourceOf(text, route).matchAll(/#\{([^{}]{1,100})\}/g)].map(([, name]) => name).join(' ');
  const secret = secretAmong(hidden.replaceAll('@', ''));
  out.route(
    {
      framework: 'phoenix',
      route: `${path}/${keyOf(text, route).replace(/^\//, '')}`,
      method: isAsked ? 'GET' : 'POST',
      name: null,
      line: call.node.line,
      endLine: call.node.endLine,
      kind: secret === null ? 'route' : 'controller',
    },
    [
      handler,
      ...(secret === null ? [] : [`(request) => { ${askedByPath(secret)} }`]),
      ...guards,
      ...(isClosed ? [NOT_POSTED] : []),
    ].join(', '),
  );
}

const HOOK = /hook/i;

/** Stands for middleware for signed-in users: an action that only `GET` reaches receives no webhooks, either. */
const NOT_POSTED = 'authMiddleware';

/**
 * Adds the project's plugs that an endpoint runs before its router, where their name suggests that they verify. Such a
 * plug may verify for paths that only it knows, and guards all handlers of the application.
 */
export function addEndpoint(elixir: Elixir, module: string, body: readonly SyntaxNode[]): void {
  const { text, out } = elixir;
  const isEndpoint = body.some((node) => {
    const call = readCall(text, node);
    return call?.name === 'use' && sourceOf(text, call.args[0] ?? null) === 'Phoenix.Endpoint';
  });
  if (!isEndpoint) return;
  const root = rootOf(module);
  for (const plug of readPlugs(elixir, body)) {
    const own = plug.name.slice(plug.name.indexOf('.'));
    if (rootOf(plug.name) !== root || /Router$/.test(own) || !mayVerifyCaller({ ...plug, name: own })) continue;
    const handler = plug.run.replace(/\(request\);$/, '');
    const place = { line: body[0]!.line, endLine: body.at(-1)!.endLine };
    out.route(
      { framework: 'phoenix', route: null, method: null, name: nameOf(plug), kind: 'route', guards: true, ...place },
      `${handler}, ${handler}`,
    );
  }
}

/** The last part of the name of a plug, which names the sender: `StripeWebhooks` of `MyAppWeb.Plugs.StripeWebhooks`. */
const nameOf = ({ name }: Plug): string => name.slice(name.lastIndexOf('.') + 1);

/** The application of a module: `MyAppWeb.Endpoint` and `MyApp.Plugs.Hook` have the same. */
const rootOf = (module: string): string => module.replace(/\..*$/s, '').replace(/Web$|API$/, '');
