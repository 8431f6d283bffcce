import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { propertyName, sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import { lowerConstant } from './lower-constant.ts';
import type { Ruby } from './ruby.ts';

// Rails routes whose path names webhooks (https://guides.rubyonrails.org/routing.html). The names of their actions and
// files may not.

/** The context of a route: the path so far, the modules of its controller, and the resource that it belongs to. */
type Around = { path: string; modules: readonly string[]; resource: string | null };

const OF_HOOKS = /web_?hooks?|(?:^|\/)hooks?(?:\/|$)|(?:^|[/_])ipn(?:$|[/_])/i;

/** Whether a file defines the routes of a Rails application, by its path. */
export const isRoutesFile = (path: string): boolean => /(?:^|\/)config\/routes(?:\/[^/]+)?\.rb$/.test(path);
/** Whether any path in a routes file names webhooks. */
export const hasHookRoutes = (text: string): boolean =>
  /^[ \t]{0,200}(?:post|match)\b[^\n]{0,160}(?:hook|\bipn\b)/im.test(text) ||
  /^[ \t]{0,200}(?:namespace|scope)\b[^\n]{0,80}hook/im.test(text);

/** Adds the routes of a file whose path names webhooks. */
export function addRailsRoutes(ruby: Ruby, root: SyntaxNode): void {
  for (const node of root.children) routesIn(ruby, node, { path: '', modules: [], resource: null });
}

function routesIn(ruby: Ruby, node: SyntaxNode, around: Around): void {
  if (node.type !== 'call') return;
  const verb = sourceOf(ruby.text, child(node, 'method'));
  if (verb === 'post' || verb === 'match') return routeOf(ruby, node, around);
  const inside = insideOf(ruby, node, verb, around);
  if (inside === null) return;
  for (const each of child(child(node, 'block'), 'body')?.children ?? []) routesIn(ruby, each, inside);
}

/** The context of the routes in a block; null for blocks of other kinds, such as one for signed-in users only. */
function insideOf(ruby: Ruby, node: SyntaxNode, verb: string, around: Around): Around | null {
  const first = wordOf(ruby, argumentsOf(node)[0]);
  if (/^(?:draw|constraints|defaults|collection|concern)$/.test(verb)) return around;
  if (verb === 'namespace' && first !== null)
    return { path: joined(around.path, first), modules: [...around.modules, first], resource: null };
  if (verb === 'scope') {
    const path = first ?? optionOf(ruby, node, 'path') ?? '';
    const module = optionOf(ruby, node, 'module');
    return { ...around, path: joined(around.path, path), modules: [...around.modules, ...(module ? [module] : [])] };
  }
  if (/^resources?$/.test(verb) && first !== null)
    return { ...around, path: joined(around.path, first), resource: first };
  return null;
}

function routeOf(ruby: Ruby, node: SyntaxNode, around: Around): void {
  const [first] = argumentsOf(node);
  // `post 'hook' => 'deploys#push'`
  const isArrow = first?.type === 'pair' && child(first, 'key')?.type === 'string';
  const path = wordOf(ruby, isArrow ? child(first, 'key') : first);
  const written = isArrow ? wordOf(ruby, child(first, 'value')) : optionOf(ruby, node, 'to');
  const route = path === null ? '' : joined(around.path, path);
  if (path === null || !OF_HOOKS.test(route)) return;
  const controller = written?.split('#')[0] ?? optionOf(ruby, node, 'controller') ?? around.resource;
  const action = written?.split('#')[1] ?? optionOf(ruby, node, 'action') ?? path.split('/').at(-1)!;
  if (!controller || !/^\w{1,80}$/.test(action)) return;
  const name = [...around.modules, ...controller.split('/')].map(camelize).join('::');
  const { line, endLine } = node;
  ruby.out.route(
    { framework: 'rails', route, method: 'POST', name: null, line, endLine, kind: 'route' },
    `${lowerConstant(ruby, `${name}Controller`, node)}.${propertyName(action)}`,
  );
}

const joined = (before: string, path: string): string =>
  `${before}/${path.replace(/^\/+|\/+$|\(\.:format\)$/g, '')}`.replace(/\/+$/, '');

/** `api_v1` -> `ApiV1`. */
const camelize = (word: string): string =>
  word.replace(/(?:^|_)([a-z\d])/g, (_whole, letter: string) => letter.toUpperCase()).replace(/\W/g, '');

/** The text of a string or symbol; null for other nodes. */
function wordOf({ text }: Ruby, node: SyntaxNode | null | undefined): string | null {
  if (node?.type === 'simple_symbol') return sourceOf(text, node).slice(1);
  return node?.type === 'string' ? sourceOf(text, node).slice(1, -1) : null;
}

/** The value of a keyword argument: `to: 'orders#receive'`. Null where it is missing or not a literal. */
function optionOf(ruby: Ruby, node: SyntaxNode, name: string): string | null {
  const pair = argumentsOf(node).find(
    (each) => each.type === 'pair' && sourceOf(ruby.text, child(each, 'key')) === name,
  );
  return wordOf(ruby, child(pair ?? null, 'value'));
}
