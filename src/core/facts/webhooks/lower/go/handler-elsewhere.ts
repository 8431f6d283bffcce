import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { identifier, lowerFirst, propertyName, sourceOf } from '../spelling.ts';
import { declarationAround, parametersOf } from './go-functions.ts';
import { madeBy, receiverOf, serviceOf } from './service-types.ts';
import type { Services } from './service-types.ts';

// A route may name its handler by a variable, field or package, with the handler itself in another file.

/** The structs of the file by name, with the types of their fields. */
export type Structs = ReadonlyMap<string, Services>;

/**
 * A handler without the wrappers that adapt it, log or count: `http.HandlerFunc(h.Take)`. `wraps` are the wrappers that
 * may do more than adapt.
 */
export function unwrapped(go: Curly, node: SyntaxNode): { handler: SyntaxNode; wraps: readonly SyntaxNode[] } {
  const wraps: SyntaxNode[] = [];
  let at = node;
  for (let depth = 0; at.type === 'call_expression' && depth < MAX_WRAPS; depth += 1) {
    const callee = child(at, 'function');
    const args = argumentsOf(at);
    const isPlain = /HandlerFunc$/.test(sourceOf(go.text, callee).slice(-40));
    const inner = isPlain ? args[0] : args.findLast((each) => isHandler(go, each));
    // `handlers.Stripe(db)` makes the handler, and so does `handlers.NewWebhook(token, processMessage)`.
    if (!callee || !inner || makesReceiver(go, callee)) return { handler: callee ?? at, wraps };
    if (!isPlain) wraps.push(callee);
    at = inner;
  }
  return { handler: at, wraps };
}

const MAX_WRAPS = 4;

/** Whether a function makes a webhook handler, by its name, rather than middleware. */
function makesReceiver(go: Curly, callee: SyntaxNode): boolean {
  const name = /\w+$/.exec(sourceOf(go.text, callee).slice(-120))?.[0] ?? '';
  return /hook/i.test(name) && !BEFORE.test(name);
}

const BEFORE = /verif|valid|sign|auth|guard|secur|protect|check|ensure|require|middleware|only|limit|log|wrap|with/i;

/** Whether an argument of a wrapper may be a handler: a method or function that is named like one. */
function isHandler(go: Curly, { type, start, end }: SyntaxNode): boolean {
  const source = go.text.slice(start, Math.min(end, start + 200));
  if (type === 'call_expression') return /^http\.HandlerFunc\(/.test(source);
  return /^(?:selector_expression|identifier)$/.test(type) && HANDLES.test(source.slice(source.lastIndexOf('.') + 1));
}

const HANDLES =
  /^(?:Handle|handle|Serve|serve|Receive|receive|Process|process|On[A-Z])|[hH]ook|Handler$|[cC]allback$|IPN|ipn/;

/** A handler of another file in the common language, imported by its type or package; null where neither is known. */
export function handlerElsewhere(go: Curly, structs: Structs, node: SyntaxNode): string | null {
  const written = sourceOf(go.text, node);
  if (node.type === 'identifier') return /^\w+$/.test(written) ? imported(go, `.#${written}`, written, node) : null;
  const [, owner, name] = SELECTED.exec(written) ?? [];
  if (node.type !== 'selector_expression' || owner === undefined || name === undefined) return null;
  const of = typesAround(go, structs, node).get(owner);
  if (of?.startsWith(PACKAGE)) return imported(go, `${of.slice(PACKAGE.length)}#${name}`, name, node);
  if (of !== undefined) return methodOf(go, of, name, node);
  const known = go.out.imported(identifier(owner));
  if (known?.name === '*') return imported(go, `${known.module}#${name}`, name, node);
  const field = /\.([A-Z]\w*)$/.exec(owner)?.[1];
  return field === undefined ? null : ofField(go, field, name, node);
}

/**
 * `app.PaymentHandler.Notify`, where another package declares the fields of `app`: the name of the type is close to
 * that of its field.
 */
function ofField(go: Curly, field: string, name: string, at: SyntaxNode): string {
  const local = `field__${field}`;
  go.out.import(local, `*#${field}.${name}`, field, at);
  return `${local}.${propertyName(lowerFirst(name))}`;
}

/** Prefix of a package that stands for a type without a known name: `pay := mpesa.New()`. */
const PACKAGE = 'package ';
const SELECTED = /^(\w{1,80}(?:\.\w{1,80}){0,2})\.(\w{1,120})$/;

/**
 * Imports a method by its type; files of the package whose names share words with the type and the method come first.
 */
function methodOf(go: Curly, type: string, name: string, at: SyntaxNode): string {
  const known = go.out.imported(type);
  const [module = '.', of = type] = (known?.module ?? `.#${type}`).split('#');
  const local = `${type}__${identifier(name)}`;
  go.out.import(local, `${module}#${of}.${name}`, known?.name ?? identifier(of), at);
  return `${local}.${propertyName(lowerFirst(name))}`;
}

/**
 * The local name ends like the lowered name of the function, by which middleware for users is recognised:
 * `…_requireAdmin__elsewhere`.
 */
function imported(go: Curly, module: string, name: string, at: SyntaxNode): string {
  const local = `${module.slice(0, -name.length).replace(/\W+/g, '_')}${lowerFirst(name)}__elsewhere`;
  go.out.import(local, module, propertyName(lowerFirst(name)), at);
  return local;
}

/**
 * The types of what is in scope in the enclosing function: its receiver with its fields, its parameters, its local
 * variables.
 */
function typesAround(go: Curly, structs: Structs, node: SyntaxNode): ReadonlyMap<string, string> {
  const around = declarationAround(node);
  if (!around) return NONE;
  const known = TYPES.get(around);
  if (known) return known;
  const types = new Map<string, string>();
  TYPES.set(around, types);
  addReceiver(go, structs, around, types);
  for (const { name, type } of parametersOf(go, around)) {
    const service = serviceOf(go, type);
    if (service !== null) types.set(name, service);
  }
  for (const made of nodesOfType(around, MAKES)) addMade(go, made, types);
  return types;
}

const NONE: ReadonlyMap<string, string> = new Map();
const TYPES = new WeakMap<SyntaxNode, Map<string, string>>();
const MAKES = new Set(['short_var_declaration', 'var_spec']);

function addReceiver(go: Curly, structs: Structs, method: SyntaxNode, types: Map<string, string>): void {
  const owner = receiverOf(go.text, method);
  const name = /\(\s*(\w+)/.exec(sourceOf(go.text, child(method, 'receiver')))?.[1];
  if (owner === null || name === undefined) return;
  types.set(name, identifier(owner));
  for (const [field, type] of structs.get(owner) ?? []) types.set(`${name}.${field.replace(/^this\./, '')}`, type);
}

/** Adds the type of a local variable: `pay := handlers.NewPayment(db)`, `pay := &handlers.Payment{db}`. */
function addMade(go: Curly, node: SyntaxNode, types: Map<string, string>): void {
  const name = sourceOf(go.text, child(node, 'left') ?? child(node, 'name'))
    .split(',', 1)[0]!
    .trim();
  const [value] = (child(node, 'right') ?? child(node, 'value'))?.children ?? [];
  const literal = value?.type === 'unary_expression' ? (value.children.at(-1) ?? null) : (value ?? null);
  const type =
    literal?.type === 'composite_literal'
      ? serviceOf(go, child(literal, 'type'))
      : (madeBy(go, value) ?? packageOf(go, value));
  if (type !== null && /^\w+$/.test(name)) types.set(name, type);
}

function packageOf(go: Curly, value: SyntaxNode | undefined): string | null {
  const [, owner] = /^(\w{1,80})\.New$/.exec(sourceOf(go.text, child(value ?? null, 'function')).slice(0, 200)) ?? [];
  const known = owner === undefined ? undefined : go.out.imported(identifier(owner));
  return known?.name === '*' ? `${PACKAGE}${known.module}` : null;
}
