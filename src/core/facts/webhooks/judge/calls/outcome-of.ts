import type { Call } from './call.ts';
import { isAnswer } from '../state/frame.ts';
import { FALSE, TRUE } from '../state/value.ts';
import type { Value } from '../state/value.ts';

/**
 * `Result.new(false, 'no signature')`, `Result.failure(error)`: an object that says whether something went well, which
 * callers ask as they would ask a boolean. Null for other calls.
 */
export function outcomeOf({ callee: { chain }, args, node }: Call): Value | null {
  const last = chain.at(-1) ?? '';
  if (node.type === 'new_expression') return SAYS.test(last) ? said(args[0]) : null;
  if (chain.length !== 2) return null;
  // `result.service_failure!(message: 'bad signature')` of Ruby gives out the result.
  if (/^(?:result|outcome)$/.test(chain[0]!) && MARKS.test(last)) return FALSE;
  if (!OUTCOME.test(chain[0]!)) return null;
  if (/^(?:failure|fail|failed|error|err|invalid|unauthorized)$/i.test(last)) return FALSE;
  return /^(?:success|succeed|ok)$/i.test(last) ? TRUE : null;
}

/** `return Error(400, 'bad signature')` of a class that makes its results by methods of its own. */
export function ownOutcome({ callee: { chain } }: Call): Value | null {
  if (chain.length !== 2 || chain[0] !== 'this') return null;
  if (/^(?:error|fail|failure|failed)(?:_?(?:result|response))?$/i.test(chain[1]!)) return FALSE;
  return /^(?:success|succeed)(?:_?(?:result|response))?$/i.test(chain[1]!) ? TRUE : null;
}

const MARKS = /^mark_(?:\w{1,30}_)?(?:fail(?:ed|ure)?|error)$/;

/** `new CheckResult(hash_equals($made, $given))`: the answer of the check itself, or what it is known to be. */
const said = (first: Value | undefined): Value | null =>
  first !== undefined && (first === TRUE || first === FALSE || isAnswer(first)) ? first : null;

const OUTCOME = /^(?:[A-Z]\w{0,40})?(?:Result|Outcome)$/;

/** Classes whose first part is whether something went well. */
const SAYS = /(?:Result|Outcome|Check|Verification|Validation)$/;
