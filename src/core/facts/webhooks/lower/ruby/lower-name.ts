import { identifier, propertyName } from '../spelling.ts';
import type { Ruby } from './ruby.ts';

/** A bare name: the request or a part of it, a variable, or a call of a method. */
export function lowerName(ruby: Ruby, name: string): string {
  if (name === 'params' && !ruby.locals.has(name)) return 'request.body';
  if (name === 'request' || name === ruby.requestName) return 'request';
  if (ruby.locals.has(name)) return identifier(name);
  if (ruby.methods.has(name)) return ruby.inClass ? `this.${propertyName(name)}()` : `${identifier(name)}()`;
  if (ruby.inClass && BODY.test(name)) return 'request.body';
  if (ruby.mixin && VERIFYING.test(name)) return `${ruby.mixin}.${propertyName(name)}(request)`;
  return identifier(name);
}

/** What a controller calls so and inherits from elsewhere is the body. */
const BODY = /^(?:raw_|request_|webhook_|event_)?(?:payload|body)(?:_body|_params)?$|^(?:webhook|event)_params$/;

/** Names of methods that may verify, so that they are looked for where a class has its methods from. */
export const VERIFYING = /verif|valid|signature|authentic|authoriz|check_|ensure_|hmac|secure/;
