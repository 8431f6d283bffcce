import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { compare } from '../proofs/compare.ts';
import { bare, literal, textOf } from '../program/program.ts';
import { dropUses, fork, isOpen, meet, noteUnsignedRefused, noteUse } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { noteAsked } from '../calls/asked-outcome.ts';
import { asChosen } from '../evaluate/chosen-condition.ts';
import { assign, evaluate } from '../evaluate/evaluate.ts';
import { executeTry } from './execute-try.ts';
import { comparedWord, narrow, noteFailed, noteThere } from '../evaluate/narrow.ts';
import { noteReversed } from './reversed-answer.ts';
import { isAnswer, leave, noteOpen, noteRefused, rejects } from '../state/frame.ts';
import type { Frame } from '../state/frame.ts';
import {
  ANSWER,
  because,
  BODY,
  both,
  either,
  FALSE,
  IMPOSSIBLE,
  NOTHING,
  REQUEST,
  UNKNOWN,
  value,
} from '../state/value.ts';
import type { Knowledge, Value } from '../state/value.ts';

/** Leaves the function with the value that it returns. */
function executeReturn(run: Run, state: State, frame: Frame, node: SyntaxNode): void {
  const result = node.children[0] ? evaluate(run, state, node.children[0]) : FALSE;
  if (rejects(textOf(run.program, node))) noteRefused(run, frame, state);
  else {
    noteOpen(run, frame, state);
    frame.endsWell += 1;
  }
  dropUses(run, state, 'not-of-body');
  leave(frame, state, result);
}

/** Binds function declarations before the statements run. */
export function hoist(run: Run, state: State, block: SyntaxNode): void {
  for (const node of block.children) {
    const name = child(node, 'name');
    if (node.type === 'function_declaration' && name) {
      state.vars.set(
        textOf(run.program, name),
        value({ fn: node, env: state.vars, chain: [textOf(run.program, name)] }),
      );
    }
  }
}

/** Executes statements in order, until the path ends. */
export function executeAll(run: Run, state: State, frame: Frame, nodes: readonly SyntaxNode[]): void {
  for (const node of nodes) {
    if (!state.alive) return;
    execute(run, state, frame, node);
  }
}

function execute(run: Run, state: State, frame: Frame, node: SyntaxNode): void {
  if (--run.budget.left < 0) return;
  switch (node.type) {
    case 'expression_statement':
      evaluate(run, state, node);
      return;
    case 'lexical_declaration':
    case 'variable_declaration':
      for (const declarator of node.children) declare(run, state, declarator);
      return;
    case 'return_statement':
      return executeReturn(run, state, frame, node);
    case 'throw_statement':
      evaluate(run, state, node.children[0] ?? null);
      if (state.known.tags.has('failed') && !ENDS.test(textOf(run.program, node))) run.thrown += 1;
      dropUses(run, state, 'all');
      noteRefused(run, frame, state);
      state.alive = false;
      return;
    case 'if_statement':
      return executeIf(run, state, frame, node);
    case 'try_statement':
      return executeTry(run, state, frame, node, execute);
    case 'switch_statement':
      return executeSwitch(run, state, frame, node);
    case 'for_statement':
    case 'for_in_statement':
    case 'while_statement':
    case 'do_statement':
      return executeLoop(run, state, frame, node);
    case 'break_statement':
    case 'continue_statement':
      frame.breaks.push({ ...state, vars: state.vars.copy() });
      state.alive = false;
      return;
    case 'statement_block':
      hoist(run, state, node);
      return executeAll(run, state, frame, node.children);
    case 'labeled_statement':
    case 'else_clause':
    case 'finally_clause':
      return executeAll(
        run,
        state,
        frame,
        node.children.filter((part) => part.field !== 'label'),
      );
    default:
  }
}

function declare(run: Run, state: State, declarator: SyntaxNode): void {
  const name = child(declarator, 'name');
  if (!name || declarator.type !== 'variable_declarator') return;
  const init = child(declarator, 'value');
  assign(run, state, name, init ? evaluate(run, state, init) : FALSE);
}

/** `if (!rawBody)`, `if (signature && raw)`: asks whether something was sent at all, not what. */
const asksPresence = ({ program }: Run, condition: SyntaxNode): boolean =>
  PRESENCE.test(textOf(program, condition).slice(0, 200));

const PRESENCE =
  /^\(!?(?:req\.|request\.|event\.)?(?:raw\w{0,20}|body|payload|sig|signature)(?:\s?(?:&&|\|\|)\s?!?(?:req\.|request\.|event\.)?(?:raw\w{0,20}|body|payload|sig|signature)){0,3}\)$/;

function executeIf(run: Run, state: State, frame: Frame, node: SyntaxNode): void {
  const conditionNode = child(node, 'condition');
  // `if (valid && body.type === 'x')` tests the body only after the check has passed;
  // `typeof body.key === 'string' && equal(...)` is a check itself.
  const open = state.bypass.size > 0;
  const condition = evaluate(run, state, conditionNode);
  const proves = condition.truthy.checked || condition.falsy.checked;
  if (condition.from & BODY && open && !proves && conditionNode && !asksPresence(run, conditionNode))
    noteUse(run, state, conditionNode);
  if (isAnswer(condition)) {
    // Testing the type of an error is not testing a result.
    if (condition.from & ANSWER) run.asked = true;
    state.pending = new Set();
  }
  noteAsked(run, state, condition, conditionNode);
  const { truthy, falsy } = asChosen(run, state, condition, conditionNode);
  const compared = comparedWord(run.program, conditionNode);
  const answers = isAnswer(condition);
  // `if err != nil`: if the other branch is proven, the check has failed in this one, which may count the failure.
  const isProven = ({ checked, possible }: Knowledge): boolean => checked && possible;
  const enter = (holds: boolean) => ({
    answers,
    refuses: isProven(holds ? falsy : truthy),
    narrow(to: State) {
      narrow(run, to, compared, holds);
      noteThere(run, to, conditionNode, holds);
      noteFailed(run, to, conditionNode, holds);
      if (answers) keepChosen(to, holds ? truthy : falsy);
    },
  });
  const [then, otherwise] = [child(node, 'consequence'), child(node, 'alternative')];
  const yes = branch(run, state, frame, truthy, then, enter(true));
  const no = branch(run, state, frame, falsy, otherwise, enter(false));
  noteReversed(
    run,
    conditionNode,
    { known: truthy, end: yes, branch: then },
    { known: falsy, end: no, branch: otherwise },
  );
  const others = conditionNode ? alternatives(textOf(run.program, conditionNode)) : 0;
  if (!yes.alive && refusesUnsigned(truthy)) noteUnsignedRefused(no, others);
  if (!no.alive && refusesUnsigned(falsy)) noteUnsignedRefused(yes, others);
  const before = state.known;
  meet(state, yes, no);
  // What the caller chose outside still matters here.
  if (before.tags.has('chosen') && state.alive) state.known = both(state.known, because('chosen'));
}

/** If the result reflects that the caller chose to have nothing checked, that remains so after the condition. */
function keepChosen(state: State, { checked, tags }: Knowledge): void {
  if (!checked && tags.has('chosen')) state.bypass = new Set([...state.bypass, 'chosen']);
}

/** `!signature && !token`: one of the two may be absent if the request continues. */
const alternatives = (condition: string): number =>
  condition.length < 400 && !condition.includes('||') ? condition.split('&&').length - 1 : 0;

/** Code that ends the request if the signature is missing need not test for it again. */
const refusesUnsigned = (known: Knowledge): boolean =>
  known.possible && !known.checked && known.tags.has('no-signature') && !known.tags.has('failed');

/**
 * How a branch is entered: whether by the result of a check, whether because that failed, and what else its condition
 * implies.
 */
type Entered = { answers: boolean; refuses: boolean; narrow: (inside: State) => void };

/**
 * Executes one branch. What a branch that rejects the call does beside (logging, counting) is not a use of the body.
 */
function branch(
  run: Run,
  state: State,
  frame: Frame,
  known: Knowledge,
  node: SyntaxNode | null,
  entered: Entered,
): State {
  const inside = fork(run, state, known);
  entered.narrow(inside);
  const uses = run.uses.length;
  const { endsWell } = frame;
  if (node && inside.alive) execute(run, inside, frame, node);
  if (node && !inside.alive && known.tags.size > 0) {
    // The text is searched again at every level of nesting.
    run.budget.left -= (node.end - node.start) >> 7;
    // A branch with a successful return rejects only in some cases.
    const written = textOf(run.program, node);
    // A bare `return` may end a successful branch as well as a rejection.
    const agreed = entered.answers && !known.tags.has('failed');
    const away = frame.endsWell === endsWell && rejects(agreed ? written.replaceAll(MERE_END, '') : written);
    const inBranch = run.uses.splice(uses);
    // A failed call that is answered politely may be counted, but its body must not be acted on.
    const failed = entered.refuses || known.tags.has('failed');
    if (!away) run.uses.push(...inBranch.filter((use) => use.ofBody || !failed));
  }
  if (!inside.alive && known.possible && known.tags.has('no-signature')) run.presence = true;
  return inside;
}

/** PHP's `exit` in the common language, which nothing catches. */
const ENDS = /^throw 'exit'/;
const MERE_END = /throw 'exit'|\breturn;/g;

function executeSwitch(run: Run, state: State, frame: Frame, node: SyntaxNode): void {
  const subjectNode = child(node, 'value');
  if (!subjectNode) return;
  const subject = evaluate(run, state, subjectNode);
  noteAsked(run, state, subject, subjectNode);
  if (subject.from & BODY && isOpen(state)) noteUse(run, state, subjectNode);
  const breaks = frame.breaks;
  frame.breaks = [];
  const ends: State[] = [];
  let falling: State | null = null;
  // What is known where no case has matched yet.
  let rest = fork(run, state, NOTHING);
  const left = subject.words && new Map(subject.words);
  let hasDefault = false;
  for (const part of child(node, 'body')?.children ?? []) {
    if (!/^switch_(case|default)$/.test(part.type)) continue;
    const label = child(part, 'value');
    hasDefault ||= part.type === 'switch_default';
    const match = label
      ? compare(run, { node: subjectNode, value: subject }, { node: label, value: evaluate(run, rest, label) }, part)
      : UNKNOWN;
    const inside: State = fork(run, left && label ? state : rest, match.truthy);
    // If it is none of the earlier words, it is one of those that remain.
    left?.delete(literal(run.program, label) ?? '');
    rest = left ? fork(run, state, [...left.values()].reduce(either, IMPOSSIBLE)) : fork(run, rest, match.falsy);
    if (falling?.alive) meet(inside, fork(run, inside, NOTHING), falling);
    executeAll(
      run,
      inside,
      frame,
      part.children.filter((each) => each !== label && each.type !== 'comment'),
    );
    falling = inside;
  }
  if (falling) ends.push(falling);
  if (!hasDefault) ends.push(rest);
  ends.push(...frame.breaks);
  frame.breaks = breaks;
  meetAll(run, state, ends);
}

function meetAll(run: Run, state: State, ends: readonly State[]): void {
  const alive = ends.filter((each) => each.alive);
  const [first, ...rest] = alive;
  if (!first) {
    state.alive = false;
    return;
  }
  const all = fork(run, first, NOTHING);
  for (const each of rest) meet(all, fork(run, all, NOTHING), each);
  Object.assign(state, all, { alive: true });
}

/** `for await (const chunk of req)`: iterating over a request yields its body. */
function partOf(run: Run, { from }: Value): number {
  if (!(from & REQUEST)) return from;
  run.readsBody = true;
  return (from & ~REQUEST) | BODY;
}

/** Executes a loop, whose body runs once or not at all. */
function executeLoop(run: Run, state: State, frame: Frame, node: SyntaxNode): void {
  const right = child(node, 'right');
  const left = child(node, 'left');
  const initializer = child(node, 'initializer');
  if (initializer) execute(run, state, frame, initializer);
  const breaks = frame.breaks;
  frame.breaks = [];
  const skipped = fork(run, state, NOTHING);
  const once = fork(run, state, NOTHING);
  if (left && right) assign(run, once, left, value({ from: partOf(run, evaluate(run, once, right)) }));
  const condition = child(node, 'condition');
  if (condition) evaluate(run, once, condition.type === 'expression_statement' ? bare(condition) : condition);
  const body = child(node, 'body');
  if (body) execute(run, once, frame, body);
  const ends = [once, ...frame.breaks];
  frame.breaks = breaks;
  // A difference is accumulated from zero, and a match from true; neither means anything before the first iteration.
  const counts = node.type === 'for_statement';
  for (const [name, after] of once.vars.entries()) {
    const { truthy, falsy } = after;
    if (falsy.checked && truthy.tags.has('failed')) skipped.vars.set(name, after);
    else if (counts && truthy.checked && falsy.tags.has('failed')) skipped.vars.set(name, after);
  }
  meetAll(run, state, [skipped, ...ends]);
}
