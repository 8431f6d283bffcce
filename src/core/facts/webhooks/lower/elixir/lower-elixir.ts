import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Lower } from '../lowering.ts';
import { sourceOf } from '../spelling.ts';
import { Writer } from '../writer.ts';
import type { Elixir } from './elixir.ts';
import { lowerExpression } from './lower-expression.ts';
import { declareFunction, readFunction } from './lower-function.ts';
import type { FunctionClause } from './lower-function.ts';
import { lowerStatement } from './lower-statement.ts';
import { addController } from './phoenix-controllers.ts';
import { addEndpoint, addRouter } from './phoenix-router.ts';
import { addPlugRoutes } from './plug-routes.ts';
import { bodyOf, readCall } from './read-call.ts';
import type { Call } from './read-call.ts';
import { BUILTIN, readAliases, wholeName } from './read-modules.ts';

const CALLS = new Set(['call']);
const OPERATORS = new Set(['unary_operator']);

/** Lowers Elixir to the common language, with the actions of Phoenix and the routes of Plug. */
export const lowerElixir: Lower = (path, text, root) => {
  const calls = nodesOfType(root, CALLS).flatMap((node) => readCall(text, node) ?? []);
  const modules = calls.filter(({ name, owner }) => owner === null && name === 'defmodule');
  const functions = calls.flatMap(({ node }) => readFunction(text, node) ?? []);
  const aliases = readAliases(text, root);
  const elixir: Elixir = {
    text,
    path,
    out: new Writer(),
    functions: new Set(functions.map(({ name }) => name)),
    aliases,
    imported: importedBy(text, calls, aliases),
    modules: new Set(modules.map((each) => sourceOf(text, each.args[0] ?? null))),
    attributes: readAttributes(text, root),
    read: new Map(),
    isPlug: false,
    lower: { expression: lowerExpression, statement: lowerStatement },
  };
  for (const [name, clauses] of groupClauses(functions)) declareFunction(elixir, name, clauses);
  for (const each of modules) {
    const body = bodyOf(each);
    addController(elixir, sourceOf(text, each.args[0] ?? null), body);
    addRouter(elixir, body);
    addEndpoint(elixir, sourceOf(text, each.args[0] ?? null), body);
    addPlugRoutes(elixir, body);
  }
  return elixir.out.finish();
};

/**
 * The clauses of each function by name. Functions of one name differ in arity; only the one with the most code is kept.
 */
function groupClauses(functions: readonly FunctionClause[]): Map<string, FunctionClause[]> {
  const found = new Map<string, FunctionClause[]>();
  for (const [name, all] of Map.groupBy(functions, (each) => each.name)) {
    const weight = (clauses: readonly FunctionClause[]): number =>
      clauses.reduce((sum, { call }) => sum + call.node.end - call.node.start, 0);
    const [most] = [...Map.groupBy(all, (each) => each.parameters.length).values()].toSorted(
      (a, b) => weight(b) - weight(a),
    );
    if (most) found.set(name, most);
  }
  return found;
}

/** Modules of the project that the file imports as a whole. */
function importedBy(text: string, calls: readonly Call[], aliases: ReadonlyMap<string, string>): string[] {
  return calls
    .filter(({ name, owner }) => owner === null && name === 'import')
    .map(({ args }) => wholeName({ aliases }, sourceOf(text, args[0] ?? null)))
    .filter((module) => !BUILTIN.test(module.split('.')[0] ?? ''));
}

/** Module attributes with their values: `@secret Application.compile_env!(:app, :secret)`. */
function readAttributes(text: string, root: SyntaxNode): Map<string, SyntaxNode> {
  const attributes = new Map<string, SyntaxNode>();
  for (const node of nodesOfType(root, OPERATORS)) {
    const call = text[node.start] === '@' ? readCall(text, child(node, 'operand')) : null;
    const [value] = call?.args ?? [];
    if (call && value && !/^(?:doc|moduledoc|spec|type|typedoc|impl|callback)$/.test(call.name))
      attributes.set(call.name, value);
  }
  return attributes;
}
