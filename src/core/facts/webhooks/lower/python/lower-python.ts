import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Lower } from '../lowering.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { Writer } from '../writer.ts';
import { addActionRoutes, addClassRoutes, addMethodRoutes } from './class-routes.ts';
import { addUpdateHandlers } from './aiogram-handlers.ts';
import { askedFor } from './asked-for.ts';
import { declareFunction } from './declare-function.ts';
import { addForeignRoutes, addFunctionRoutes } from './function-routes.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerStatement } from './lower-statement.ts';
import { addMiddlewareGuards } from './middleware-guards.ts';
import { addMountedRouters } from './mounted-routers.ts';
import type { Python } from './python.ts';
import { readRegistered } from './registered-routes.ts';
import { readGuardFunctions } from './router-guards.ts';
import { readRouters } from './read-routers.ts';
import { expression } from './visit.ts';

/** Lowers Python to the common language, with the handlers of Flask, FastAPI, Django, DRF, Frappe and plain servers. */
export const lowerPython: Lower = (path, text, root) => {
  const python: Python = {
    text,
    path,
    out: new Writer(),
    routers: readRouters(text, root),
    registered: readRegistered(path, text, root),
    guards: readGuardFunctions(text, root),
    framework: frameworkOf(text),
    requestName: null,
    requestIsBody: false,
    handsOn: false,
    refuses: false,
    answers: false,
    callables: callablesIn(text),
    coroutines: coroutinesIn(text),
    replaced: replacedIn(text, root),
    helpers: helpersIn(text),
    manages: /@\w+\.(?:put|patch|delete)\(|["'](?:PUT|PATCH|DELETE)["']/.test(text),
    lists: /@\w+\.get\(\s{0,20}["']\/?["']/.test(text),
    lower: { expression: lowerExpression, statement: lowerStatement },
  };
  for (const node of root.children) topLevel(python, node);
  addForeignRoutes(python);
  addMountedRouters(python, root);
  addUpdateHandlers(python, root);
  addMiddlewareGuards(python, root);
  return python.out.finish();
};

/** Variables that hold an instance of a callable class of the file: `verify = SignatureVerifier(SECRET)`. */
function callablesIn(text: string): Set<string> {
  if (!text.includes('def __call__(')) return new Set();
  const classes = new Set([...text.matchAll(/^class (\w{1,60})/gm)].map(([, name]) => name));
  return new Set([...text.matchAll(MADE)].flatMap(([, name = '', of]) => (classes.has(of) ? [name] : [])));
}

const MADE = /^(\w{1,60})\s?(?::[^=\n]{1,60})?=\s?([A-Z]\w{0,60})\(/gm;

/** Names of functions whose definitions in the file are all `async`. */
function coroutinesIn(text: string): Set<string> {
  const found = new Set<string>();
  const others = new Set<string>();
  for (const [, isAsync, name = ''] of text.matchAll(DEFINED)) (isAsync ? found : others).add(name);
  return found.difference(others);
}

const DEFINED = /^[ \t]{0,40}(async )?def (\w{1,100})\(/gm;

function replacedIn(text: string, root: SyntaxNode): Set<number> {
  const last = new Map<string, number>();
  const found = new Set<number>();
  for (const node of root.children) {
    const definition = node.type === 'decorated_definition' ? child(node, 'definition') : node;
    if (definition?.type !== 'function_definition') continue;
    const name = sourceOf(text, child(definition, 'name'));
    const before = last.get(name);
    if (before !== undefined) found.add(before);
    last.set(name, definition.start);
  }
  return found;
}

function helpersIn(text: string): Set<string> {
  const once = new Set<string>();
  const found = new Set<string>();
  for (const [, name = ''] of text.matchAll(/(?<![\w.])(_\w{1,100})\(/g)) (once.has(name) ? found : once).add(name);
  return found;
}

const frameworkOf = (text: string): string => FRAMEWORKS.find(([pattern]) => pattern.test(text))?.[1] ?? 'python';

const FRAMEWORKS: readonly [RegExp, string][] = [
  [/\bfastapi\b|APIRouter/, 'fastapi'],
  [/^(?:from|import) (?:odoo|openerp)\b/m, 'odoo'],
  [/\bflask\b/, 'flask'],
  [/^(?:from|import) azure\.functions\b/m, 'azure'],
];

function topLevel(python: Python, node: SyntaxNode): void {
  const definition = node.type === 'decorated_definition' ? child(node, 'definition') : node;
  const decorators = node.children.filter((each) => each.type === 'decorator');
  if (definition?.type === 'function_definition') {
    declareFunction(python, definition, 'export ');
    addFunctionRoutes(python, definition, decorators);
    nestedHandlers(python, definition);
  } else if (definition?.type === 'class_definition') {
    classOf(python, definition);
    addClassRoutes(python, definition, decorators);
    addActionRoutes(python, definition);
    addMethodRoutes(python, definition);
    for (const each of child(definition, 'body')?.children ?? []) {
      const method = each.type === 'decorated_definition' ? child(each, 'definition') : each;
      if (method?.type === 'function_definition') nestedHandlers(python, method);
    }
  } else if (!aliasOf(python, node) && !receiverOf(python, node)) lowerStatement(python, node);
}

/**
 * Writes handlers that are defined inside `create_app()` or `register_routes(app)`, with the functions beside them.
 * Their decorators register them, or calls do.
 */
function nestedHandlers(python: Python, outer: SyntaxNode): void {
  const inner = (child(outer, 'body')?.children ?? []).filter((each) =>
    /^(?:decorated|function)_definition$/.test(each.type),
  );
  const isRegistered = (definition: SyntaxNode): boolean =>
    python.registered.some((each) => each.handler === sourceOf(python.text, child(definition, 'name')));
  if (!inner.some((each) => each.children.some((part) => part.type === 'decorator') || isRegistered(each))) return;
  for (const each of inner) {
    const definition = each.type === 'decorated_definition' ? child(each, 'definition') : each;
    if (definition?.type !== 'function_definition') continue;
    declareFunction(python, definition, 'export ');
    const decorators = each.children.filter((part) => part.type === 'decorator');
    if (isRegistered(definition) || decorators.some((part) => ROUTE.test(sourceOf(python.text, part))))
      addFunctionRoutes(python, definition, decorators);
  }
}

const ROUTE = /^@[\w.]+\.(?:post|route|api_route)\(/;

/**
 * Writes a type alias: `ServiceDep = Annotated[Service, Depends(make)]` stands for the service, an alias of plain data
 * for the call of its dependency. False for other nodes.
 */
function aliasOf(python: Python, node: SyntaxNode): boolean {
  const source = node.type === 'expression_statement' ? sourceOf(python.text, node).slice(0, 300) : '';
  const asked = askedFor(source);
  if (asked) {
    const called = `${identifier(asked.dependency)}(request)`;
    python.out.add(`export function ${identifier(asked.name)}(request) { return ${called}; }`, node);
    return true;
  }
  const match = /^(\w+)\s*=\s*Annotated\[\s*([A-Z]\w*)\s*,\s*(?:Depends\(\s*(\w+))?/.exec(source);
  if (!match?.[1] || !match[2]) return false;
  const maker = match[3] ? python.text.indexOf(`def ${match[3]}(`) : -1;
  const made = maker === -1 ? null : /->\s*["']?([A-Z]\w*)/.exec(python.text.slice(maker, maker + 400))?.[1];
  python.out.add(`export const ${identifier(match[1])} = ${identifier(made ?? match[2])};`, node);
  return true;
}

/**
 * Writes an instance of an imported class that verifies, by its name: `handler = WebhookHandler(SECRET)`, which views
 * of other files import. False for other nodes.
 */
function receiverOf(python: Python, node: SyntaxNode): boolean {
  const assignment = node.type === 'expression_statement' ? node.children[0] : undefined;
  const call = assignment?.type === 'assignment' ? child(assignment, 'right') : null;
  const name = sourceOf(python.text, child(assignment ?? null, 'left'));
  const maker = identifier(sourceOf(python.text, child(call, 'function')));
  if (call?.type !== 'call' || !/^\w+$/.test(name) || !VERIFIER.test(maker) || !python.out.imported(maker))
    return false;
  python.out.add(`export const ${identifier(name)} = new ${expression(python, call)};`, node);
  return true;
}

const VERIFIER = /^[A-Z]\w*(?:Webhook|Receiver|Verifier|Validator)|^Webhook/;

function classOf(python: Python, node: SyntaxNode): void {
  python.answers = /^\s+(?:async )?def post\(/m.test(sourceOf(python.text, child(node, 'body')));
  python.out.add(`export class ${identifier(sourceOf(python.text, child(node, 'name')))} {`, node);
  for (const member of child(node, 'body')?.children ?? []) {
    const definition = member.type === 'decorated_definition' ? child(member, 'definition') : member;
    if (definition?.type === 'function_definition') declareFunction(python, definition, null);
  }
  python.out.add('}', node);
}
