import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isService, typeName } from '../curly/class-fields.ts';
import type { Curly } from '../curly/curly.ts';
import { sourceOf } from '../spelling.ts';
import { mixinOf } from './mixin-of.ts';

/**
 * Reads what a PHP class has beyond its typed fields: methods of traits, services of its constructor, and the request
 * where the class itself is one.
 */
export function enterClass(php: Curly, node: SyntaxNode): void {
  readAssigned(php, node);
  php.mixin = mixinOf(php, node);
  php.names.set('this', /extends\s+FormRequest/.test(sourceOf(php.text, node).slice(0, 200)) ? 'request' : 'this');
}

/** `$this->stripe = $stripe` in a constructor: a field without a type has that of the parameter. */
function readAssigned(php: Curly, node: SyntaxNode): void {
  const made = nodesOfType(node, new Set(['method_declaration'])).find(
    (each) => sourceOf(php.text, child(each, 'name')) === '__construct',
  );
  const types = new Map<string, { type: string; part: SyntaxNode }>();
  for (const part of child(made ?? null, 'parameters')?.children ?? []) {
    const type = sourceOf(php.text, child(part, 'type')).replace(/^\?/, '');
    types.set(sourceOf(php.text, child(part, 'name')), { type, part });
  }
  for (const [, field, name] of sourceOf(php.text, made ?? null).matchAll(/\$this->(\w+)\s*=\s*(\$\w+)\s*;/g)) {
    const given = types.get(name!);
    if (given && isService(given.type) && !php.fields.has(field!))
      php.fields.set(field!, typeName(php, given.type, given.part));
  }
}
