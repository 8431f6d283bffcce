import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { expression } from '../curly/visit.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';

/** `Route::post('/webhook', [Controller::class, 'handle'])->middleware(...)`. */
export function laravelRoute(php: Curly, node: SyntaxNode): void {
  const { text, out } = php;
  if (
    sourceOf(text, child(node, 'scope')) !== 'Route' ||
    !/^(?:post|any|match)$/.test(sourceOf(text, child(node, 'name')))
  )
    return;
  const args = argumentsOf(node).filter(
    (each) => each.type !== 'array_creation_expression' || /::class/.test(sourceOf(text, each)),
  );
  const route = literalOf(php, args[0]);
  const handler = args.at(-1);
  if (route === null || !handler || args.length < 2) return;
  let chain: SyntaxNode = node;
  while (chain.parent && /member_call_expression/.test(chain.parent.type) && chain.field === 'object')
    chain = chain.parent;
  const whole = sourceOf(text, chain);
  // `->name('webhooks.stripe')` and `->withoutMiddleware(...)` guard nothing.
  const middleware = [
    ...whole.slice(node.end - chain.start).matchAll(/->middleware\(([^;]{0,400}?)\)(?=\s*(?:->|;|$))/g),
  ]
    .map((match) => match[1]!)
    .join(' ');
  if (/['"]auth|Authenticate::class|['"]can:|['"]admin/.test(middleware)) return;
  const classes = [...middleware.matchAll(/(\w+)::class/g)].map((match) => `${match[1]}.handle`);
  const aliases = [...middleware.matchAll(/['"]([\w.-]*(?:verif|sign|hook|hmac|valid|secure)[\w.-]*)/gi)].map((match) =>
    alias(php, match[1]!, node),
  );
  const target = /^\[\s*(\w+)::class\s*,\s*['"](\w+)['"]/.exec(sourceOf(text, handler));
  const inline = /anonymous_function|arrow_function/.test(handler.type) ? expression(php, handler) : null;
  const single = /^(\w+)::class$/.exec(sourceOf(text, handler))?.[1];
  const called =
    inline ??
    (target
      ? `${identifier(target[1]!)}.${propertyName(target[2]!)}`
      : single
        ? `${identifier(single)}.${propertyName('__invoke')}`
        : null);
  if (called === null) return;
  out.route(
    { framework: 'laravel', route, method: 'POST', name: null, line: node.line, endLine: node.endLine, kind: 'route' },
    [called, ...classes, ...aliases].join(', '),
  );
}

/** A middleware by the short name that the kernel gives it: the file that bears the name may be known. */
export function alias(php: Curly, name: string, node: SyntaxNode): string {
  const local = `verify_${identifier(name)}`;
  php.out.import(local, `middleware:${name}`, local, node);
  return `${local}.handle`;
}
