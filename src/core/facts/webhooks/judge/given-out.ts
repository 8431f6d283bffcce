import { child, enclosing, findNode, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isOwn, mayBeOwnModule } from './calls/known-calls.ts';
import type { Seed } from './judge.ts';
import { bare, FUNCTIONS, objectEntries, textOf } from './program/program.ts';
import type { Program } from './program/program.ts';
import type { Origin } from './state/value.ts';

// What functions give out to those who call methods of it: instances of classes, and objects with functions of their own.

/** What a function gives out, as far as it is made of what other files have. */
export type Given = {
  /** Classes and factories of other files of which it gives out what they make, one or the other; none where that is not all. */
  instances: Origin[];
  /** The functions of the object that it gives out, by their names; of other files where they are imported. */
  members: Map<string, SyntaxNode>;
  /** What the object has of objects of other files: `{ ...makeOrders(client), ...customers }`. Null where it may have more. */
  spread: Origin[] | null;
};

const NONE: Given = { instances: [], members: new Map(), spread: null };

/**
 * What a function gives out to whoever calls it, read off the ends of it: `switch (name) { case 'a': return new A() }`,
 * `() => new A()`, `return { take: async (request) => {} }`, and a variable that holds either of these.
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
  // Other languages give out objects of classes alone.
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

/** What may be a function without being written as one. */
const MAY_BE_CALLED = /^(?:identifier|shorthand_property_identifier|member_expression|call_expression)$/;

const isFunction = (program: Program, node: SyntaxNode): boolean =>
  FUNCTIONS.has(node.type) || program.imports.has(textOf(program, node));

/** Longer functions do more than to make something. */
const MAX_FACTORY = 30_000;
/** Ends of a function with what they may be, and parts that an object is put together of. */
const MAX_ENDS = 20;
const RETURNS = new Set(['return_statement']);

/** The expressions with which a function ends. */
function endsOf(fn: SyntaxNode): SyntaxNode[] {
  const body = child(fn, 'body');
  if (body && body.type !== 'statement_block') return [body];
  return nodesOfType(fn, RETURNS).flatMap((node) =>
    enclosing(node, FUNCTIONS) === fn ? node.children.filter(({ type }) => type !== 'comment').slice(0, 1) : [],
  );
}

/** What the names of a function are set to. */
type Names = {
  program: Program;
  /** Its variables, by what they are declared as. */
  declared: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** By what is put into them later. */
  set: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** The first variable or function of a name. */
  first: ReadonlyMap<string, SyntaxNode>;
};

const DECLARES = new Set(['variable_declarator', 'function_declaration']);
const SETS = new Set(['assignment_expression', 'augmented_assignment_expression']);

/** Reads them once, however often they are asked for. */
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
 * The expression, or those that it chooses from, or that the variable which it names is set to; nothing for `null`. One that is
 * set to itself is read once.
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

/** The values of which an expression is one. */
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

/** All that a variable of the function, or one that the file keeps, is set to: `instance ??= new Gateway()`. */
function valuesOf({ program, declared, set }: Names, name: string): SyntaxNode[] {
  const kept = program.declared.get(name);
  const held = declared.get(name) ?? (kept && !FUNCTIONS.has(kept.type) ? [kept] : []);
  return [...held, ...(set.get(name) ?? [])];
}

/** `return next(new HttpError(401))`: whoever called is told of it, and nobody is given it. */
function callsParameter(program: Program, fn: SyntaxNode, { type, children: [callee] }: SyntaxNode): boolean {
  if (type !== 'call_expression' || callee?.type !== 'identifier') return false;
  const parameters = textOf(program, child(fn, 'parameters') ?? child(fn, 'parameter') ?? fn);
  return parameters.split(/\W+/).includes(textOf(program, callee));
}

/** The parts of an object by their names: what a name stands for that is declared in the function around it, or in the file. */
function* partsOf({ program, first }: Names, node: SyntaxNode): Generator<[string, SyntaxNode]> {
  for (const [key, part] of objectEntries(program, node)) {
    const name = /identifier$/.test(part.type) ? textOf(program, part) : '';
    yield [key, bare(first.get(name) ?? program.declared.get(name) ?? part)];
  }
}

/**
 * Objects of other files, and what their factories make, whose parts an object has as its own, or that are given out themselves;
 * null for one that nobody here knows.
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

/** Functions that make something, by their names. */
const MAKES = /^(?:create|make|build|get|init|new|resolve|load|use)?[A-Z]/;

/** `new Service()`, `once(() => new Service())`, `Client.getInstance()` of a class of another file: the class has the methods. */
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

/** `once(() => new Service())`, and not `action({ handler: (context) => new Webhook(secret).verify(context.body) })`, which uses it. */
const madeIn = (call: SyntaxNode): SyntaxNode | null =>
  findNode(call, (each) => each.type === 'new_expression' && (enclosing(each, OBJECTS)?.start ?? 0) < call.start);

const OBJECTS = new Set(['object']);

/** `Client.getInstance(key)` */
function givenByClass(program: Program, call: SyntaxNode): SyntaxNode | null {
  const name = child(child(call, 'function'), 'property');
  return name && textOf(program, name) === 'getInstance' ? call : null;
}

/** Classes of packages whose instances verify, by their names. */
const VERIFIER = /Webhook|Receiver|Verifier|Validator/;
