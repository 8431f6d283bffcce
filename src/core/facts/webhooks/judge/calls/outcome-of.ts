import type { Call } from './call.ts';
import { isAnswer } from '../state/frame.ts';
import { FALSE, TRUE } from '../state/value.ts';
import type { Value } from '../state/value.ts';

/**
 * `Result.new(false, 'no signature')`, `Result.failure(error)`: an object that says whether something succeeded, which
 * callers test like a boolean. Null for any other call.
 */
export function outcomeOf({ callee: { chain }, args, node }: Call): Value | null {
  const last = chain.at(-1) ?? '';
  if (node.type === 'new_expression') return SAYS.test(last) ? said(args[0]) : null;
  if (chain.length !== 2) return null;
  // `result.service_failure!(message: 'bad signature')` in Ruby returns the result.
  if (/^(?:result|outcome)$/.test(chain[0]!) && MARKS.test(last)) return FALSE;
  if (!OUTCOME.test(chain[0]!)) return null;
  if (/^(?:failure|fail|failed|error|err|invalid|unauthorized)$/i.test(last)) return FALSE;
  return /^(?:success|succeed|ok)$/i.test(last) ? TRUE : null;
}

/** `return Error(400, 'bad signature')`, in a class that creates its results with its own methods. */
export function ownOutcome({ callee: { chain } }: Call): Value | null {
  if (chain.length !== 2 || chain[0] !== 'this') return null;
  if (/^(?:error|fail|failure|failed)(?:_?(?:result|response))?$/i.test(chain[1]!)) return FALSE;
  return /^(?:success|succeed)(?:_?(?:result|response))?$/i.test(chain[1]!) ? TRUE : null;
}

const MARKS = /^mark_(?:\w{1,30}_)?(?:fail(?:ed|ure)?|error)$/;

/** `new CheckResult(hash_equals($made, $given))`: the result of the check, or a literal. */
const said = (first: Value | undefined): Value | null =>
  first !== undefined && (first === TRUE || first === FALSE || isAnswer(first)) ? first : null;

const OUTCOME = /^(?:[A-Z]\w{0,40})?(?:Result|Outcome)$/;

/** Classes whose first constructor argument says whether something succeeded. */
const SAYS = /(?:Result|Outcome|Check|Verification|Validation)$/;
