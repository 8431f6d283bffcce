import type { Run } from './run.ts';
import type { State } from './state.ts';
import { onPath } from './value.ts';
import type { Knowledge, Tag, Value } from './value.ts';

/** One function in progress, and how it has been left so far. */
export type Frame = {
  returns: Value[];
  exits: Knowledge[];
  breaks: State[];
  outermost: boolean;
  /** How many of its returns so far do not reject the request. */
  endsWell: number;
  /** Why the check may have been skipped before the function was called. */
  entered: ReadonlySet<Tag>;
  /** Why it may have been skipped inside the function, after paths with and without it have met. */
  bypass: Set<Tag>;
  /** Names of the calls that received the body on paths through the function that prove nothing. */
  handed: Set<string>;
};

/** Leaves the function, by a return or at its end. */
export function leave(frame: Frame, state: State, result: Value): void {
  if (!state.alive) return;
  const known = passedBy(frame, state);
  frame.returns.push(onPath(result, known));
  frame.exits.push(state.known);
  if (!state.known.checked && !state.known.tags.has('failed')) for (const name of state.handed) frame.handed.add(name);
  state.alive = false;
}

/** What is known where the function is left, including why a check in it may have been skipped. */
function passedBy(frame: Frame, { known, bypass }: State): Knowledge {
  const own = known.checked ? [] : [...bypass].filter((tag) => !frame.entered.has(tag));
  for (const tag of own) frame.bypass.add(tag);
  return own.length > 0 ? { ...known, tags: new Set([...known.tags, ...own]) } : known;
}

/** Reasons why a check that passed proves nothing. */
const WEAK: ReadonlySet<Tag> = new Set(['stub', 'forgeable', 'default-secret', 'empty-secret']);

/** Records that the handler ends successfully here, and why the request may be unverified. */
export function noteOpen(run: Run, frame: Frame, state: State): void {
  if (!frame.outermost || !state.alive) return;
  const { checked, tags } = state.known;
  run.served.add(tags.has('dev-env') ? 'locally' : 'anywhere');
  if (checked) run.served.add('genuine');
  if (!checked)
    for (const tag of [...state.bypass, ...[...tags].filter((each) => WEAK.has(each))])
      if (!run.told.has(tag)) run.left.add(tag);
  if (!checked && !tags.has('failed')) for (const name of state.handed) noteWay(run.handed.open, name, tags);
  // `if (valid || DEBUG) return handler(request)`
  if (tags.has('failed') && tags.has('dev-env')) run.left.add('dev-env');
  // `if (!isValid(request)) return`, where `isValid` returns true if no secret is set.
  if (run.asked && !checked && !tags.has('failed') && tags.has('no-secret')) run.left.add('no-secret');
}

/** Records that the request is rejected here, and that not only on developers' machines. */
export function noteRefused(run: Run, frame: Frame, state: State): void {
  if (!frame.outermost || !state.alive) return;
  const { checked, tags } = state.known;
  if (!tags.has('dev-env')) run.served.add('refused');
  // A bare `return` may just as well end a successful path.
  if (!checked && !tags.has('failed')) for (const name of state.handed) noteWay(run.handed.left, name, tags);
}

/** If several paths lead to a call, keeps the reasons of one that no switch has opened. */
function noteWay(ways: Map<string, ReadonlySet<Tag>>, name: string, tags: ReadonlySet<Tag>): void {
  const before = ways.get(name);
  if (before === undefined || isSwitched(before)) ways.set(name, tags);
}

/** Reasons that by themselves explain the lack of a check. */
export const SWITCHES: ReadonlySet<Tag> = new Set(['no-signature', 'dev-env', 'no-secret', 'empty-secret']);

export const isSwitched = (tags: ReadonlySet<Tag>): boolean => !tags.isDisjointFrom(SWITCHES);

/** Whether the truthiness of the value, or of a part of it, tells whether the request is genuine. */
export const isAnswer = (of: Value, depth = 0): boolean =>
  (of.truthy.possible &&
    of.falsy.possible &&
    (of.truthy.checked !== of.falsy.checked ||
      FAILED.some((tag) => of.falsy.tags.has(tag) !== of.truthy.tags.has(tag)))) ||
  isVerdict(of) ||
  (depth < 2 && [...(of.props?.values() ?? [])].some((each) => isAnswer(each, depth + 1)));

const FAILED: readonly Tag[] = ['failed', 'swallowed'];

/**
 * Whether the value is one of several words, of which one says that the request is genuine and another that it is
 * rejected.
 */
export const isVerdict = ({ words }: Value): boolean => {
  const all = [...(words?.values() ?? [])];
  return (
    all.some(({ checked }) => checked) &&
    all.some(({ checked, tags }) => !checked && REFUSED.some((tag) => tags.has(tag)))
  );
};

/** Why a request is rejected. */
export const REFUSED: readonly Tag[] = ['failed', 'no-signature', 'swallowed'];

/** Whether the text of a branch rejects the call. */
export const rejects = (text: string): boolean =>
  /\b[45]\d\d\b|\bthrow\b|next\(\s*[\w(]|unauthori|forbidden|reject|invalid|return(?: false| null|;)/i.test(text) ||
  REFUSING_STATUS.test(text) ||
  FAILS.test(text);

/** `return 'fail';`: refuses a notification of Alipay, WeChat Pay or a provider that follows their convention. */
const FAILS = /\breturn\s{1,5}\(?['"](?:fail(?:ed|ure)?|error)['"]/i;

/**
 * Names of rejecting status codes in various languages: `StatusCode.INTERNAL_SERVER_ERROR`, `http.StatusBadRequest`.
 */
const REFUSING_STATUS =
  /BAD_REQUEST|bad_request|BadRequest|INTERNAL_SERVER|internal_server|InternalServer|SERVICE_UNAVAILABLE|service_unavailable|ServiceUnavailable|NOT_IMPLEMENTED|not_implemented|NotImplemented|UNPROCESSABLE|unprocessable|Unprocessable|NOT_FOUND|StatusNotFound|\bNotFound\b|PRECONDITION_|Precondition/;
