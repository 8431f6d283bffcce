import { identifier, propertyName } from '../spelling.ts';
import type { Ruby } from './ruby.ts';

/** Lowers a bare name: the request or a part of it, a variable, or a call of a method. */
export function lowerName(ruby: Ruby, name: string): string {
  if (name === 'params' && !ruby.locals.has(name)) return 'request.body';
  if (name === 'request' || name === ruby.requestName) return 'request';
  if (ruby.locals.has(name)) return identifier(name);
  if (ruby.methods.has(name)) return ruby.inClass ? `this.${propertyName(name)}()` : `${identifier(name)}()`;
  if (ruby.inClass && BODY.test(name)) return 'request.body';
  if (ruby.mixin && VERIFYING.test(name)) return `${ruby.mixin}.${propertyName(name)}(request)`;
  return identifier(name);
}

/** Methods that return the body, by name, where a controller inherits them. */
const BODY = /^(?:raw_|request_|webhook_|event_)?(?:payload|body)(?:_body|_params)?$|^(?:webhook|event)_params$/;

/** Methods that may verify, by name. Where the class lacks them, they are looked up in its mixin. */
export const VERIFYING = /verif|valid|signature|authentic|authoriz|check_|ensure_|hmac|secure/;
