import { identifier } from '../spelling.ts';
import type { Python } from './python.ts';

// `return handle_payment_webhook()` of another file, which has the request of Flask at hand without being handed it.

const NAME =
  /\b(?:handle|process|receive|take|accept|on)_\w{0,40}(?:hook|callback|ipn|notification|event|update)\w{0,20}/;
/** `error = reject_unsigned()`: what turns requests away has it at hand as well. */
const REFUSES =
  /^(?:reject|refuse|deny|enforce|guard)_\w{1,60}$|^(?:require|ensure|check|verify|validate|authenticate|authorize)_\w{0,30}(?:sig|hmac|hook|request|token|secret|auth|origin|sender|caller)\w{0,30}$|^\w{0,30}(?:auth|signature|verification)\w{0,20}_(?:failure|error|rejection)$/;
const WHOLE = new RegExp(`^${NAME.source}$|${REFUSES.source}`);
const CALLED = new RegExp(String.raw`${NAME.source}\(\)`);

/** Whether a function that is called with nothing is one of another file that takes the request in. */
export const hasAtHand = ({ framework, out }: Python, name: string): boolean =>
  framework === 'flask' && WHOLE.test(name) && out.imported(identifier(name)) !== undefined;

/** Whether a function's body calls one that may be. */
export const leavesToOther = ({ framework }: Python, body: string): boolean =>
  framework === 'flask' && CALLED.test(body);
