import type { Run } from './run.ts';
import type { State } from './state.ts';
import { onPath } from './value.ts';
import type { Knowledge, Tag, Value } from './value.ts';

/** One function under way: how it was left. */
export type Frame = {
  returns: Value[];
  exits: Knowledge[];
  breaks: State[];
  outermost: boolean;
  /** How many of its returns so far turn nobody away. */
  endsWell: number;
  /** Why the check may have been passed by before the function was called. */
  entered: ReadonlySet<Tag>;
  /** Why it may have been passed by in the function, where paths with and without it have met. */
  bypass: Set<Tag>;
  /** What the body was handed to on ways through the function that prove nothing. */
  handed: Set<string>;
};

/** Leaves the function by a return or at its end. */
export function leave(frame: Frame, state: State, result: Value): void {
  if (!state.alive) return;
  const known = passedBy(frame, state);
  frame.returns.push(onPath(result, known));
  frame.exits.push(state.known);
  if (!state.known.checked && !state.known.tags.has('failed')) for (const name of state.handed) frame.handed.add(name);
  state.alive = false;
}

/** What is known where the function is left, with the reasons for which nothing is. */
function passedBy(frame: Frame, { known, bypass }: State): Knowledge {
  const own = known.checked ? [] : [...bypass].filter((tag) => !frame.entered.has(tag));
  for (const tag of own) frame.bypass.add(tag);
  return own.length > 0 ? { ...known, tags: new Set([...known.tags, ...own]) } : known;
}

/** What a check is worth that agreed. */
const WEAK: ReadonlySet<Tag> = new Set(['stub', 'default-secret', 'empty-secret']);

/** Notes that the handler ends well where paths with and without a check have met. */
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
  // `if (!isValid(request)) return`, whose answer is yes where no secret is set.
  if (run.asked && !checked && !tags.has('failed') && tags.has('no-secret')) run.left.add('no-secret');
}

/** Notes that the request is turned away elsewhere than on developers' machines. */
export function noteRefused(run: Run, frame: Frame, state: State): void {
  if (!frame.outermost || !state.alive) return;
  const { checked, tags } = state.known;
  if (!tags.has('dev-env')) run.served.add('refused');
  // A mere `return` may as well be the end of what went well.
  if (!checked && !tags.has('failed')) for (const name of state.handed) noteWay(run.handed.left, name, tags);
}

/** Of several ways to a call the one that nothing but the caller decides on is what tells. */
function noteWay(ways: Map<string, ReadonlySet<Tag>>, name: string, tags: ReadonlySet<Tag>): void {
  const before = ways.get(name);
  if (before === undefined || isSwitched(before)) ways.set(name, tags);
}

/** What decides on its own that there is no check. */
export const SWITCHES: ReadonlySet<Tag> = new Set(['no-signature', 'dev-env', 'no-secret', 'empty-secret']);

export const isSwitched = (tags: ReadonlySet<Tag>): boolean => !tags.isDisjointFrom(SWITCHES);

/** Whether the truth of the value, or of a part of it, tells whether the request is genuine. */
export const isAnswer = (of: Value, depth = 0): boolean =>
  (of.truthy.possible &&
    of.falsy.possible &&
    (of.truthy.checked !== of.falsy.checked ||
      FAILED.some((tag) => of.falsy.tags.has(tag) !== of.truthy.tags.has(tag)))) ||
  isVerdict(of) ||
  (depth < 2 && [...(of.props?.values() ?? [])].some((each) => isAnswer(each, depth + 1)));

const FAILED: readonly Tag[] = ['failed', 'swallowed'];

/** One of several words, of which one says that the request is genuine and another that it is refused. */
export const isVerdict = ({ words }: Value): boolean => {
  const all = [...(words?.values() ?? [])];
  return (
    all.some(({ checked }) => checked) &&
    all.some(({ checked, tags }) => !checked && REFUSED.some((tag) => tags.has(tag)))
  );
};

/** Why a request is turned away. */
export const REFUSED: readonly Tag[] = ['failed', 'no-signature', 'swallowed'];

/** The words of a branch that turns the call away. */
export const rejects = (text: string): boolean =>
  /\b[45]\d\d\b|\bthrow\b|next\(\s*[\w(]|unauthori|forbidden|reject|invalid|return(?: false| null|;)/i.test(text) ||
  REFUSING_STATUS.test(text) ||
  FAILS.test(text);

/** `return 'fail';`: what Alipay, WeChat Pay and those who do as they do are told where a notification is not taken. */
const FAILS = /\breturn\s{1,5}\(?['"](?:fail(?:ed|ure)?|error)['"]/i;

/** Names that languages have for the statuses of refusals: `StatusCode.INTERNAL_SERVER_ERROR`, `http.StatusBadRequest`. */
const REFUSING_STATUS =
  /BAD_REQUEST|bad_request|BadRequest|INTERNAL_SERVER|internal_server|InternalServer|SERVICE_UNAVAILABLE|service_unavailable|ServiceUnavailable|NOT_IMPLEMENTED|not_implemented|NotImplemented|UNPROCESSABLE|unprocessable|Unprocessable|NOT_FOUND|StatusNotFound|\bNotFound\b|PRECONDITION_|Precondition/;
