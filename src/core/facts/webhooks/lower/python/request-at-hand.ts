import { identifier } from '../spelling.ts';
import type { Python } from './python.ts';

// In Flask, a function can use the request without being passed it: `return handle_payment_webhook()` of another file.

const NAME =
  /\b(?:handle|process|receive|take|accept|on)_\w{0,40}(?:hook|callback|ipn|notification|event|update)\w{0,20}/;
/** Functions that reject requests, which use it too: `error = reject_unsigned()`. */
const REFUSES =
  /^(?:reject|refuse|deny|enforce|guard)_\w{1,60}$|^(?:require|ensure|check|verify|validate|authenticate|authorize)_\w{0,30}(?:sig|hmac|hook|request|token|secret|auth|origin|sender|caller)\w{0,30}$|^\w{0,30}(?:auth|signature|verification)\w{0,20}_(?:failure|error|rejection)$/;
const WHOLE = new RegExp(`^${NAME.source}$|${REFUSES.source}`);
const CALLED = new RegExp(String.raw`${NAME.source}\(\)`);

/** Whether a function that is called without arguments is an imported one that uses the request. */
export const hasAtHand = ({ framework, out }: Python, name: string): boolean =>
  framework === 'flask' && WHOLE.test(name) && out.imported(identifier(name)) !== undefined;

/** Whether the body of a function may call such a function. */
export const leavesToOther = ({ framework }: Python, body: string): boolean =>
  framework === 'flask' && CALLED.test(body);
