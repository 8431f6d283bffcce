import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { expression } from '../curly/visit.ts';
import { identifier, lowerFirst, propertyName, sourceOf } from '../spelling.ts';

type Registration = { route: string; handler: SyntaxNode; before: readonly SyntaxNode[]; framework: string };

export function registration(go: Curly, node: SyntaxNode): Registration | null {
  const callee = child(node, 'function');
  if (callee?.type !== 'selector_expression') return null;
  const verb = sourceOf(go.text, child(callee, 'field'));
  if (!/^(?:POST|Post|Any|HandleFunc|Handle|All|Add|Method|MethodFunc)$/.test(verb)) return null;
  let args = argumentsOf(node);
  if (/^(?:Add|Method|MethodFunc)$/.test(verb)) args = args.slice(1);
  const written = literalOf(go, args[0]);
  if (written === null || args.length < 2) return null;
  if (/^(?:GET|PUT|DELETE|PATCH)\s/.test(written)) return null;
  const framework = /gin-gonic/.test(go.text)
    ? 'gin'
    : /labstack\/echo/.test(go.text)
      ? 'echo'
      : /gofiber/.test(go.text)
        ? 'fiber'
        : /go-chi/.test(go.text)
          ? 'chi'
          : 'net/http';
  const handler = framework === 'echo' ? args[1]! : args.at(-1)!;
  const before = framework === 'echo' ? args.slice(2) : args.slice(1, -1);
  return { route: written.replace(/^POST\s+/, ''), handler, before, framework };
}

export function routeOf(go: Curly, node: SyntaxNode): void {
  const found = registration(go, node);
  if (!found) return;
  const { text } = go;
  const { route, handler, before, framework } = found;
  const inline = handler.type === 'func_literal' ? handler : null;
  const source = sourceOf(text, handler);
  const name = /(\w+)$/.exec(source)?.[1] ?? null;
  const known = name !== null && (go.functions.has(name) || go.methods.has(name));
  if (!inline && !known && handler.type !== 'call_expression') return;
  const target = inline
    ? expression(go, inline)
    : known
      ? go.functions.has(name!)
        ? identifier(lowerFirst(name!))
        : `this.${propertyName(lowerFirst(name!))}`
      : expression(go, handler);
  const declared = known ? declarationOf(go, node, name!) : null;
  const at = declared ?? inline ?? node;
  go.out.route(
    { framework, route, method: 'POST', name: known ? name : null, line: at.line, endLine: at.endLine, kind: 'route' },
    [target, ...before.map((each) => expression(go, each))].join(', '),
  );
}

function declarationOf(go: Curly, node: SyntaxNode, name: string): SyntaxNode | null {
  let root: SyntaxNode = node;
  while (root.parent) root = root.parent;
  return (
    root.children.find(
      (each) => /^(?:function|method)_declaration$/.test(each.type) && sourceOf(go.text, child(each, 'name')) === name,
    ) ?? null
  );
}
