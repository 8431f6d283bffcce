import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { compare } from '../proofs/compare.ts';
import { noteThere } from './narrow.ts';
import { bare, textOf } from '../program/program.ts';
import { propertyOf } from './property-of.ts';
import { fork, meet } from '../state/state.ts';
import type { Evaluate, Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { fallbackOf, forgedOf, functionsAmong, joinValues } from '../state/join-values.ts';
import {
  ANSWER,
  because,
  BODY,
  both,
  CHECKED,
  CHOSEN,
  CLAIMED,
  claimOf,
  either,
  FALSE,
  falsyAnswer,
  HEADERS,
  INPUT,
  IS_ERROR,
  IS_RESPONSE,
  isKeyless,
  MAC,
  merged,
  NOTHING,
  onPath,
  REQUEST,
  SECRET,
  SIGNATURE,
  UNKNOWN,
  value,
} from '../state/value.ts';
import type { Value } from '../state/value.ts';

/** A mixture of all values: comes from all of them, and its truthiness says nothing. */
export function union(values: readonly Value[]): Value {
  let from = 0;
  for (const each of values) from |= each.from;
  return from ? value({ from: (from & ~(ANSWER | REQUEST | CLAIMED)) | claimOf(values) }) : UNKNOWN;
}

/** `!valid` says the opposite of `valid`; the truthiness of other unary expressions says nothing. */
export function evaluateUnary(run: Run, state: State, node: SyntaxNode, evaluate: Evaluate): Value {
  const operand = evaluate(run, state, child(node, 'argument'));
  const operator = textOf(run.program, child(node, 'operator') ?? node);
  if (operator === '!')
    return value({ from: operand.from & (ANSWER | CHOSEN), truthy: operand.falsy, falsy: operand.truthy });
  if (operator === 'typeof') return operand;
  return value({ from: operand.from & ~ANSWER });
}

/** The value of a binary expression: a comparison, a choice between both sides, or a mixture of them. */
export function evaluateBinary(run: Run, state: State, node: SyntaxNode, evaluate: Evaluate): Value {
  const operator = textOf(run.program, child(node, 'operator') ?? node);
  const leftNode = child(node, 'left');
  const rightNode = child(node, 'right');
  if (!leftNode || !rightNode) return UNKNOWN;
  if (operator === '&&' || operator === '||' || operator === '??') {
    return evaluateLogical(run, state, operator, leftNode, rightNode, evaluate);
  }
  // Not in JavaScript, where reading the length of an absent value throws.
  const length = run.program.language.shared ? lengthOf(run, leftNode, operator, textOf(run.program, rightNode)) : null;
  if (length) return asksWhetherAny(evaluate(run, state, length.of), length.any);
  const left = evaluate(run, state, leftNode);
  const right = evaluate(run, state, rightNode);
  if (/^[!=]==?$/.test(operator)) {
    const equal = compare(run, { node: leftNode, value: left }, { node: rightNode, value: right }, node);
    return operator.startsWith('!') ? { ...equal, truthy: equal.falsy, falsy: equal.truthy } : equal;
  }
  // `'error' in result`
  if (operator === 'in' && left.text !== null && right.props) return asksFor(run, right, left.text);
  const sentBack = operator === 'instanceof' && /Response$/.test(textOf(run.program, rightNode));
  if (sentBack && left.props?.has(IS_RESPONSE)) return left.props.get(IS_RESPONSE)!;
  const failed = operator === 'instanceof' && /Error$/.test(textOf(run.program, rightNode));
  if (failed && left.props?.has(IS_ERROR)) return left.props.get(IS_ERROR)!;
  // Code that tests for the error of a verifier has a genuine request if the error is another one.
  if (operator === 'instanceof' && run.checks.length > 0 && OF_VERIFYING.test(textOf(run.program, rightNode)))
    return value({ truthy: because('failed'), falsy: CHECKED });
  if (operator === '^' && (left.from | right.from) & (MAC | SIGNATURE)) {
    if (isKeyless(left.from | right.from)) {
      run.weakness = 'forgeable';
      return falsyAnswer(because('forgeable'));
    }
    run.checks.push({ node, why: 'signature-compared', provider: null });
    return falsyAnswer(CHECKED);
  }
  if (operator === '|' && (left.from | right.from) & ANSWER) return left.from & ANSWER ? left : right;
  return union([left, right]);
}

/**
 * `secret.length > 0`, `token.length === 0`: the value that is tested for being empty; null for any other comparison.
 */
function lengthOf(
  run: Run,
  node: SyntaxNode,
  operator: string,
  count: string,
): { of: SyntaxNode; any: boolean } | null {
  const inner = bare(node);
  const of = inner.type === 'member_expression' ? child(inner, 'object') : null;
  const asked = `${operator.replace('==', '=').replace('==', '=')}${count}`;
  if (
    !of ||
    !/^(?:>0|!=0|>=1|=0|<1)$/.test(asked) ||
    textOf(run.program, child(inner, 'property') ?? inner) !== 'length'
  )
    return null;
  return { of, any: !/^[=<]/.test(asked) };
}

const asksWhetherAny = ({ from, truthy, falsy }: Value, any: boolean): Value =>
  value({ from: from & (ANSWER | CHOSEN), truthy: any ? truthy : falsy, falsy: any ? falsy : truthy });

/** Whether a result has a property says the same as the property's truthiness. */
function asksFor(run: Run, owner: Value, name: string): Value {
  const { from, truthy, falsy } = propertyOf(run, owner, name);
  return value({ from: from & (ANSWER | CHOSEN), truthy, falsy });
}

const OF_VERIFYING = /(?:Verif\w{0,20}|Signature\w{0,30})(?:Error|Exception)$/;

/** `a && b`, `a || b`, `a ?? b`: the right side is evaluated on the path that reaches it. */
function evaluateLogical(
  run: Run,
  state: State,
  operator: string,
  leftNode: SyntaxNode,
  rightNode: SyntaxNode,
  evaluate: Evaluate,
): Value {
  const left = evaluate(run, state, leftNode);
  const reaches = operator === '&&' ? left.truthy : left.falsy;
  const stops = operator === '&&' ? left.falsy : left.truthy;
  if (left === FALSE && operator === '&&') {
    // `if (false && !verify(request))`
    if (/verif|validat|signature/i.test(textOf(run.program, rightNode).slice(0, 200))) run.weakness ??= 'stub';
    return FALSE;
  }
  const onRight = fork(run, state, reaches);
  noteThere(run, onRight, leftNode, operator === '&&');
  const before = { known: state.known, reached: onRight.known };
  const right = evaluate(run, onRight, rightNode);
  const from = ((left.from | right.from) & ~CLAIMED) | claimOf([left, right]);
  const fallback = operator === '&&' || !reaches.possible ? 0 : fallbackOf(left, right) | forgedOf(left, right);
  // If evaluating the right side proves nothing in itself, the value says it all.
  const isAnswerOnly = onRight.alive && onRight.known === before.reached;
  const onLeft = isAnswerOnly ? fork(run, onRight, NOTHING) : fork(run, state, stops);
  meet(state, onLeft, onRight);
  if (isAnswerOnly) state.known = before.known;
  if (!state.alive) state.alive = true;
  // `a.secret ?? b.secret`: if the second is present, the first is not needed.
  const second = operator !== '&&' && (left.from & right.from & (SECRET | SIGNATURE)) !== 0;
  const and = from & ANSWER ? merged : both;
  // `signed || isTrusted(request)`: the alternative may prove as much, but is not understood.
  const other = operator !== '&&' && left.truthy.checked && isOtherProof(right);
  const viaRight = other
    ? { truthy: because('conditional'), falsy: reaches }
    : { truthy: second ? right.truthy : and(reaches, right.truthy), falsy: and(reaches, right.falsy) };
  // `!(development && skips)`: what remains includes production, so the environment is not a reason there.
  const anywhere = stops.possible && !stops.checked && stops.tags.size === 0;
  const truthy = operator === '&&' ? viaRight.truthy : either(stops, anywhere ? right.truthy : viaRight.truthy);
  const falsy = operator === '&&' ? either(stops, anywhere ? right.falsy : viaRight.falsy) : viaRight.falsy;
  const base = operator === '&&' ? right : left;
  const chosen = operator === '&&' || left.fn !== null ? null : functionsAmong(left, right);
  return {
    ...base,
    ...chosen,
    from: from | fallback,
    truthy,
    falsy,
    fn: chosen ? null : (left.fn ?? right.fn),
    text: null,
  };
}

/**
 * Whether the alternative tests the request for something, beyond the presence of a value or the content of the body.
 */
const isOtherProof = ({ from, truthy, falsy }: Value): boolean =>
  truthy.tags.has('conditional') ||
  (truthy === NOTHING && falsy === NOTHING && (from & (INPUT | HEADERS)) !== 0 && (from & (BODY | CHOSEN)) === 0);

/** Either side, each evaluated on its own path. */
export function evaluateTernary(run: Run, state: State, node: SyntaxNode, evaluate: Evaluate): Value {
  const condition = evaluate(run, state, child(node, 'condition'));
  const { enforced } = run;
  const yes = fork(run, state, condition.truthy);
  const no = fork(run, state, condition.falsy);
  const [known, otherwise] = [yes.known, no.known];
  const left = evaluate(run, yes, child(node, 'consequence'));
  const right = evaluate(run, no, child(node, 'alternative'));
  const joined = !yes.alive ? right : !no.alive ? left : joinValues(onPath(left, yes.known), onPath(right, no.known));
  // `valid ? 'verified' : 'rejected'` turns the result into a word, which may still be tested.
  const isWord = yes.alive && no.alive && yes.known === known && no.known === otherwise;
  if (isWord) run.enforced = enforced;
  else meet(state, yes, no);
  return joined;
}
