import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import { Writer } from '../writer.ts';
import type { Curly, Dialect } from './curly.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerStatement } from './lower-statement.ts';
import { textConstants } from './text-constants.ts';

/** The initial state for lowering one file of PHP, Go, C#, Rust or Java. */
export function makeCurly(path: string, text: string, root: SyntaxNode, dialect: Dialect): Curly {
  const names = (types: ReadonlySet<string>): Set<string> =>
    new Set(nodesOfType(root, types).map((node) => sourceOf(text, child(node, 'name'))));
  return {
    text,
    path,
    out: new Writer(dialect.mostRoutes),
    dialect,
    names: new Map(),
    constants: textConstants(text),
    fields: new Map(),
    types: new Map(),
    functions: names(new Set(['function_definition', 'function_declaration', 'local_function_statement'])),
    methods: names(new Set(['method_declaration'])),
    mixin: null,
    fails: false,
    target: null,
    results: new Map(),
    lower: { expression: lowerExpression, statement: lowerStatement },
  };
}
