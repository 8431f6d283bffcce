import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isBaseController } from '../is-lowered-candidate.ts';
import { propertyName, sourceOf } from '../spelling.ts';
import { inheritedFilters, isAside, OF_USERS, readFilters } from './rails-filters.ts';
import type { Filter } from './rails-filters.ts';
import { parentsOf } from './class-parents.ts';
import type { Ruby } from './ruby.ts';

const HOOK = /web_?hook|(?:^|[_/])(?:ipn|hooks?)(?:$|[_/])|callbacks?_controller/i;

/** Filters of the application's own base, and of nobody's webhook. */
const INHERITED_USER =
  /^(?:authenticate|authorize|require)_(?!.*(?:hook|signature|request|hmac|sender|provider))\w+!?$/;

const CRUD =
  /^(?:index|show|new|edit|update|destroy|delete|list|toggle|test|enable|disable|subscribe|unsubscribe|retry)$/;

/** What a controller that creates, changes and deletes rows has to look at where some of them are sent by a provider. */
const SENT =
  /signature|hmac|construct_event|secure_compare|_token:\s?params|:verify_authenticity_token|skip_forgery|null_session/i;

/** Actions that are called as what a provider of messages and calls brings: `twilio#sms`, `telnyx#status_callback`. */
const COMES_IN =
  /^(?:(?:incoming|inbound|receive)(?:_\w{1,20})?|sms|mms|voice|reply|replies|(?:\w{1,20}_)?status(?:_callback)?|events?)$/;

/** Public methods that actions call: what they are called says that they give something out. */
const HELPER = /_params$|^(?:raw_|request_)?(?:payload|body)(?:_body)?$|\?$/;

/**
 * Who is signed in acts, a browser comes back from a sign-in or asks for JSONP, or the provider asks whether the address is right.
 */
const OF_BROWSERS =
  /\bcurrent_(?:user|admin|member)\.\w|\bparams\[:code\][\s\S]{0,400}\bparams\[:state\]|\bparams\[:state\][\s\S]{0,400}\bparams\[:code\]|\bparams\[:crc_token\]|\bcallback: params\[:callback\]|omniauth\.auth/;

/** The public actions of a Rails controller, each with the filters in front of it. */
export function addController(ruby: Ruby, node: SyntaxNode, className: string): void {
  const { text, out, path } = ruby;
  if (node.type !== 'class' || !className.endsWith('Controller') || /(?:^|\/)(?:admin|settings|dashboard)\//.test(path))
    return;
  // No route leads to what others extend; what a base does not verify its subclasses may.
  if (/^(?:Base|Application)Controller$/.test(className) && isBaseController(path)) return;
  const body = child(node, 'body')?.children ?? [];
  const actions: SyntaxNode[] = [];
  for (const each of body) {
    if (each.type === 'identifier' && /^(?:private|protected)$/.test(sourceOf(text, each))) break;
    if (each.type === 'method') actions.push(each);
  }
  const names = actions.map((each) => sourceOf(text, child(each, 'name')));
  const { filters, skipped } = readFilters(ruby, body);
  const overridden = overrides(ruby, node, names);
  const called = calledWithin(
    ruby,
    actions,
    [...filters].map((each) => each.name),
  );
  const stem = path.replace(/^.*?controllers\//, '').replace(/_controller\.rb$/, '');
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
    if (before.some(ofUser) || CRUD.test(name) || HELPER.test(name) || called.has(name)) continue;
    if (name === 'create' && keeps && !SENT.test(sourceOf(text, node))) continue;
    if (OF_BROWSERS.test(sourceOf(text, action))) continue;
    if (!worksAround && !before.some((each) => ruby.methods.has(each.name)) && answersAtOnce(ruby, action)) continue;
    if (
      /Base|^Application/.test(className) &&
      !/^(?:create|receive|handle|process|web_?hook|hook|event|notify)/.test(name)
    )
      continue;
    const calls = before
      .filter((each) => !isAside(ruby, each.name))
      .map((each) => each.call.replaceAll('this.', `${className}.`));
    const inherited = [...inheritedFilters(ruby, node, { skipped, action: name }), ...overridden];
    const kind = receives || /web_?hook|^ipn$/.test(name) ? 'controller' : 'route';
    out.route(
      {
        framework: 'rails',
        route: `/${stem}${name === 'create' || name === 'receive' ? '' : `/${name}`}`,
        method: 'POST',
        name,
        line: action.line,
        endLine: action.endLine,
        kind,
        ...(kind === 'route' ? { unrouted: 'named' as const } : {}),
        ...(COMES_IN.test(name) && (isForOthers(ruby, body, skipped, name) || readsCapitals(ruby, action))
          ? { ofHooks: true as const }
          : {}),
      },
      `(request) => { ${[...inherited, ...calls].join(' ').replaceAll('this.', `${className}.`)} return ${className}.${propertyName(name)}(${handed(ruby, node, action)}); }`,
    );
  }
}

/** `github_push(payload)`: no route hands an action anything, an included module that asks for the event does. */
function handed(ruby: Ruby, node: SyntaxNode, action: SyntaxNode): string {
  const [first, ...more] = child(action, 'parameters')?.children ?? [];
  const takesBody = first?.type === 'identifier' && more.length === 0 && parentsOf(ruby, node).included.length > 0;
  return takesBody ? 'request.body, request' : 'request';
}

/** Filters that may do what the action does not. */
const WORKS_AROUND = /\b(?:after|around)_action\b/;

/** `return head :ok`, and what follows is never reached, or `render json: { message: 'received' }` alone: nothing is done. */
function answersAtOnce({ text }: Ruby, action: SyntaxNode): boolean {
  const all = (child(action, 'body')?.children ?? []).filter(({ type }) => type !== 'comment');
  const [first] = all;
  if (all.some(({ type }) => type === 'ensure')) return false;
  if (!first || (first.type !== 'return' && all.length > 1) || !ANSWERS.test(sourceOf(text, first))) return false;
  const named = nodesOfType(first, new Set(['identifier', 'constant', 'instance_variable', 'interpolation']));
  return named.every((each) => /^(?:head|render)$/.test(sourceOf(text, each)));
}

const ANSWERS = /^(?:return\s+)?(?:head|render)\b/;

/** `params[:From]`, `params['CallSid']`: no form of Rails names its fields so. */
const readsCapitals = ({ text }: Ruby, action: SyntaxNode): boolean =>
  /\bparams(?:\[|\.(?:fetch|require|dig)\()[:'"]{1,2}[A-Z][a-z]/.test(sourceOf(text, action));

/** Whether an action takes what others than the site's own forms post, which Rails refuses unless it is told so. */
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
 * A method of a verifying name that nothing of the file calls: the class above asks for it before its actions, as
 * `before_action :verify_event` of a base that leaves the method to its subclasses.
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

/** Public methods that filters are, or that other methods call on the controller itself: helpers, which no route leads to. */
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

/** Parameters and variables, which may be called as an action is. */
const localsOf = (text: string, method: SyntaxNode): string[] => [
  ...(child(method, 'parameters')?.children ?? []).map((each) => sourceOf(text, each)),
  ...nodesOfType(method, new Set(['assignment', 'operator_assignment'])).map((each) =>
    sourceOf(text, child(each, 'left')),
  ),
];

const applies = ({ only, except }: Filter, action: string): boolean =>
  (only === null || only.includes(action)) && !except.includes(action);
