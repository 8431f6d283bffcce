import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { guardsAt, mayMount, readGuardedRoutes } from './guarded-routes.ts';
import type { Routers } from './guarded-routes.ts';
import { handlerShape, postedNames } from './rust-functions.ts';

const HOOK = /web_?hook/i;

/** Functions that manage or send webhooks: `register_endpoint`, `retry_delivery`. */
const MANAGES =
  /^(?:create|list|update|change|edit|test|register|retry|send|set|add|remove|toggle|enable|disable|trigger)(?:_|$)/;
/** Actions of the application's own users, in a webhook file too: `send_message`. */
const ASKED = /^(?:send|list|retry|resend|register|search)_/;
/** `add_webhook` manages webhooks and does not receive them; likewise `account_set_webhook_secret`. */
const OBJECT = /_web_?hooks?$/;
const BELONGING =
  /web_?hooks?_(?:secret|token|key|ur[il]|config|settings|logs?|deliver(?:y|ies)|status|subscription)s?$/;
/** Parameters of error handlers: `handle_rejection(err: Rejection)`. */
const OF_ERRORS = /:\s{0,9}(?:\w{1,40}::){0,4}(?:Rejection|BoxError)\b/;
/** Extractors that reject callers who are not signed in, and what middleware found out about who is. */
const OF_USERS =
  /\b(?:(?:Current|Auth(?:ed|enticated|orized)?|LoggedIn|SignedIn|Session|Admin|Operator)(?:User|Admin|Account|Auth|Business|Customer|Employee|Info|Member|Merchant|Org(?:ani[sz]ation)?|Principal|Role|Session|Staff|Team|Tenant)|Require(?:Auth|Admin|Login|Session|User)|Claims)\b|\bExtension<(?:\w{1,40}::){0,4}\w{0,40}(?:(?:App|Caller|Request|Session|User)Auth|Identity|Principal|User)>/;

/** What the caller sends. Its type does not show that the caller is signed in: `Json<AuthInfo>`. */
const SENT = /\b(?:Json|Form|Query|Path)<[^>]{0,200}>/g;

/** A method other than POST: `#[get("/hook")]` of actix and Rocket. */
const OTHER_VERBS = /#\[\s*(?:\w+::)*(?:get|put|patch|delete|head)\(/;

/** Handlers of methods other than POST: `.put(update)`, `web::delete().to(remove)`. */
const OF_OTHERS =
  /\b(?:get|put|patch|delete|head)\(\s{0,200}(?:\)\s{0,200}\.to\(\s{0,200})?(?:\w{1,100}::){0,9}(\w{1,200})/g;

/** Whether another function of the file calls it, tests aside; only the framework calls a handler. */
const isHelper = ({ text }: Curly, name: string): boolean =>
  name !== '' && new RegExp(`(?<!\\bfn\\s{1,9}|\\.|::)\\b${name}\\(`).test(text.split('#[cfg(test)]', 1)[0]!);

/** What is read once per file for all its handlers. */
export type RustFile = {
  warp: boolean;
  framework: string;
  routed: ReadonlyMap<string, string>;
  /** Other HTTP methods at the route of a handler, by the handler's name. */
  siblings: ReadonlyMap<string, readonly string[]>;
  /** Handlers that are reached by methods other than POST only: `.route("/webhooks/:id", put(update))`. */
  otherwise: ReadonlySet<string>;
  /**
   * The file is a `webhooks.rs` that changes and deletes nothing; another file mounts its routes under their own path.
   */
  receives: boolean;
  guarded: Routers;
};

/** Reads the routes of a file by the names of their handlers: `.route("/webhook", post(handlers::webhook))`. */
export function readRustFile(rust: Curly, root: SyntaxNode): RustFile {
  const { path, text } = rust;
  const routed = new Map<string, string>();
  const siblings = new Map<string, readonly string[]>();
  const otherwise = new Set<string>();
  for (const { 1: prefix, 2: route, 3: methods, index } of text.matchAll(
    /(?:\.nest\(\s{0,200}"([^"]{0,500})"\s{0,200},\s{0,200}\{?\s{0,200}Router::new\(\)\s{0,200})?\.route\(\s{0,200}"([^"]{0,500})"\s{0,200},(?=([^;"]{0,300}))/g,
  )) {
    const [own = ''] = methods!.split('.route(', 1);
    const [name] = postedNames(own);
    for (const [, other] of own.matchAll(OF_OTHERS)) otherwise.add(other!);
    if (name === undefined || routed.has(name)) continue;
    const scope = prefix ?? scopeAround(text, index);
    routed.set(name, `${scope.replace(/\/$/, '')}${route}`);
    siblings.set(name, own.match(/\b(?:get|put|patch|delete)(?=\()/g) ?? []);
  }
  for (const [name, route] of [...resourcesIn(text), ...warpPathsIn(text)])
    if (!routed.has(name)) routed.set(name, route);
  // A function that has a POST route too, at whatever path, may receive webhooks.
  for (const name of postedNames(text)) otherwise.delete(name);
  const guarded = mayMount(text) ? readGuardedRoutes(rust, root) : { routes: [], mounts: [] };
  const receives = /(?:^|\/)web_?hooks?\.rs$/.test(path) && !/\b(?:put|patch|delete)\(/.test(text);
  return {
    warp: /warp/.test(text),
    framework: /actix/.test(text) ? 'actix' : 'axum',
    routed,
    siblings,
    otherwise,
    receives,
    guarded,
  };
}

/**
 * The path of the actix scope around the route at that offset: `web::scope("/hooks").wrap(…).route("/acme", …)`. Empty
 * where there is none.
 */
function scopeAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 600), at);
  const found = before.lastIndexOf('scope("');
  if (found === -1) return '';
  const between = before.slice(before.indexOf(')', found) + 1);
  let depth = 0;
  for (const each of between) {
    if (each === '(') depth += 1;
    else if (each === ')' && --depth < 0) return '';
  }
  return /^"([^"\n]{0,200})"/.exec(before.slice(found + 6))?.[1] ?? '';
}

/** Pairs of handler and route in `web::resource("/webhook").route(web::post().to(take))` of actix. */
function resourcesIn(text: string): [string, string][] {
  if (!text.includes('resource(')) return [];
  return [...text.matchAll(/\bresource\(\s{0,50}"([^"]{0,500})"\s{0,50}\)(?=([^;"]{0,300}))/g)].flatMap(
    ([, route = '', methods = '']) => postedNames(methods).map((name): [string, string] => [name, route]),
  );
}

/** Pairs of handler and route in `warp::path!("webhook" / "github").and(warp::post()).and_then(take)`. */
function warpPathsIn(text: string): [string, string][] {
  if (!text.includes('warp::path')) return [];
  return text.split(';').flatMap((statement): [string, string][] => {
    const name = /\.(?:and_then|then|map)\(\s{0,50}(?:\w{1,60}::){0,5}(\w{1,100})\s{0,50}\)/.exec(statement)?.[1];
    const parts = [...statement.matchAll(/warp::path!?\(([^)]{0,200})\)/g)].flatMap(([, inner = '']) =>
      [...inner.matchAll(/"([^"]{1,80})"/g)].map(([, part]) => part),
    );
    return name === undefined || parts.length === 0 || !statement.includes('post()')
      ? []
      : [[name, `/${parts.join('/')}`]];
  });
}

/**
 * Writes the routes of the handlers in the file: top-level functions, and associated functions of a type without
 * `self`.
 */
export function addHandlers(rust: Curly, file: RustFile, root: SyntaxNode): void {
  for (const [index, node] of root.children.entries()) {
    if (node.type === 'function_item') handlerOf(rust, file, root, index, null);
    const type = node.type === 'impl_item' && !child(node, 'trait') ? typeOf(rust, node) : null;
    const body = type === null ? null : child(node, 'body');
    for (const [at, each] of body?.children.entries() ?? [])
      if (each.type === 'function_item' && !takesSelf(each)) handlerOf(rust, file, body!, at, type);
  }
}

/** The name of the type of an `impl` block: `Hooks` for `impl Hooks<S> { … }`. */
export const typeOf = ({ text }: Curly, node: SyntaxNode): string =>
  sourceOf(text, child(node, 'type') ?? node.children.find((each) => each.type === 'type_identifier') ?? null).replace(
    /<[\s\S]*$/,
    '',
  );

const takesSelf = (node: SyntaxNode): boolean =>
  (child(node, 'parameters')?.children ?? []).some(({ type }) => type === 'self_parameter');

/** Writes the route of the function at `index` in `around` if it is a handler. */
function handlerOf(rust: Curly, file: RustFile, around: SyntaxNode, index: number, type: string | null): void {
  const { text } = rust;
  const node = around.children[index]!;
  const name = sourceOf(text, child(node, 'name'));
  let first = index;
  while (/attribute_item|comment/.test(around.children[first - 1]?.type ?? '')) first -= 1;
  const attributes = around.children
    .slice(first, index)
    .map((each) => sourceOf(text, each))
    .join(' ');
  const attribute = /#\[\s*(?:\w+::)*post\(\s*"([^"]*)"/.exec(attributes)?.[1];
  const mounted = file.guarded.routes.find((each) => each.handler === name);
  const hidden = mounted?.secret ?? null;
  const escaped = file.routed.get(name) ?? (hidden === null ? undefined : mounted?.route);
  const warp =
    file.warp &&
    /_handler$|^handle_|webhook/.test(name) &&
    /^(?!impl\s{1,9}(?:warp::)?Filter\b)[^]{0,300}(?:Reply|Rejection)/.test(sourceOf(text, child(node, 'return_type')));
  if (attribute === undefined && escaped === undefined && (OTHER_VERBS.test(attributes) || isHelper(rust, name)))
    return;
  if (attribute === undefined && escaped === undefined && !handlerShape(rust, node) && !warp) return;
  if (
    /^(?:create_|list_|delete_|update_|get_|test_|register_|retry_|send_|verify_|validate_|check_|parse_)/.test(name) &&
    attribute === undefined &&
    escaped === undefined &&
    !HOOK.test(rust.path)
  )
    return;
  if (/^(?:verify_|validate_|check_|get_|list_|delete_|is_)/.test(name) || file.otherwise.has(name)) return;
  if (
    (MANAGES.test(name) && OBJECT.test(name)) ||
    BELONGING.test(name) ||
    [OF_USERS, OF_ERRORS].some((each) => each.test(sourceOf(text, child(node, 'parameters')).replace(SENT, '')))
  )
    return;
  const route = attribute ?? escaped ?? null;
  const hooks =
    hidden !== null ||
    HOOK.test(name) ||
    (HOOK.test(rust.path) && route === null && !ASKED.test(name)) ||
    (file.receives && !MANAGES.test(name));
  rust.out.route(
    {
      framework: warp ? 'warp' : file.framework,
      route,
      method: 'POST',
      name,
      line: node.line,
      endLine: node.endLine,
      kind: hooks ? 'controller' : 'route',
      siblings: file.siblings.get(name) ?? [],
      ...(route === null && !hooks ? { unrouted: ASKED.test(name) ? ('plain' as const) : ('named' as const) } : {}),
    },
    [
      type === null ? identifier(name) : `${identifier(type)}.${propertyName(name)}`,
      ...(mounted ? guardsAt(rust, mounted, node) : []),
    ].join(', '),
  );
}
