import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Call } from '../calls/call.ts';
import { oneOfTable } from './chosen-call.ts';
import { isOwn } from '../calls/known-calls.ts';
import { isLookup, isVerifyName } from '../state/names.ts';
import { argumentsOf, bare, literal, textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import { startState } from '../state/state.ts';
import type { Evaluate, Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { ONE_OF, TRUE, value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

// Lookup tables for handlers and verifiers: objects and maps that the file creates or fills.

/** Limit of entries read from one table. */
const MAX_ENTRIES = 20;

/** `new Map([['acme', verifyAcme]])` as a table, like an object with these keys; null for any other call. */
export function tableOf(run: Run, state: State, call: SyntaxNode, evaluate: Evaluate): Value | null {
  const owner = child(call, 'constructor');
  if (!owner || textOf(run.program, owner) !== 'Map') return null;
  const [list] = argumentsOf(call).map((node) => bare(node));
  const pairs = (list?.type === 'array' ? list.children : []).map((node) => bare(node)).slice(0, MAX_ENTRIES);
  const props = new Map<string, Value>();
  for (const { type, children } of pairs) {
    const [key, held] = type === 'array' ? children : [];
    if (key && held) props.set(keyOf(run.program, key), evaluate(run, state, held));
  }
  return { ...TRUE, text: null, props, chain: ['Map'] };
}

/** The key of a table entry: its text if it is a literal, else its source, `Events.PAID`. */
const keyOf = (program: Program, key: SyntaxNode): string => literal(program, key) ?? textOf(program, key);

/**
 * `verifiers.get(name)`: the entry of that name, or any of the table's if the name is unknown.
 * `container.resolve(HookController)`: an instance of another file's class. Null for any other call.
 */
export function takenOut(call: Call): Value | null {
  const { callee, receiver, args } = call;
  const [key] = args;
  if (isResolved(call)) return key!;
  if (callee.chain.at(-1) !== 'get' || receiver?.chain.at(-1) !== 'Map' || !receiver.props || !key) return null;
  return (key.text === null ? null : receiver.props.get(key.text)) ?? oneOfTable(receiver);
}

const isResolved = ({ callee: { chain, fn }, args: [owner, further] }: Call): boolean =>
  fn === null &&
  chain.length > 1 &&
  /^(?:resolve|get)$/.test(chain.at(-1)!) &&
  owner !== undefined &&
  further === undefined &&
  isOwn(owner.origin) &&
  owner.chain.length === 1 &&
  CLASS.test(owner.chain[0]!);

const CLASS =
  /^[A-Z]\w{0,60}[a-z]\w{0,20}(?:Controller|Handler|Middleware|Guard|Service|Manager|Provider|Webhooks?|Gateway|Processor|Receiver|Verifier|Validator)$/;

/**
 * A top-level table with the entries that the file adds to it: `verifiers.set('acme', verifyAcme)`,
 * `verifiers.acme = verifyAcme`, `verifiers['acme'] = verifyAcme`.
 */
export function withEntries(run: Run, table: Value, name: string, evaluate: Evaluate): Value {
  if (!table.props || table.from !== 0 || table.props.size > 0) return table;
  const props = new Map<string, Value>();
  for (const { type, children } of run.program.root.children) {
    const entry = type === 'expression_statement' && children[0] ? entryOf(run.program, children[0], name) : null;
    if (entry && props.size < MAX_ENTRIES) props.set(entry.key, evaluate(run, startState(), entry.held));
  }
  return props.size > 0 ? { ...table, props } : table;
}

/** The entry that a statement adds to a table; null if it adds none. */
function entryOf(program: Program, node: SyntaxNode, name: string): { key: string; held: SyntaxNode } | null {
  const target = child(node, 'left') ?? child(node, 'function');
  const object = child(target, 'object');
  if (!target || !object || textOf(program, object) !== name) return null;
  const place = child(target, 'index') ?? child(target, 'property');
  const [first, second] = argumentsOf(node);
  if (node.type === 'assignment_expression') {
    const held = child(node, 'right');
    return place && held ? { key: keyOf(program, place), held } : null;
  }
  const sets = place !== null && textOf(program, place) === 'set';
  return sets && first && second ? { key: keyOf(program, first), held: second } : null;
}

/**
 * `const verify = registry.find(name); verify(request)`: a function that was looked up is known by the name of its
 * variable.
 */
export function calledAs(callee: Value, name: string): Value {
  const { chain, fn, origin, props, oneOf } = callee;
  if (fn !== null || props !== null || chain.at(-1) === name) return callee;
  if (oneOf) return { ...callee, chain: [ONE_OF, name] };
  const last = chain.at(-1) ?? '';
  const isFound = chain.length > 1 && isLookup(last) && (origin === null || isVerifyName(name));
  const isGiven = chain.length === 1 && isOwn(origin) && isVerifyName(name) && GIVES.test(last);
  return isFound || isGiven ? value({ from: callee.from, falsy: callee.falsy, chain: [ONE_OF, name] }) : callee;
}

/** `verifierFor(name)`, `pickVerifier(name)` */
const GIVES = /^(?:get|find|resolve|select|pick|lookup|choose)[A-Z]|[a-z](?:For|By|Of)(?:[A-Z]\w{0,30})?$/;
