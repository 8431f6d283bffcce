import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import { lowerBody } from './lower-body.ts';
import type { Ruby } from './ruby.ts';

/** `post '/webhook' do ... end` of Sinatra and Roda. */
export function sinatraRoute(ruby: Ruby, node: SyntaxNode): boolean {
  const { text, out } = ruby;
  const block = child(node, 'block');
  if (node.type !== 'call' || child(node, 'receiver') || !block || sourceOf(text, child(node, 'method')) !== 'post')
    return false;
  const first = argumentsOf(node)[0];
  if (first?.type !== 'string') return false;
  ruby.locals = new Set(nodesOfType(block, new Set(['assignment'])).map((each) => sourceOf(text, child(each, 'left'))));
  const name = out.fresh();
  out.add(`function ${name}(request) {`, node);
  lowerBody(ruby, child(block, 'body')?.children ?? [], true);
  out.add('}', node);
  const route = sourceOf(text, first).replace(/["']/g, '');
  out.route(
    { framework: 'sinatra', route, method: 'POST', name: null, line: node.line, endLine: node.endLine, kind: 'route' },
    name,
  );
  return true;
}
