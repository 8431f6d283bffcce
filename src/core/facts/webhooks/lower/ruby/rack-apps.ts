import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Ruby } from './ruby.ts';

/** What hands the request on is a middleware: others answer it. */
const HANDS_ON = /@app\.call\b|\bapp\.call\(/;
const READS = /rack\.input|\bRequest\.new\(/;
/** The path of webhooks that an application asks for. */
const ASKED =
  /(?:path(?:_info)?|PATH_INFO['"]\])\s*(?:==|=~)\s*["'%]\S{0,3}?(\/[\w/-]{0,80}(?:hook|ipn|callback)[\w/-]{0,40})|\bwhen\s+["'](\/[\w/-]{0,80}hook[\w/-]{0,40})["']/i;

/** A class that is a whole application of Rack: `call(env)` (https://github.com/rack/rack/blob/main/SPEC.rdoc). */
export function addRackApp(ruby: Ruby, node: SyntaxNode, className: string): void {
  const { text, out, path } = ruby;
  if (node.type !== 'class') return;
  for (const each of child(node, 'body')?.children ?? []) {
    const name = /^(?:singleton_)?method$/.test(each.type) ? sourceOf(text, child(each, 'name')) : '';
    const source = name === 'call' ? sourceOf(text, each) : '';
    if (!/^\(?\s*env\b/.test(sourceOf(text, child(each, 'parameters'))) || !READS.test(source)) continue;
    if (HANDS_ON.test(source)) continue;
    const [, compared, matched] = ASKED.exec(source) ?? [];
    const route = compared ?? matched ?? null;
    if (route === null && !/hook/i.test(`${className} ${path}`)) continue;
    const { line, endLine } = each;
    out.route(
      { framework: 'rack', route, method: 'POST', name, line, endLine, kind: 'controller' },
      `(request) => ${className}.call(request)`,
    );
  }
}
