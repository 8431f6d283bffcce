import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { readFields } from './class-fields.ts';
import type { Curly } from './curly.ts';
import { lowerFunction } from './lower-function.ts';

// Classes of PHP, C# and Java: fields by their types, methods with parameters that the framework fills.

const CLASSES = new Set(['class_declaration', 'record_declaration', 'trait_declaration']);

const METHODS = /^(?:method_declaration|constructor_declaration)$/;

/** A method, as the finders of handlers see it. */
export type Method = {
  node: SyntaxNode;
  name: string;
  owner: string;
  source: string;
  /** The arguments with which a framework calls it: the request at its position, unknown values (`[]`) before it. */
  given: string;
  /** It reads the body of the request. */
  takesBody: boolean;
};

/** A class that has been written, with its methods. */
export type ClassParts = { node: SyntaxNode; name: string; methods: readonly Method[] };

/** Writes the classes of a file and returns them for the finders of handlers. */
export function lowerClasses(curly: Curly, root: SyntaxNode): ClassParts[] {
  return nodesOfType(root, CLASSES).map((node) => classOf(curly, node));
}

function classOf(curly: Curly, node: SyntaxNode): ClassParts {
  const { text, out, dialect } = curly;
  const name = identifier(sourceOf(text, child(node, 'name')));
  const members = child(node, 'body')?.children ?? [];
  const methods: Method[] = members
    .filter((each) => METHODS.test(each.type))
    .map((each) => ({
      node: each,
      name: sourceOf(text, child(each, 'name')),
      owner: name,
      source: sourceOf(text, each),
      given: 'request',
      takesBody: false,
    }));
  readFields(curly, node);
  dialect.enterClass?.(curly, node);
  out.add(`export class ${name} {`, node);
  for (const method of methods) {
    if (!child(method.node, 'body') || method.node.type === 'constructor_declaration') continue;
    methodOf(curly, method, propertyName(dialect.methodName(method.name)));
  }
  out.add('}', node);
  curly.mixin = null;
  return { node, name, methods };
}

function methodOf(curly: Curly, method: Method, head: string): void {
  const from = curly.out.parts.length;
  const names = lowerFunction(curly, method.node, head);
  method.given = `${'[], '.repeat(names.indexOf('request'))}request`;
  method.takesBody = curly.out.parts.slice(from).some((each) => each.includes('request.body'));
}
