import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isBaseController } from '../is-lowered-candidate.ts';
import { propertyName, sourceOf } from '../spelling.ts';
import { inheritedFilters, isAside, OF_USERS, readFilters } from './rails-filters.ts';
import type { Filter } from './rails-filters.ts';
import { parentsOf } from './class-parents.ts';
import type { Ruby } from './ruby.ts';

const HOOK = /web_?hook|(?:^|[_/])(?:ipn|hooks?)(?:$|[_/])/i;

/** `api/callbacks`: what others post, unless somebody comes back from signing in there. */
const CALLED_BACK = /(?:^|\/)callbacks?$/;
const SIGNS_IN = /omniauth|oauth|devise|saml|open_?id|sign_in|log_?in|params\[:code\]/i;

/** Filters, inherited from the application's base controller, that authenticate users and not webhooks. */
const INHERITED_USER =
  /^(?:authenticate|authorize|require)_(?!.*(?:hook|signature|request|hmac|sender|provider))\w+!?$/;

const CRUD =
  /^(?:index|show|new|edit|update|destroy|delete|list|toggle|test|enable|disable|subscribe|unsubscribe|retry)$/;

/**
 * Signs that a CRUD controller also receives requests of a provider: it handles signatures, or turns CSRF protection
 * off.
 */
const SENT =
  /signature|hmac|construct_event|secure_compare|_token:\s?params|:verify_authenticity_token|skip_forgery|null_session/i;

/** Actions named after the events of messaging and telephony providers: `twilio#sms`, `telnyx#status_callback`. */
const COMES_IN =
  /^(?:(?:incoming|inbound|receive)(?:_\w{1,20})?|sms|mms|voice|reply|replies|(?:\w{1,20}_)?status(?:_callback)?|events?)$/;

/** Public helper methods, named after the value that they return. */
const HELPER = /_params$|^(?:raw_|request_)?(?:payload|body)(?:_body)?$|\?$/;

/**
 * Actions that are not webhooks: for a signed-in user, for a browser that returns from a sign-in or requests JSONP, or
 * for a provider that checks the URL.
 */
const OF_BROWSERS =
  /\bcurrent_(?:user|admin|member)\.\w|\bparams\[:code\][\s\S]{0,400}\bparams\[:state\]|\bparams\[:state\][\s\S]{0,400}\bparams\[:code\]|\bparams\[:crc_token\]|\bcallback: params\[:callback\]|omniauth\.auth/;

/** Adds the routes of the public actions of a Rails controller, each with the filters before it. */
export function addController(ruby: Ruby, node: SyntaxNode, className: string): void {
  const { text, out, path } = ruby;
  if (node.type !== 'class' || !className.endsWith('Controller') || /(?:^|\/)(?:admin|settings|dashboard)\//.test(path))
    return;
  // What a base controller does not verify, its subclasses may; only a route that leads to it says otherwise.
  const isBase = /^(?:Base|Application)Controller$/.test(className) && isBaseController(path);
  const body = child(node, 'body')?.children ?? [];
  const actions: SyntaxNode[] = [];
  for (const each of body) {
    if (each.type === 'identifier' && /^(?:private|protected)$/.test(sourceOf(text, each))) break;
    if (each.type === 'method') actions.push(each);
  }
  const names = actions.map((each) => sourceOf(text, child(each, 'name')));
  // Rails makes its controllers of nothing: one that is made of something is somebody else's.
  if (actions.some((each, at) => names[at] === 'initialize' && child(each, 'parameters') !== null)) return;
  const { filters, skipped } = readFilters(ruby, body);
  const overridden = overrides(ruby, node, names);
  const called = calledWithin(
    ruby,
    actions,
    [...filters].map((each) => each.name),
  );
  const stem = path.replace(/^.*?controllers\//, '').replace(/_controller\.rb$/, '');
  const isCalledBack = (name: string): boolean =>
    CALLED_BACK.test(stem) &&
    isForOthers(ruby, body, skipped, name) &&
    !SIGNS_IN.test(`${path} ${sourceOf(text, node)}`);
  const receives = HOOK.test(stem) && !names.some((each) => CRUD.test(each) && each !== 'show' && each !== 'new');
  const worksAround = WORKS_AROUND.test(sourceOf(text, node));
  const keeps = ['update', 'destroy'].every((each) => names.includes(each));
  for (const action of actions) {
    const name = sourceOf(text, child(action, 'name'));
    const before = filters.filter(
      (each) => applies(each, name) && !(skipped.has(each.name) && (skipped.get(each.name) ?? [name]).includes(name)),
    );
    const ofUser = (each: Filter): boolean =>
      OF_USERS.test(each.name) || (INHERITED_USER.test(each.name) && !ruby.methods.has(each.name));
    if (name === 'initialize' || before.some(ofUser) || CRUD.test(name) || HELPER.test(name) || called.has(name))
      continue;
    if (name === 'create' && keeps && !SENT.test(sourceOf(text, node))) continue;
    if (OF_BROWSERS.test(sourceOf(text, action))) continue;
    if (!worksAround && !before.some((each) => ruby.methods.has(each.name)) && answersAtOnce(ruby, action)) continue;
    if (
      !isBase &&
      /Base|^Application/.test(className) &&
      !/^(?:create|receive|handle|process|web_?hook|hook|event|notify)/.test(name)
    )
      continue;
    const calls = before
      .filter((each) => !isAside(ruby, each.name))
      .map((each) => each.call.replaceAll('this.', `${className}.`));
    const inherited = [...inheritedFilters(ruby, node, { skipped, action: name }), ...overridden];
    const kind = !isBase && (receives || /web_?hook|^ipn$/.test(name) || isCalledBack(name)) ? 'controller' : 'route';
    out.route(
      {
        framework: 'rails',
        route: `/${stem}${name === 'create' || name === 'receive' ? '' : `/${name}`}`,
        method: 'POST',
        name,
        line: action.line,
        endLine: action.endLine,
        kind,
        ...(kind === 'route' ? { unrouted: isBase ? ('plain' as const) : ('named' as const) } : {}),
        ...(COMES_IN.test(name) && (isForOthers(ruby, body, skipped, name) || readsCapitals(ruby, action))
          ? { ofHooks: true as const }
          : {}),
      },
      `(request) => { ${[...inherited, ...calls].join(' ').replaceAll('this.', `${className}.`)} return ${className}.${propertyName(name)}(${handed(ruby, node, action)}); }`,
    );
  }
}

/**
 * The arguments of an action. A route passes none; `github_push(payload)` is called by an included module with the
 * event.
 */
function handed(ruby: Ruby, node: SyntaxNode, action: SyntaxNode): string {
  const [first, ...more] = child(action, 'parameters')?.children ?? [];
  const takesBody = first?.type === 'identifier' && more.length === 0 && parentsOf(ruby, node).included.length > 0;
  return takesBody ? 'request.body, request' : 'request';
}

/** Filters that may do the work of an action that does nothing itself. */
const WORKS_AROUND = /\b(?:after|around)_action\b/;

/**
 * Whether an action responds and does nothing else: `return head :ok`, with the rest unreachable, or
 * `render json: { message: 'received' }` alone.
 */
function answersAtOnce({ text }: Ruby, action: SyntaxNode): boolean {
  const all = (child(action, 'body')?.children ?? []).filter(({ type }) => type !== 'comment');
  const [first] = all;
  if (all.some(({ type }) => type === 'ensure')) return false;
  if (!first || (first.type !== 'return' && all.length > 1) || !ANSWERS.test(sourceOf(text, first))) return false;
  const named = nodesOfType(first, new Set(['identifier', 'constant', 'instance_variable', 'interpolation']));
  return named.every((each) => /^(?:head|render)$/.test(sourceOf(text, each)));
}

const ANSWERS = /^(?:return\s+)?(?:head|render)\b/;

/**
 * Whether an action reads capitalised parameters, which Rails forms do not have: `params[:From]`, `params['CallSid']`.
 */
const readsCapitals = ({ text }: Ruby, action: SyntaxNode): boolean =>
  /\bparams(?:\[|\.(?:fetch|require|dig)\()[:'"]{1,2}[A-Z][a-z]/.test(sourceOf(text, action));

/**
 * Whether an action accepts posts from outside the site's own forms, which Rails rejects unless CSRF protection is off.
 */
function isForOthers(
  { text }: Ruby,
  body: readonly SyntaxNode[],
  skipped: ReadonlyMap<string, readonly string[] | null>,
  action: string,
): boolean {
  const only = skipped.get('verify_authenticity_token');
  if (only !== undefined) return only?.includes(action) ?? true;
  return body.some(
    (each) => /^(?:call|identifier)$/.test(each.type) && /^skip_forgery_protection\b/.test(sourceOf(text, each)),
  );
}

/**
 * Calls of methods with a verifying name that nothing in the file calls. The superclass runs them before its actions,
 * as with `before_action :verify_event` in a base that leaves the method to its subclasses.
 */
function overrides(ruby: Ruby, node: SyntaxNode, actions: readonly string[]): string[] {
  const { text } = ruby;
  const above = sourceOf(text, child(node, 'superclass'));
  if (/^(?:<\s*)?(?:::)?(?:ApplicationController|ActionController::\w+)$/.test(above)) return [];
  return (child(node, 'body')?.children ?? [])
    .filter((each) => each.type === 'method')
    .map((each) => sourceOf(text, child(each, 'name')))
    .filter((name) => /^(?:verif|valid|authentic)/.test(name) && !actions.includes(name) && !isMentioned(text, name))
    .map((name) => `this.${propertyName(name)}(request);`);
}

const isMentioned = (text: string, name: string): boolean =>
  text.split(new RegExp(`\\b${name.replace(/[?!]$/, '\\$&')}`)).length > 2;

/**
 * Public methods that are helpers rather than actions: filters, and methods that others call on the controller itself.
 */
function calledWithin({ text }: Ruby, methods: readonly SyntaxNode[], filters: readonly string[]): Set<string> {
  const called = new Set(filters);
  for (const method of methods) {
    const own = new Set([sourceOf(text, child(method, 'name')), ...localsOf(text, method)]);
    for (const node of nodesOfType(child(method, 'body') ?? method, new Set(['identifier', 'call']))) {
      const isCall = node.type === 'call';
      if (isCall ? child(node, 'receiver') !== null : node.field === 'method') continue;
      const name = sourceOf(text, isCall ? child(node, 'method') : node);
      if (!own.has(name)) called.add(name);
    }
  }
  return called;
}

/** Parameters and local variables, which may share the name of an action. */
const localsOf = (text: string, method: SyntaxNode): string[] => [
  ...(child(method, 'parameters')?.children ?? []).map((each) => sourceOf(text, each)),
  ...nodesOfType(method, new Set(['assignment', 'operator_assignment'])).map((each) =>
    sourceOf(text, child(each, 'left')),
  ),
];

const applies = ({ only, except }: Filter, action: string): boolean =>
  (only === null || only.includes(action)) && !except.includes(action);
