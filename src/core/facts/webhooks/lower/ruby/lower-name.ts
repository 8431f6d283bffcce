import { identifier, propertyName } from '../spelling.ts';
import type { Ruby } from './ruby.ts';

export function lowerName(ruby: Ruby, name: string): string {
  if (name === 'params' && !ruby.locals.has(name)) return 'request.body';
  if (name === 'request') return 'request';
  if (ruby.locals.has(name)) return identifier(name);
  if (ruby.methods.has(name)) return ruby.inClass ? `this.${propertyName(name)}()` : `${identifier(name)}()`;
  if (ruby.mixin && VERIFYING.test(name)) return `${ruby.mixin}.${propertyName(name)}(request)`;
  return identifier(name);
}

export const VERIFYING = /verif|valid|signature|authentic|authoriz|check_|ensure_|hmac|secure/;
