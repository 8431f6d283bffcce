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
  const ends = written.flatMap((end) => heldBy(program, fn, end, 0));
  const made = ends.map((end) => (callsParameter(program, fn, end) ? null : instanceOf(seed, end)));
  const known = made.filter((each) => each !== null);
  const instances = known.length === made.length ? known : [];
  // Other languages give out objects of classes alone.
  if (program.language.shared) return { ...NONE, instances };
  const parts = ends.flatMap((end) => [...partsOf(program, fn, end)]);
  const members = new Map(parts.filter(([, part]) => isFunction(program, part)));
  const spread = ends.flatMap((end) => spreadIn(program, fn, end));
  const isMore =
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
const MAX_ENDS = 20;
const MAX_DEPTH = 4;
const RETURNS = new Set(['return_statement']);

/** The expressions with which a function ends. */
function endsOf(fn: SyntaxNode): SyntaxNode[] {
  const body = child(fn, 'body');
  if (body && body.type !== 'statement_block') return [body];
  return nodesOfType(fn, RETURNS).flatMap((node) =>
    enclosing(node, FUNCTIONS) === fn ? node.children.filter(({ type }) => type !== 'comment').slice(0, 1) : [],
  );
}

/** The expression, or those that it chooses from, or that the variable which it names is set to; nothing for `null`. */
function heldBy(program: Program, fn: SyntaxNode, end: SyntaxNode, depth: number): SyntaxNode[] {
  const node = bare(end);
  if (/^(?:null|undefined)$/.test(node.type)) return [];
  const further = (parts: readonly (SyntaxNode | null)[]): SyntaxNode[] =>
    parts.flatMap((part) => (part === null ? [] : heldBy(program, fn, part, depth + 1)));
  if (depth >= MAX_DEPTH) return [node];
  if (node.type === 'ternary_expression') return further([child(node, 'consequence'), child(node, 'alternative')]);
  if (node.type === 'binary_expression' && /^(?:\?\?|\|\|)$/.test(operatorOf(program, node)))
    return further([child(node, 'left'), child(node, 'right')]);
  if (SETS.has(node.type)) return further([child(node, 'right')]);
  const set = node.type === 'identifier' ? valuesOf(program, fn, textOf(program, node)) : [];
  return set.length > 0 ? further(set) : [node];
}

const operatorOf = ({ text }: Program, node: SyntaxNode): string => {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  return left && right ? text.slice(left.end, right.start).trim() : '';
};

const SETS = new Set(['assignment_expression', 'augmented_assignment_expression']);
const DECLARES = new Set(['variable_declarator']);

/** All that a variable of the function, or one that the file keeps, is set to: `instance ??= new Gateway()`. */
function valuesOf(program: Program, fn: SyntaxNode, name: string): SyntaxNode[] {
  const setWithin = (root: SyntaxNode, types: ReadonlySet<string>, target: string, held: string): SyntaxNode[] =>
    nodesOfType(root, types).flatMap((node) => {
      const left = child(node, target);
      const value = child(node, held);
      return left && value && textOf(program, left) === name ? [value] : [];
    });
  const kept = program.declared.get(name);
  const own = setWithin(fn, DECLARES, 'name', 'value');
  if (own.length === 0 && !kept) return setWithin(fn, SETS, 'left', 'right');
  const held = own.length > 0 ? own : kept && !FUNCTIONS.has(kept.type) ? [kept] : [];
  return [...held, ...setWithin(fn, SETS, 'left', 'right')];
}

/** `return next(new HttpError(401))`: whoever called is told of it, and nobody is given it. */
function callsParameter(program: Program, fn: SyntaxNode, { type, children: [callee] }: SyntaxNode): boolean {
  if (type !== 'call_expression' || callee?.type !== 'identifier') return false;
  const parameters = textOf(program, child(fn, 'parameters') ?? child(fn, 'parameter') ?? fn);
  return parameters.split(/\W+/).includes(textOf(program, callee));
}

/** The parts of an object by their names: what a name stands for that is declared in the function around it, or in the file. */
function* partsOf(program: Program, fn: SyntaxNode, node: SyntaxNode): Generator<[string, SyntaxNode]> {
  for (const [name, part] of objectEntries(program, node)) {
    const named = /identifier$/.test(part.type) ? namedIn(program, fn, textOf(program, part)) : undefined;
    yield [name, bare(named ?? part)];
  }
}

const NAMED = new Set(['variable_declarator', 'function_declaration']);

/** A function by its name, of those that stand in another one, or else of the file. */
function namedIn(program: Program, fn: SyntaxNode, name: string): SyntaxNode | undefined {
  const inner = nodesOfType(fn, NAMED).find((node) => textOf(program, child(node, 'name') ?? node) === name);
  return (inner && (child(inner, 'value') ?? inner)) ?? program.declared.get(name);
}

/**
 * Objects of other files, and what their factories make, whose parts an object has as its own, or that are given out themselves;
 * null for one that nobody here knows.
 */
function spreadIn(program: Program, fn: SyntaxNode, node: SyntaxNode): (Origin | null)[] {
  if (node.type === 'call_expression') return [partOf(program, node)];
  const parts = node.type === 'object' ? node.children.filter(({ type }) => type === 'spread_element') : [];
  return parts
    .flatMap(({ children: [part] }) => (part ? heldBy(program, fn, part, 1) : []))
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
        ? (givenByClass(program, node) ?? findNode(node, (each) => each.type === 'new_expression'))
        : null;
  const owner = child(made, 'constructor') ?? child(child(made, 'function'), 'object');
  const origin = owner ? program.imports.get(textOf(program, owner)) : undefined;
  if (!origin) return null;
  const verifies = VERIFIER.test(origin.name) || knowledge.clients.has(origin.name);
  return mayBeOwnModule(origin.module) || verifies ? origin : null;
}

/** `Client.getInstance(key)` */
function givenByClass(program: Program, call: SyntaxNode): SyntaxNode | null {
  const name = child(child(call, 'function'), 'property');
  return name && textOf(program, name) === 'getInstance' ? call : null;
}

/** Classes of packages whose instances verify, by their names. */
const VERIFIER = /Webhook|Receiver|Verifier|Validator/;
