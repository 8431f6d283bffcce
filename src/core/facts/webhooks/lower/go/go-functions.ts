import { child, enclosing } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { sourceOf } from '../spelling.ts';

/** A parameter, or a named result; `a, b string` are two. */
export type Parameter = { name: string; type: SyntaxNode | null };

/** The named parameters of a function, method or function literal. */
export const parametersOf = ({ text }: Curly, fn: SyntaxNode): Parameter[] =>
  (child(fn, 'parameters')?.children ?? []).flatMap((part) => namesOf(text, part));

/** The names in one declaration, with their type: `var a, b *Client`. */
export const namesOf = (text: string, declaration: SyntaxNode): Parameter[] =>
  declaration.children
    .filter((each) => each.field === 'name')
    .map((each) => ({ name: sourceOf(text, each), type: child(declaration, 'type') }));

/** The function or method of the file that contains a node; null at the top level. */
export const declarationAround = (node: SyntaxNode): SyntaxNode | null => enclosing(node, DECLARATIONS);

const DECLARATIONS = new Set(['function_declaration', 'method_declaration']);
