import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import { lowerBody } from './lower-body.ts';
import { HANDS_ON } from './rack-apps.ts';
import type { Ruby } from './ruby.ts';

/**
 * The context of the routes in a class or file: the path so far, `before` blocks, which may reject, and middleware
 * (`passed`).
 */
export type Around = {
  path: string;
  before: readonly Before[];
  framework: string;
  passed?: readonly string[];
  /** The name of the application in an extension, on which routes are defined. */
  app?: string;
};
type Before = { name: string; path: string | null };

/**
 * Blocks that group routes: `resource :webhooks do` of Grape, `namespace '/hooks' do` of Sinatra, `version 'v1' do`.
 */
const GROUP = /^(?:resources?|namespace|group|segment|scope|version)$/;

/**
 * Adds the routes of Sinatra and Grape, `post '/webhook' do ... end`, with the groups around them and the `before`
 * blocks beside them. Returns all other members, which it does not handle.
 */
export function sinatraRoutes(ruby: Ruby, members: readonly SyntaxNode[], around: Around): SyntaxNode[] {
  const isOwn = (receiver: SyntaxNode | null): boolean => !receiver || sourceOf(ruby.text, receiver) === around.app;
  const calls = members.filter(
    (each) => each.type === 'call' && isOwn(child(each, 'receiver')) && child(each, 'block'),
  );
  const before = [...around.before];
  for (const each of calls)
    if (nameOf(ruby, each) === 'before') before.push({ name: functionOf(ruby, each, true), path: pathOf(ruby, each) });
  const passed = [...(around.passed ?? []), ...middlewareOf(ruby, members)];
  const taken = new Set<SyntaxNode>();
  for (const each of calls) {
    const name = nameOf(ruby, each);
    const path = pathOf(ruby, each);
    if (name === 'before') taken.add(each);
    else if (name === 'post') {
      taken.add(each);
      addRoute(ruby, each, { ...around, path: joined(around.path, path), before, passed });
    } else if (GROUP.test(name) && isGroup(ruby, each)) {
      taken.add(each);
      const inner = name === 'version' ? around.path : joined(around.path, path);
      sinatraRoutes(ruby, child(child(each, 'block'), 'body')?.children ?? [], {
        ...around,
        path: inner,
        before,
        passed,
      });
    }
  }
  return members.filter((each) => !taken.has(each));
}

/**
 * Adds the routes of a Sinatra extension: `def self.registered(app)` with `app.post '/webhook' do … end`
 * (https://sinatrarb.com/extensions.html#extending-the-request-context-with-modules).
 */
export function extensionRoutes(ruby: Ruby, members: readonly SyntaxNode[]): void {
  const registers = members.find(
    (each) => each.type === 'singleton_method' && sourceOf(ruby.text, child(each, 'name')) === 'registered',
  );
  const app = child(registers ?? null, 'parameters')?.children[0];
  if (app?.type !== 'identifier') return;
  const body = child(registers ?? null, 'body')?.children ?? [];
  sinatraRoutes(ruby, body, { path: '', before: [], framework: 'sinatra', app: sourceOf(ruby.text, app) });
}

/** Middleware of this file that passes accepted requests on: `use VerifySignature`. */
const middlewareOf = (ruby: Ruby, members: readonly SyntaxNode[]): string[] =>
  members
    .filter((each) => each.type === 'call' && nameOf(ruby, each) === 'use')
    .map((each) => sourceOf(ruby.text, argumentsOf(each)[0] ?? null))
    .filter(
      (name) =>
        /^[A-Z]\w*$/.test(name) && new RegExp(`\\bclass ${name}\\b`).test(ruby.text) && HANDS_ON.test(ruby.text),
    )
    .map((name) => `(request, next) => ${name}.call(request, request, next)`);

/** Whether a block contains routes; blocks in models and tests may have the same names. */
const isGroup = (ruby: Ruby, node: SyntaxNode): boolean => /\bpost\b/.test(sourceOf(ruby.text, node));

const nameOf = (ruby: Ruby, node: SyntaxNode): string => sourceOf(ruby.text, child(node, 'method'));

/** The path in the first argument: a string, or a symbol of Grape. Null where it is neither. */
function pathOf(ruby: Ruby, node: SyntaxNode): string | null {
  const [first] = argumentsOf(node);
  return first && /^(?:string|simple_symbol)$/.test(first.type)
    ? sourceOf(ruby.text, first).replace(/^:|["']/g, '')
    : null;
}

const joined = (before: string, path: string | null): string =>
  path === null ? before : `${before.replace(/\/$/, '')}${path.startsWith('/') ? '' : '/'}${path}`;

/**
 * Writes the block of a call as a function of the request and returns its name. With `refuses`, a response rendered in
 * it ends the request.
 */
function functionOf(ruby: Ruby, node: SyntaxNode, refuses: boolean): string {
  const block = child(node, 'block')!;
  ruby.locals = new Set(
    nodesOfType(block, new Set(['assignment'])).map((each) => sourceOf(ruby.text, child(each, 'left'))),
  );
  const name = ruby.out.fresh();
  ruby.out.add(`function ${name}(request) {`, node);
  ruby.answersReject = refuses;
  lowerBody(ruby, child(block, 'body')?.children ?? [], true);
  ruby.answersReject = false;
  ruby.out.add('}', node);
  return name;
}

function addRoute(ruby: Ruby, node: SyntaxNode, { path, before, framework, passed = [] }: Around): void {
  const handler = functionOf(ruby, node, false);
  const { line, endLine } = node;
  const calls = before.filter((each) => covers(each.path, path)).map(({ name }) => `${name}(request);`);
  ruby.out.route(
    { framework, route: path, method: 'POST', name: null, line, endLine, kind: 'route' },
    [calls.length === 0 ? handler : `(request) => { ${calls.join(' ')} return ${handler}(request); }`, ...passed].join(
      ', ',
    ),
  );
}

/** Whether a `before` block applies to a route: `before '/webhook*'`. A null pattern applies to all. */
const covers = (pattern: string | null, route: string): boolean => {
  if (pattern === null) return true;
  const fixed = pattern.split(/[*:?(]/, 1)[0]!;
  return fixed === pattern ? route === pattern : route.startsWith(fixed);
};
