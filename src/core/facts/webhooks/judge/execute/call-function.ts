import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isOutermost } from '../program/is-outermost.ts';
import { isCheckName } from '../state/names.ts';
import { textOf } from '../program/program.ts';
import { learn, passBy } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { bindParameters } from './bind-parameters.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { executeAll, hoist } from './execute.ts';
import { isAnswer, leave, noteOpen } from '../state/frame.ts';
import type { Frame } from '../state/frame.ts';
import { Scope } from '../state/scope.ts';
import { joinValues } from '../state/join-values.ts';
import { FALSE, joinKnowledge, NOTHING, UNKNOWN, without } from '../state/value.ts';
import type { Knowledge, Tag, Value } from '../state/value.ts';

const MAX_CALL_DEPTH = 8;

/**
 * Runs a function of this file at its call site, and adds what its return proves to the state. Returns `UNKNOWN` for
 * recursion, beyond the depth limit, and if the function never returns.
 */
export function callFunction(
  run: Run,
  state: State,
  fn: SyntaxNode,
  args: readonly Value[],
  env: Scope | null = null,
  handedOver = false,
): Value {
  if (run.stack.includes(fn) || run.stack.length >= MAX_CALL_DEPTH) return UNKNOWN;
  const caller = run.stack.at(-1);
  const nested = caller !== undefined && fn.start >= caller.start && fn.end <= caller.end;
  const inside: State = { ...state, vars: (nested ? state.vars : env)?.copy() ?? new Scope() };
  const checks = run.checks.length;
  run.stack.push(fn);
  bindParameters(run, inside, fn, args);
  const { own, told } = run;
  const outermost = handedOver || isOutermost(run);
  if (outermost) {
    run.own = run.stack.length;
    run.work.add(fn);
  }
  run.told = new Set();
  const frame: Frame = {
    returns: [],
    exits: [],
    breaks: [],
    outermost,
    endsWell: 0,
    entered: state.bypass,
    bypass: new Set(),
    handed: new Set(),
  };
  const body = child(fn, 'body');
  if (body?.type === 'statement_block') {
    hoist(run, inside, body);
    executeAll(run, inside, frame, body.children);
    if (inside.alive) noteOpen(run, frame, inside);
    if (inside.alive) leave(frame, inside, FALSE);
  } else if (body) {
    leave(frame, inside, evaluate(run, inside, body));
  }
  run.closed = inside.vars;
  run.stack.pop();
  Object.assign(run, { own, told });
  const hasChecked = run.checks.length > checks;
  const result = returned(run, state, frame, handedOver, hasChecked);
  return hasChecked || isNamedForChecking(run, fn) ? result : whereverMade(result, frame.exits);
}

function returned(run: Run, state: State, frame: Frame, handedOver: boolean, hasChecked: boolean): Value {
  const exit = joinKnowledge(frame.exits);
  run.exit = exit;
  if (!exit) {
    state.alive = false;
    return UNKNOWN;
  }
  const left = frame.returns.reduce((a, b) => joinValues(a, b));
  const result = asAnswer(left);
  state.handed = frame.handed;
  if (exit.checked) learn(run, state, { possible: true, checked: true, tags: new Set() });
  else if (!state.known.checked) {
    const mixed = frame.exits.some((each) => each.checked);
    const ways: Tag[] = mixed && exit.tags.size === 0 ? ['conditional'] : [...exit.tags];
    const lost = mixed ? ways : ways.filter((tag) => LOST.has(tag));
    // A result tells the caller what was proved, once the caller tests it. If the result is of an earlier check, it is
    // only passed on.
    if (isAnswer(result) && hasChecked) {
      const further = result === left ? lost : lost.filter((tag) => tag !== 'swallowed');
      state.pending = new Set([...state.pending, ...further, 'failed']);
    } else if (lost.length + frame.bypass.size > 0) {
      const open = [...lost, ...frame.bypass].filter((tag) => !state.bypass.has(tag));
      if (handedOver) for (const tag of open) run.told.add(tag);
      passBy(state, open);
      if (mixed && run.program.language.outcomes && result.truthy.possible && frame.returns.length > 1)
        return { ...result, truthy: untold(result.truthy), falsy: untold(result.falsy), tells: true };
    }
  }
  return result;
}

/** How a check fails for certain, or possibly, whatever the function returns. */
const LOST: ReadonlySet<Tag> = new Set(['failed', 'swallowed', 'empty-secret', 'conditional']);

/** `verify_signature?`: the result says whether there is something to check. */
function isNamedForChecking({ program }: Run, fn: SyntaxNode): boolean {
  const name = child(fn, 'name');
  return name !== null && isCheckName(textOf(program, name));
}

/**
 * `getPage(id)`, which returns a different page on a developer's machine: the presence of a page does not tell where
 * the code runs.
 */
function whereverMade(result: Value, exits: readonly Knowledge[]): Value {
  const { truthy, falsy } = result;
  const says = [truthy, falsy].some(({ checked, tags }) => checked || !tags.has('dev-env'));
  if (says || exits.every(({ tags }) => tags.has('dev-env'))) return result;
  return { ...result, truthy: anywhere(truthy), falsy: anywhere(falsy) };
}

const anywhere = (known: Knowledge): Knowledge => ({ ...known, tags: without(known.tags, 'dev-env') });

/** The presence of an object does not tell how the check went. */
const untold = (known: Knowledge): Knowledge => (known.possible ? NOTHING : known);

/** `try { verify(); return true } catch { return false }`: the failure is reported, not swallowed. */
function asAnswer(result: Value): Value {
  const { truthy, falsy } = result;
  if (truthy.checked === falsy.checked || !truthy.possible || !falsy.possible) return result;
  return truthy.checked ? { ...result, falsy: asRefusal(falsy) } : { ...result, truthy: asRefusal(truthy) };
}

function asRefusal(failure: Knowledge): Knowledge {
  if (!failure.tags.has('swallowed')) return failure;
  return { ...failure, tags: new Set([...failure.tags].map((tag) => (tag === 'swallowed' ? 'failed' : tag))) };
}
