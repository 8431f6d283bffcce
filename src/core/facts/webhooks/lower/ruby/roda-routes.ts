import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import { lowerBody } from './lower-body.ts';
import type { Ruby } from './ruby.ts';

// Roda routes are a tree of blocks that is executed: `r.on 'webhooks' do ... r.post 'stripe' do ... end end`. The
// statements in a block before the matching call run before it. https://roda.jeremyevans.net/documentation.html

/** A position in the tree: the path so far, and the statements that have run. */
type Branch = { path: string; before: readonly SyntaxNode[]; depth: number };

const MAX_DEPTH = 8;
const MAX_ROUTES = 100;
const MAX_BEFORE = 100;
const MATCHES = /^(?:on|is|branch|root)$/;

/** Adds the routes in `route do |r|` and `hash_branch 'webhooks' do |r|` among the members of a class. */
export function rodaRoutes(ruby: Ruby, members: readonly SyntaxNode[]): void {
  for (const each of members) {
    if (each.type !== 'call' || child(each, 'receiver') || !child(each, 'block')) continue;
    if (!/^(?:route|hash_branch)$/.test(sourceOf(ruby.text, child(each, 'method')))) continue;
    const block = child(each, 'block')!;
    const name = sourceOf(ruby.text, child(block, 'parameters')?.children[0] ?? null);
    if (!/^[a-z_]\w*$/.test(name)) continue;
    const before = ruby.requestName;
    ruby.requestName = name;
    branch(ruby, statementsOf(block), { path: pathOf(ruby, each), before: [], depth: 0 });
    ruby.requestName = before;
  }
}

const statementsOf = (block: SyntaxNode): readonly SyntaxNode[] => child(block, 'body')?.children ?? [];

function branch(ruby: Ruby, nodes: readonly SyntaxNode[], { path, before, depth }: Branch): void {
  const ran = [...before];
  for (const node of nodes) {
    const verb = verbOf(ruby, node);
    const block = child(node, 'block');
    if (verb === null || !block) ran.push(node);
    else if (verb === 'post') addRoute(ruby, node, block, { path: `${path}${pathOf(ruby, node)}`, before: ran, depth });
    else if (MATCHES.test(verb) && depth < MAX_DEPTH)
      branch(ruby, statementsOf(block), { path: `${path}${pathOf(ruby, node)}`, before: ran, depth: depth + 1 });
  }
}

/** The name of a method called on the request; null for anything else. */
const verbOf = ({ text, requestName }: Ruby, node: SyntaxNode): string | null =>
  node.type === 'call' && sourceOf(text, child(node, 'receiver')) === requestName
    ? sourceOf(text, child(node, 'method'))
    : null;

/** The path in the arguments of a matcher: `'webhooks', String, 'events'`. Anything but a string is a parameter. */
const pathOf = (ruby: Ruby, node: SyntaxNode): string =>
  argumentsOf(node)
    .map((each) => (each.type === 'string' ? sourceOf(ruby.text, each).replace(/["']/g, '') : ':part'))
    .map((part) => `/${part.replace(/^\/+/, '')}`)
    .join('');

function addRoute(ruby: Ruby, node: SyntaxNode, block: SyntaxNode, { path, before }: Branch): void {
  // Every route repeats the statements before it, hence the limit.
  if (ruby.out.routes.length >= MAX_ROUTES) return;
  const nodes = [...before.slice(-MAX_BEFORE), ...statementsOf(block)];
  ruby.locals = new Set(
    nodes.flatMap((each) =>
      nodesOfType(each, new Set(['assignment'])).map((part) => sourceOf(ruby.text, child(part, 'left'))),
    ),
  );
  const name = ruby.out.fresh();
  ruby.out.add(`function ${name}(request) {`, node);
  lowerBody(ruby, nodes, true);
  ruby.out.add('}', node);
  const { line, endLine } = node;
  ruby.out.route({ framework: 'roda', route: path, method: 'POST', name: null, line, endLine, kind: 'route' }, name);
}
