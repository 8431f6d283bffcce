import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { askedByPath } from '../secret-path.ts';
import { calledAs, declaredAs } from './declare-function.ts';
import { registrationOf } from './decorated-routes.ts';
import type { Registration } from './decorated-routes.ts';
import { GUARDED, requiresUser } from './needs-user.ts';
import type { Python } from './python.ts';
import { restGuards } from './rest-guards.ts';
import { GUARD, guardsOf } from './router-guards.ts';
import { ADMIN, otherRoute } from './view-routes.ts';
import { expression } from './visit.ts';

/** Adds the routes of a function: those that decorators and calls register, or else the one that `otherRoute` finds. */
export function addFunctionRoutes(python: Python, definition: SyntaxNode, decorators: readonly SyntaxNode[]): void {
  const { text, out } = python;
  const name = sourceOf(text, child(definition, 'name'));
  const sources = decorators.map((each) => sourceOf(text, each));
  if (sources.some((each) => GUARDED.test(each)) || (python.manages && LOOKS_AFTER.test(name))) return;
  const place = { line: definition.line, endLine: definition.endLine, name };
  // A function that a later one of the same name replaces is reached through its decorators only.
  const isReplaced = python.replaced.has(definition.start);
  const registrations = [
    ...decorators.flatMap((each) => registrationOf(python, each)),
    ...(isReplaced ? [] : registeredFor(python, name)),
  ];
  const handler = wrapped(python, declaredAs(python, definition), appliedTo(python, decorators));
  for (const { route, method, framework, router, secret, dependencies, inQuery, siblings = [] } of registrations) {
    const guards = guardsOf(python, router);
    const asked = secret === null ? [] : [askedByPath(secret)];
    const before = [
      ...asked,
      ...dependencies.map((each) => `${calledAs(python, each)}(request);`),
      ...guards.asked,
    ].join(' ');
    const guarded = before ? `(request) => { ${before} return ${called(handler)}; }` : handler;
    if (requiresUser(sourceOf(text, child(definition, 'parameters')) + dependencies.join(' '))) continue;
    out.route(
      {
        ...place,
        route: route === '' && /^(?:gcp|firebase|azure)$/.test(framework) ? `/${name}` : route,
        method,
        framework,
        ...(inQuery ? { inQuery } : {}),
        siblings,
        ...(python.manages || python.lists ? {} : { managesNothing: true as const }),
        kind: isReceivers(python, name, route) || isNamedInstead(python, name, route) ? 'controller' : 'route',
      },
      [guarded, ...guards.passed].join(', '),
    );
  }
  if (registrations.length > 0 || isReplaced || sources.some((each) => GUARD.test(each))) return;
  const other = otherRoute(python, definition, name, sources);
  if (!other) return;
  const asked = other.framework === 'django' ? restGuards(sources.join('\n')) : '';
  out.route(
    { ...place, method: 'POST', ...other },
    asked ? `(request) => { ${asked} return ${called(handler)}; }` : handler,
  );
}

/** The call of a handler. A decorated handler is already a call, that of its decorators. */
const called = (handler: string): string => `${handler}${handler.endsWith(')') ? '' : '(request)'}`;

/** The routes that calls in this file register for one of its functions, other than those for signed-in users. */
export const registeredFor = ({ registered }: Python, handler: string): Registration[] =>
  registered
    .filter((each) => each.handler === handler && !each.forUsers)
    .map(({ route, framework, secret }) => ({
      route,
      method: 'POST',
      framework,
      router: '',
      secret,
      dependencies: [],
    }));

/** Adds the routes that this file registers for handlers of other files. */
export function addForeignRoutes(python: Python): void {
  for (const { handler, route, framework, call, forUsers } of python.registered) {
    const [first = '', ...rest] = handler.split('.');
    if (!python.out.imported(identifier(first))) continue;
    const { line, endLine } = call;
    const written = [identifier(first), ...rest.map(propertyName)].join('.');
    // Only signed-in users reach the handler.
    const before = forUsers ? ['authMiddleware'] : [];
    python.out.route(
      { framework, route, method: 'POST', name: null, line, endLine, kind: 'route' },
      [written, ...before].join(', '),
    );
  }
}

/** Functions that manage webhook subscriptions, in a file that also changes and deletes: `create_webhook`. */
const LOOKS_AFTER =
  /^(?:create|add|register|subscribe|update|edit|delete|remove|test|save)_(?:\w{1,30}_)?web_?hooks?(?:_\w{1,30})?$/;

/**
 * Whether a route is in a file that only receives events: a `webhooks.py`, or the routes of a folder of that name. A
 * file that manages webhooks would also change and delete them.
 */
const isReceivers = ({ path, manages }: Python, name: string, route: string): boolean =>
  !manages &&
  OF_RECEIVERS.test(path) &&
  !ADMIN.test(name) &&
  !SCHEDULED.test(name) &&
  ![name, route.slice(route.lastIndexOf('/') + 1)].some((each) => ASKED_FOR.test(each));

const OF_RECEIVERS =
  /(?:^|[/_])web_?hooks?(?:\/(?:__init__|api|routes?|routers?|views|endpoints?|handlers?|receivers?|blueprint))?\.py$/i;

/** Actions of the application's own users in a webhook file: `/initiate`, `simulate_payment`. */
const ASKED_FOR =
  /^(?:initiate|initiali[sz]e|make|simulate|submit|generate|ask|predict|schedule|chat|mock|debug)(?:[_-]|$)/;

/** Functions that a scheduler calls, in a file of a bot's webhooks: `reminder_tick`. */
const SCHEDULED = /^(?!.*hook).*(?:^|_)(?:tick|cron|reminders?|scheduled?|daily|hourly)(?:_|$)/;

/**
 * Whether the name of a function shows a webhook where its path does not: `@app.post('/bot')` on
 * `def telegram_webhook`.
 */
const isNamedInstead = ({ manages }: Python, name: string, route: string): boolean =>
  !manages && !/hook/i.test(route) && TAKES.test(name) && !ADMIN.test(name);

const TAKES =
  /^(?!(?:call|check|clear|dispatch|disable|emit|enable|fetch|fire|forward|init|install|make|mock|new|on_set|ping|post|proxy|push|read|refresh|relay|replay|reset|run|save|show|simulate|start|stop|store|sync|toggle|try|un\w+|validate|verify|view)_)(?:[a-z\d]{1,20}_){0,2}web_?hook(?:_(?:handler|receiver|endpoint|view|post|events?|receive|listener|callback))?$/;

/**
 * The decorators that apply to the route of a function: `@app.post` registers the function as the decorators below
 * leave it, so those above have no effect on the route.
 */
function appliedTo(python: Python, decorators: readonly SyntaxNode[]): readonly SyntaxNode[] {
  if (python.framework === 'odoo') return decorators;
  return decorators.slice(decorators.findLastIndex((each) => registrationOf(python, each)[0]?.router) + 1);
}

/** Wraps the handler in calls of the decorators that may verify; others are left out. */
function wrapped(python: Python, handler: string, decorators: readonly SyntaxNode[]): string {
  let result = handler;
  for (const each of decorators.toReversed()) {
    const node = each.children.find((part) => part.type !== 'comment') ?? null;
    const source = sourceOf(python.text, node);
    if (
      /^(?:[\w.]+\.)?(?:route|post|api_route|get|put|csrf_exempt|require_POST|require_http_methods|api_view|transaction\.\w+|whitelist|(?:permission|authentication)_classes|wraps|staticmethod|method_decorator)\b/.test(
        source,
      )
    )
      continue;
    if (!/verif|sign|valid|auth|webhook|secur|check|hmac|protect|requir|twilio|slack|stripe|github/i.test(source))
      continue;
    result = `${expression(python, node)}(${result})`;
  }
  return result;
}
