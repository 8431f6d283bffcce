import { child, enclosing, findNode, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isOwn, mayBeOwnModule } from './calls/known-calls.ts';
import type { Seed } from './judge.ts';
import { bare, FUNCTIONS, objectEntries, textOf } from './program/program.ts';
import type { Program } from './program/program.ts';
import type { Origin } from './state/value.ts';

// What functions return to callers that use its methods: class instances, and objects with functions of their own.

/** What a function returns, as far as it comes from other files. */
export type Given = {
  /**
   * Classes and factories of other files whose products it returns, one or another; empty if it may return anything
   * else.
   */
  instances: Origin[];
  /** The functions of the object that it returns, by name; those of other files as imports. */
  members: Map<string, SyntaxNode>;
  /**
   * Objects of other files that are spread into the object: `{ ...makeOrders(client), ...customers }`. Null if there
   * may be more.
   */
  spread: Origin[] | null;
};

const NONE: Given = { instances: [], members: new Map(), spread: null };

/**
 * What a function returns, read from its return expressions: `switch (name) { case 'a': return new A() }`,
 * `() => new A()`, `return { take: async (request) => {} }`, or a variable that holds one of these.
 */
export function givenOut(seed: Seed, fn: SyntaxNode): Given {
  if (fn.end - fn.start > MAX_FACTORY) return NONE;
  const { program } = seed;
  const written = endsOf(fn);
  if (written.length > MAX_ENDS) return NONE;
  const names = readNames(program, fn);
  const ends = written.flatMap((end) => heldBy(names, end));
  if (ends.length > MAX_ENDS) return NONE;
  const made = ends.map((end) => (callsParameter(program, fn, end) ? null : instanceOf(seed, end)));
  const known = made.filter((each) => each !== null);
  const instances = known.length === made.length ? known : [];
  // In other languages, only class instances have methods.
  if (program.language.shared) return { ...NONE, instances };
  const parts = ends.flatMap((end) => [...partsOf(names, end)]);
  const members = new Map(parts.filter(([, part]) => isFunction(program, part)));
  const spread = ends.flatMap((end) => spreadIn(names, end));
  const isMore =
    spread.length > MAX_ENDS ||
    ends.some(({ type }) => type !== 'object' && type !== 'call_expression') ||
    spread.includes(null) ||
    parts.some(([, part]) => MAY_BE_CALLED.test(part.type) && !isFunction(program, part));
  return { instances, members, spread: isMore ? null : spread.filter((each) => each !== null) };
}

/** May be a function that is defined elsewhere. */
const MAY_BE_CALLED = /^(?:identifier|shorthand_property_identifier|member_expression|call_expression)$/;

const isFunction = (program: Program, node: SyntaxNode): boolean =>
  FUNCTIONS.has(node.type) || program.imports.has(textOf(program, node));

/** In characters. Longer functions do more than create something. */
const MAX_FACTORY = 30_000;
/** Limit of return values with their alternatives, and of the parts that an object is assembled from. */
const MAX_ENDS = 20;
const RETURNS = new Set(['return_statement']);

/** The expressions that a function returns. */
function endsOf(fn: SyntaxNode): SyntaxNode[] {
  const body = child(fn, 'body');
  if (body && body.type !== 'statement_block') return [body];
  return nodesOfType(fn, RETURNS).flatMap((node) =>
    enclosing(node, FUNCTIONS) === fn ? node.children.filter(({ type }) => type !== 'comment').slice(0, 1) : [],
  );
}

/** The values of the names in a function. */
type Names = {
  program: Program;
  /** Variables with their initial values. */
  declared: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** Values assigned later. */
  set: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** The first variable or function of a name. */
  first: ReadonlyMap<string, SyntaxNode>;
};

const DECLARES = new Set(['variable_declarator', 'function_declaration']);
const SETS = new Set(['assignment_expression', 'augmented_assignment_expression']);

/** Collects the names in a single pass. */
function readNames(program: Program, fn: SyntaxNode): Names {
  const [declared, set] = [new Map<string, SyntaxNode[]>(), new Map<string, SyntaxNode[]>()];
  const first = new Map<string, SyntaxNode>();
  const add = (to: Map<string, SyntaxNode[]>, name: string, value: SyntaxNode): void => {
    const held = to.get(name);
    if (held) held.push(value);
    else to.set(name, [value]);
  };
  for (const node of nodesOfType(fn, DECLARES)) {
    const target = child(node, 'name');
    const value = child(node, 'value');
    if (!target) continue;
    const name = textOf(program, target);
    if (value) add(declared, name, value);
    if (!first.has(name)) first.set(name, value ?? node);
  }
  for (const node of nodesOfType(fn, SETS)) {
    const [left, right] = [child(node, 'left'), child(node, 'right')];
    if (left && right) add(set, textOf(program, left), right);
  }
  return { program, declared, set, first };
}

/**
 * The expression itself, or its alternatives, or what the variable it names is set to; nothing for `null`. A variable
 * that refers to itself is read once.
 */
function heldBy(names: Names, end: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const seen = new Set<string>();
  const open = [end];
  for (let next = open.pop(); next && found.length <= MAX_ENDS; next = open.pop()) {
    const node = bare(next);
    const name = node.type === 'identifier' ? textOf(names.program, node) : null;
    const further = name === null ? chosenFrom(names.program, node) : seen.has(name) ? [] : valuesOf(names, name);
    if (name !== null && further.length > 0) seen.add(name);
    if (further.length > 0) open.push(...further.toReversed());
    else if (!/^(?:null|undefined)$/.test(node.type) && !(name !== null && seen.has(name))) found.push(node);
  }
  return found;
}

/** The alternatives of an expression; empty if it is none. */
function chosenFrom(program: Program, node: SyntaxNode): SyntaxNode[] {
  const parts = (...fields: string[]): SyntaxNode[] => fields.flatMap((field) => child(node, field) ?? []);
  if (node.type === 'ternary_expression') return parts('consequence', 'alternative');
  if (node.type === 'binary_expression' && /^(?:\?\?|\|\|)$/.test(operatorOf(program, node)))
    return parts('left', 'right');
  return SETS.has(node.type) ? parts('right') : [];
}

const operatorOf = ({ text }: Program, node: SyntaxNode): string => {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  return left && right ? text.slice(left.end, right.start).trim() : '';
};

/** All values of a variable of the function, or of the file: `instance ??= new Gateway()`. */
function valuesOf({ program, declared, set }: Names, name: string): SyntaxNode[] {
  const kept = program.declared.get(name);
  const held = declared.get(name) ?? (kept && !FUNCTIONS.has(kept.type) ? [kept] : []);
  return [...held, ...(set.get(name) ?? [])];
}

/** `return next(new HttpError(401))`: calls a parameter, so it returns no object of its own. */
function callsParameter(program: Program, fn: SyntaxNode, { type, children: [callee] }: SyntaxNode): boolean {
  if (type !== 'call_expression' || callee?.type !== 'identifier') return false;
  const parameters = textOf(program, child(fn, 'parameters') ?? child(fn, 'parameter') ?? fn);
  return parameters.split(/\W+/).includes(textOf(program, callee));
}

/**
 * The properties of an object; an identifier is resolved to its declaration in the enclosing function or in the file.
 */
function* partsOf({ program, first }: Names, node: SyntaxNode): Generator<[string, SyntaxNode]> {
  for (const [key, part] of objectEntries(program, node)) {
    const name = /identifier$/.test(part.type) ? textOf(program, part) : '';
    yield [key, bare(first.get(name) ?? program.declared.get(name) ?? part)];
  }
}

/**
 * Objects and factory results of other files that are spread into an object, or returned themselves; null for each that
 * is unknown.
 */
function spreadIn(names: Names, node: SyntaxNode): (Origin | null)[] {
  const { program } = names;
  if (node.type === 'call_expression') return [partOf(program, node)];
  const parts = node.type === 'object' ? node.children.filter(({ type }) => type === 'spread_element') : [];
  if (parts.length > MAX_ENDS) return [null];
  return parts
    .flatMap(({ children: [part] }) => (part ? heldBy(names, part) : []))
    .map((held) => partOf(program, held));
}

/** `customers`, `makeCustomers(client)`, `Customers(client)` */
function partOf(program: Program, node: SyntaxNode): Origin | null {
  const called = node.type === 'call_expression' ? child(node, 'function') : null;
  if (called && !MAKES.test(textOf(program, called))) return null;
  const named = called ?? node;
  const origin = named.type === 'identifier' ? program.imports.get(textOf(program, named)) : undefined;
  return origin && isOwn(origin) ? origin : null;
}

/** Names of functions that create something. */
const MAKES = /^(?:create|make|build|get|init|new|resolve|load|use)?[A-Z]/;

/**
 * `new Service()`, `once(() => new Service())`, `Client.getInstance()` for a class of another file, which has the
 * methods; null for any other expression.
 */
export function instanceOf({ program, knowledge }: Seed, node: SyntaxNode): Origin | null {
  const made =
    node.type === 'new_expression'
      ? node
      : node.type === 'call_expression' && node.end - node.start < 300
        ? (givenByClass(program, node) ?? madeIn(node))
        : null;
  const owner = child(made, 'constructor') ?? child(child(made, 'function'), 'object');
  const origin = owner ? program.imports.get(textOf(program, owner)) : undefined;
  if (!origin) return null;
  const verifies = VERIFIER.test(origin.name) || knowledge.clients.has(origin.name);
  return mayBeOwnModule(origin.module) || verifies ? origin : null;
}

/**
 * `once(() => new Service())`, but not `action({ handler: (context) => new Webhook(secret).verify(context.body) })`,
 * which only uses it.
 */
const madeIn = (call: SyntaxNode): SyntaxNode | null =>
  findNode(call, (each) => each.type === 'new_expression' && (enclosing(each, OBJECTS)?.start ?? 0) < call.start);

const OBJECTS = new Set(['object']);

/** `Client.getInstance(key)` */
function givenByClass(program: Program, call: SyntaxNode): SyntaxNode | null {
  const name = child(child(call, 'function'), 'property');
  return name && textOf(program, name) === 'getInstance' ? call : null;
}

/** Names of package classes whose instances verify. */
const VERIFIER = /Webhook|Receiver|Verifier|Validator/;
