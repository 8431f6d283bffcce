import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { environmentNamed, isSecretName, isVerifyName, present, unexplained, isEnvironment } from '../state/names.ts';
import { bare, FUNCTIONS, literal, textOf } from '../program/program.ts';
import { isSetLater, setOnce } from '../program/set-later.ts';
import { propertyOf } from './property-of.ts';
import { isOwn } from '../calls/known-calls.ts';
import { definedElsewhere, withSchemasStandIn, withStandIn } from './stand-in.ts';
import { oneOfTable } from './chosen-call.ts';
import { startState } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { instanceOf, parameterAround } from './typed-names.ts';
import { withEntries } from './tables.ts';
import { underName } from './under-name.ts';
import { evaluateCall } from './evaluate-call.ts';
import { evaluateArray, evaluateObject } from './evaluate-literal.ts';
import { evaluateBinary, evaluateTernary, evaluateUnary, union } from './evaluate-operator.ts';
import { joinValues } from '../state/join-values.ts';
import {
  ANSWER,
  ANYTHING,
  BODY,
  CLAIMED,
  FALSE,
  FORGED,
  HEADERS,
  INPUT,
  LOADED,
  MAC,
  NOTHING,
  ONE_OF,
  onPath,
  REQUEST,
  SIGNATURE,
  RESPONSE,
  SECRET,
  TRUE,
  UNKNOWN,
  value,
} from '../state/value.ts';
import type { Value } from '../state/value.ts';

/** The abstract value of an expression. Side effects, such as a verifier that throws, apply to `state`. */
export function evaluate(run: Run, state: State, node: SyntaxNode | null): Value {
  if (!node || !state.alive || --run.budget.left < 0) return UNKNOWN;
  const inner = bare(node);
  if (FUNCTIONS.has(inner.type)) return value({ fn: inner, env: state.vars });
  switch (inner.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return evaluateName(run, state, textOf(run.program, inner));
    case 'this':
      return value({ chain: ['this'], props: state.vars.get('this')?.props ?? null });
    case 'true':
      return TRUE;
    case 'false':
    case 'null':
    case 'undefined':
      return FALSE;
    case 'number':
      return /^0+$/.test(textOf(run.program, inner)) ? FALSE : TRUE;
    case 'string':
      return stringValue(literal(run.program, inner) ?? '');
    case 'template_string':
      return evaluateTemplate(run, state, inner);
    case 'member_expression':
      return evaluateMember(run, state, inner);
    case 'subscript_expression':
      return evaluateSubscript(run, state, inner);
    case 'call_expression':
    case 'new_expression':
      return evaluateCall(run, state, inner, evaluate);
    case 'unary_expression':
      return evaluateUnary(run, state, inner, evaluate);
    case 'binary_expression':
      return evaluateBinary(run, state, inner, evaluate);
    case 'ternary_expression':
      return evaluateTernary(run, state, inner, evaluate);
    case 'assignment_expression':
    case 'augmented_assignment_expression':
      return evaluateAssignment(run, state, inner);
    case 'object_assignment_pattern':
      return evaluatePart(run, state, inner);
    case 'object':
      return evaluateObject(run, state, inner, evaluate);
    case 'array':
      return evaluateArray(run, state, inner, evaluate);
    default:
      return union(inner.children.map((part) => evaluate(run, state, part)));
  }
}

/** One property of a top-level `{ ACME_SECRET = 'dev' } = process.env`. */
function evaluatePart(run: Run, state: State, node: SyntaxNode): Value {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  const owner = evaluate(run, state, child(node.parent?.parent ?? node, 'value'));
  return left ? withStandIn(propertyOf(run, owner, textOf(run.program, left)), evaluate(run, state, right)) : UNKNOWN;
}

const stringValue = (text: string): Value => (text === '' ? { ...FALSE, text } : { ...TRUE, text });

/** `getWebhookSecret`, `hasSecret`: functions, which are not secrets themselves. */
const ASKS = /^[a-z]+[A-Z]?.*(?:verify|check|get)|^(?:get|has|is|load|read)[A-Z]/;

function evaluateName(run: Run, state: State, name: string): Value {
  if (name === 'undefined') return FALSE;
  const local = state.vars.get(name);
  if (local) return local;
  const origin = run.program.imports.get(name);
  if (origin) {
    const asks = ASKS.test(name) || isVerifyName(name);
    const secret = isSecretName(name) ? present(SECRET) : unexplained(name);
    const known = asks ? (environmentNamed(name) ?? UNKNOWN) : secret;
    const named = origin.name === '*' || origin.name === 'default' ? name : origin.name;
    const imported = { ...known, origin, chain: [named] };
    return isOwn(origin) ? definedElsewhere(run, [named], imported) : imported;
  }
  const declared = run.program.declared.get(name) ?? run.program.inner.get(name);
  if (declared && FUNCTIONS.has(bare(declared).type)) return value({ fn: bare(declared), chain: [name] });
  if (!declared && run.program.autoImports && isVerifyName(name)) {
    return { ...unexplained(name), origin: { module: `#auto/${name}`, name } };
  }
  if (!declared) return parameterAround(run, name) ?? unexplained(name);
  if (isUnderWay(run, declared)) return unexplained(name);
  if (isSetLater(run.program, name)) return setLater(run, name);
  if (/class/.test(declared.type)) return value({ chain: [name] });
  const initial = apart(run, declared, () => withEntries(run, evaluate(run, startState(), declared), name, evaluate));
  const isSecret = isSecretName(name) && !(initial.from & (SECRET | MAC));
  const named = isSecret ? { ...initial, ...present(initial.from | SECRET), text: initial.text } : initial;
  return named.chain.length > 0 ? named : { ...named, chain: [name] };
}

/**
 * A variable assigned elsewhere, `take = makeTake(SECRET)`: a function of this file or of another one, or nothing yet.
 */
function setLater(run: Run, name: string): Value {
  const node = setOnce(run.program, name);
  if (!node || isUnderWay(run, node)) return unexplained(name);
  const held = apart(run, node, () => evaluate(run, startState(), node));
  return held.fn !== null || isOwn(held.origin) ? { ...held, falsy: NOTHING } : unexplained(name);
}

/** Evaluates a top-level initial value where it is needed, without affecting the path that needs it. */
function apart(run: Run, initial: SyntaxNode, compute: () => Value): Value {
  run.stack.push(initial);
  const uses = run.uses.length;
  const computed = compute();
  run.uses.length = uses;
  run.stack.pop();
  return computed;
}

const isUnderWay = ({ stack }: Run, initial: SyntaxNode): boolean =>
  stack.includes(initial) || stack.length > MAX_STACK;

const MAX_STACK = 30;

function evaluateTemplate(run: Run, state: State, node: SyntaxNode): Value {
  const holes = node.children.filter((part) => part.type === 'template_substitution');
  if (holes.length === 0) return stringValue(literal(run.program, node) ?? '');
  return union(holes.map((hole) => evaluate(run, state, hole.children[0] ?? null)));
}

function evaluateMember(run: Run, state: State, node: SyntaxNode): Value {
  const property = child(node, 'property');
  const object = child(node, 'object');
  if (!property) return UNKNOWN;
  const name = textOf(run.program, property);
  const isField = object?.type === 'this';
  // What this function has just assigned, or else what any function assigns.
  const held = isField ? (state.vars.get('this')?.props?.get(name) ?? fieldNamed(run, name)) : null;
  if (held) return held;
  // `@signature` in Ruby, which another method may have set: present or absent.
  if (isField && run.program.language.shared) {
    if (SIGNATURE_FIELD.test(name)) return present(SIGNATURE, { chain: ['this', name] });
    if (BODY_FIELD.test(name)) return value({ from: BODY, chain: ['this', name] });
  }
  return withSchemasStandIn(run.program, propertyOf(run, evaluate(run, state, object), name), name);
}

const BODY_FIELD = /^_?(?:raw_?)?(?:body|payload)$/i;
const SIGNATURE_FIELD = /^_?(?:\w{1,20}_)?(?:signature|hmac|sig)(?:_header)?$/i;

/** `this.payments`: the initial value of the field, or an instance of the class that its type names. */
function fieldNamed(run: Run, name: string): Value | null {
  const held = run.program.fields.get(name);
  if (!held || isUnderWay(run, held)) return null;
  if (held.type === 'type_annotation') return instanceOf(run.program, held);
  const initial = apart(run, held, () => evaluate(run, startState(), held));
  if (initial.fn || (initial.from === 0 && initial.origin === null && initial.chain.length === 0)) return null;
  return isSecretName(name) && !(initial.from & SECRET) ? null : initial;
}

function evaluateSubscript(run: Run, state: State, node: SyntaxNode): Value {
  const owner = evaluate(run, state, child(node, 'object'));
  const index = evaluate(run, state, child(node, 'index'));
  // `req.url.split('?')[0]`
  if (run.pathname !== null && owner.text === run.pathname) return owner;
  const place = bare(child(node, 'index') ?? node);
  const held = place.type === 'number' ? owner.props?.get(textOf(run.program, place)) : undefined;
  if (held) return held;
  if (index.text !== null) return propertyOf(run, owner, index.text);
  // `process.env[name]`, where the caller supplies the name: most likely a secret.
  if (isEnvironment(owner.chain.at(-1))) return present(SECRET, { chain: owner.chain });
  const entries = [...(owner.props?.values() ?? [])];
  const chosen = oneOfTable(owner);
  if (chosen) return chosen;
  // One of the secrets, or nothing.
  if (entries.some((each) => each.from & SECRET)) return present(SECRET, { chain: owner.chain });
  // `handlers[event.type]`, for a table of another file.
  const chain = owner.props === null && isOwn(owner.origin) ? [ONE_OF] : owner.chain;
  return value({ from: (owner.from | (index.from & ~CLAIMED)) & ~(ANSWER | REQUEST), chain });
}

function evaluateAssignment(run: Run, state: State, node: SyntaxNode): Value {
  const left = child(node, 'left');
  const right = evaluate(run, state, child(node, 'right'));
  if (!left) return right;
  const operator = child(node, 'operator');
  const written = operator ? textOf(run.program, operator) : '=';
  const result = written === '=' ? right : combined(written, evaluate(run, state, left), right);
  assign(run, state, left, result);
  return result;
}

/** The value of the variable after `mac |= part`, `secret ??= fallback` or `body += chunk`. */
function combined(operator: string, before: Value, right: Value): Value {
  if (operator === '|=' && right.from & ANSWER) return right;
  return operator === '??=' || operator === '||=' ? joinValues(before, right) : union([before, right]);
}

/** Binds a name or a pattern; the value keeps what is known on this path. */
export function assign(run: Run, state: State, target: SyntaxNode, from: Value): void {
  if (state.vars.size > 500) return;
  const kept = onPath(from, state.known);
  if (target.type === 'identifier' || target.type === 'shorthand_property_identifier_pattern') {
    const name = textOf(run.program, target);
    const named = underName(isForged(state.vars.get(name), kept) ? { ...kept, from: kept.from | FORGED } : kept, name);
    const unnamed = named.chain.length === 0 || named.chain[0] === LOADED;
    state.vars.set(name, unnamed ? { ...named, chain: [name] } : named);
    return;
  }
  if (target.type === 'member_expression') {
    const object = child(target, 'object');
    const property = child(target, 'property');
    if (!object || !/^(?:identifier|this)$/.test(object.type) || !property) return;
    const owner = evaluate(run, state, object);
    const props = new Map(owner.props ?? []);
    props.set(textOf(run.program, property), kept);
    // `init.body = req.body`: an object created here to be sent comes from where its parts come from.
    const made = object.type !== 'this' && owner.props !== null && !(owner.from & (REQUEST | RESPONSE));
    const further = made ? kept.from & (BODY | INPUT | HEADERS | ANYTHING) : 0;
    state.vars.set(textOf(run.program, object), { ...owner, props, from: owner.from | further });
    return;
  }
  if (target.type === 'subscript_expression') return collect(run, state, child(target, 'object'), kept);
  assignPattern(run, state, target, kept);
}

/** `signature = expected`: what the caller sent is overwritten with the correct signature. */
const isForged = (before: Value | undefined, { from }: Value): boolean =>
  before !== undefined && (before.from & (SIGNATURE | MAC)) === SIGNATURE && (from & (SIGNATURE | MAC)) === MAC;

/** `fields[name] = value`: a collection comes from where its elements come from. */
function collect(run: Run, state: State, object: SyntaxNode | null, part: Value): void {
  if (object?.type !== 'identifier') return;
  const owner = evaluate(run, state, object);
  const from = owner.from | (part.from & (BODY | INPUT | HEADERS | ANYTHING));
  state.vars.set(textOf(run.program, object), { ...owner, from });
}

function assignPattern(run: Run, state: State, pattern: SyntaxNode, from: Value): void {
  if (pattern.type === 'assignment_pattern' || pattern.type === 'object_assignment_pattern') {
    const left = child(pattern, 'left');
    const named =
      left && pattern.type === 'object_assignment_pattern' ? propertyOf(run, from, textOf(run.program, left)) : from;
    if (left) assign(run, state, left, withStandIn(named, evaluate(run, state, child(pattern, 'right'))));
    return;
  }
  for (const [index, part] of pattern.children.entries()) {
    if (part.type === 'pair_pattern') {
      const key = child(part, 'key');
      const target = child(part, 'value');
      if (key && target)
        assign(run, state, target, propertyOf(run, from, literal(run.program, key) ?? textOf(run.program, key)));
    } else if (part.type === 'shorthand_property_identifier_pattern') {
      assign(run, state, part, propertyOf(run, from, textOf(run.program, part)));
    } else if (part.type === 'object_assignment_pattern') {
      assignPattern(run, state, part, from);
    } else if (part.type === 'rest_pattern' && part.children[0]) {
      assign(run, state, part.children[0], from);
    } else if (pattern.type === 'array_pattern') {
      const held = from.props?.get(String(index)) ?? (index === 0 && from.props === null ? rowOf(from) : null);
      assign(run, state, part, held ?? value({ from: from.from & ~(ANSWER | ANYTHING), chain: from.chain }));
    }
  }
}

/** `const [client] = await db.select()…`: the first row found, or nothing. */
const rowOf = (rows: Value): Value | null => (rows.from & ANSWER ? { ...rows, from: rows.from & ~ANYTHING } : null);
