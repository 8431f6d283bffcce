import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { makeCurly } from '../curly/make-curly.ts';
import { roleOf } from '../curly/role-of.ts';
import { block, expression } from '../curly/visit.ts';
import type { Lower } from '../lowering.ts';
import { identifier, lowerFirst, propertyName, sourceOf } from '../spelling.ts';
import { DIALECT } from './go-dialect.ts';
import { namesOf, parametersOf } from './go-functions.ts';
import { importOf } from './go-imports.ts';
import { readRouters } from './go-routers.ts';
import { nameAtEnd, readGoFile, registration, routeOf } from './go-routes.ts';
import { handedOn } from './handed-on.ts';
import { unwrapped } from './handler-elsewhere.ts';
import { mountOf } from './mount-elsewhere.ts';
import { readSiblings } from './go-siblings.ts';
import { readStructs, receiverOf, serviceOf } from './service-types.ts';
import type { Services } from './service-types.ts';
import { signatureRoute } from './signature-route.ts';
import type { NamesOfFile } from './signature-route.ts';

/** Lowers Go to the common language, with the handlers of net/http, gin, echo, chi and fiber. */
export const lowerGo: Lower = (path, text, root) => {
  const go = makeCurly(path, text, root, DIALECT);
  for (const spec of nodesOfType(root, new Set(['import_spec']))) importOf(go, spec);
  const file = readGoFile(text, root);
  const calls = nodesOfType(root, new Set(['call_expression']));
  const names: NamesOfFile = {
    registered: new Set(
      calls.flatMap((node) => {
        const found = registration(go, file, node);
        return found ? namesIn(go, found.handler) : [];
      }),
    ),
    handed: handedOn(go, calls),
    called: new Set(calls.flatMap((node) => nameAtEnd(sourceOf(text, child(node, 'function'))) ?? [])),
  };
  const structs = readStructs(go, root);
  const shared = sharedServices(go, root);
  const receivers = new Map<string, SyntaxNode[]>();
  for (const node of root.children) {
    if (node.type === 'function_declaration')
      functionOf(go, node, `export function ${identifier(lowerFirst(sourceOf(text, child(node, 'name'))))}`, shared);
    if (node.type === 'method_declaration') {
      const owner = receiverOf(text, node)!;
      const methods = receivers.get(owner);
      if (methods) methods.push(node);
      else receivers.set(owner, [node]);
    }
    if (/^(?:var|const)_declaration$/.test(node.type)) topLevelValues(go, node);
  }
  for (const [owner, nodes] of receivers) {
    go.out.add(`export class ${identifier(owner)} {`, nodes[0]!);
    for (const node of nodes)
      functionOf(
        go,
        node,
        propertyName(lowerFirst(sourceOf(text, child(node, 'name')))),
        new Map([...shared, ...(structs.get(owner) ?? [])]),
      );
    go.out.add('}', nodes[0]!);
  }
  const routers = readRouters(go, calls, file.declarations);
  const around = { routers, siblings: readSiblings(go, routers, calls), structs };
  for (const node of calls) {
    routeOf(go, file, node, around);
    mountOf(go, file, node, around);
  }
  for (const node of root.children) {
    if (/^(?:function|method)_declaration$/.test(node.type)) signatureRoute(go, node, names);
  }
  return go.out.finish();
};

/**
 * The name of a route's handler, or of all functions that an inline handler calls, since these are parts of it rather
 * than handlers.
 */
function namesIn(go: Curly, handler: SyntaxNode): string[] {
  const callees =
    handler.type === 'func_literal'
      ? nodesOfType(handler, new Set(['call_expression'])).map((call) => child(call, 'function'))
      : [unwrapped(go, handler).handler];
  return callees.flatMap((each) => nameAtEnd(sourceOf(go.text, each)) ?? []);
}

/** The types of variables that all functions of the file share: `var bot *linebot.Client`. */
function sharedServices(go: Curly, root: SyntaxNode): Services {
  const services = new Map<string, string>();
  for (const declaration of root.children.filter(({ type }) => type === 'var_declaration')) {
    for (const spec of nodesOfType(declaration, new Set(['var_spec']))) {
      const service = child(spec, 'value') ? null : serviceOf(go, child(spec, 'type'));
      for (const { name } of namesOf(go.text, spec)) if (service !== null) services.set(identifier(name), service);
    }
  }
  return services;
}

function topLevelValues(go: Curly, node: SyntaxNode): void {
  for (const spec of nodesOfType(node, new Set(['var_spec', 'const_spec']))) {
    const name = spec.children.find((each) => each.field === 'name');
    const value = child(spec, 'value')?.children[0] ?? null;
    const written = sourceOf(go.text, name ?? null);
    if (name && value) go.out.add(`const ${identifier(written)} = ${expression(go, value)};`, spec);
    else if (isSetByTests(go, spec, written)) go.out.add(`const ${identifier(written)} = false;`, spec);
  }
}

/** Whether only tests set a variable, by its name: `var IsTestMode bool`, which nothing in the file sets. */
const isSetByTests = (go: Curly, spec: SyntaxNode, name: string): boolean =>
  sourceOf(go.text, child(spec, 'type')) === 'bool' &&
  /^(?:is|in)?test(?:s|ing|mode|run)*$/i.test(name) &&
  !new RegExp(`\\b${name}\\s{0,9}=(?!=)|&${name}\\b`).test(go.text);

function functionOf(go: Curly, node: SyntaxNode, head: string, services: Services): void {
  const { text, out } = go;
  const names: string[] = [];
  go.names = new Map();
  go.types = new Map(services);
  const receiver = /\(\s*(\w+)/.exec(sourceOf(text, child(node, 'receiver')))?.[1];
  if (receiver) go.names.set(receiver, 'this');
  for (const { name, type } of parametersOf(go, node)) {
    const role = roleOf(go, sourceOf(text, type), name);
    const service = role ? null : serviceOf(go, type);
    if (role) go.names.set(name, role);
    if (service) go.types.set(identifier(name), service);
    names.push(role ?? identifier(name));
  }
  if (names.includes('request') && go.dialect.goesOn?.test(sourceOf(text, node))) names.push('next');
  go.fails = fails(text, node);
  out.add(`${head}(${[...new Set(names)].join(', ')}) {`, node);
  block(go, child(node, 'body'), true);
  out.add('}', node);
  go.fails = false;
  go.names = new Map();
  go.types = new Map();
}

/**
 * Whether the last result of a function is an error: `error`, or an error type of the project that is `nil` on success.
 */
const fails = (text: string, node: SyntaxNode): boolean => {
  const result = sourceOf(text, child(node, 'result')).slice(-200);
  return (
    /\berror\s*\)?$/.test(result) ||
    (/(?:^|[\s(,])\*(?:\w+\.)?\w*Err(?:or)?\s*\)?$/i.test(result) &&
      /\breturn (?:[^\n]*, )?nil\n/.test(sourceOf(text, node)))
  );
};
