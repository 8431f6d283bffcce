import { identifier } from '../spelling.ts';
import type { Curly } from './curly.ts';

/** How a name is spelled: by what it stands for, as a field, a function or an import. */
export function nameOf(curly: Curly, name: string): string {
  const known = curly.names.get(name);
  if (known) return known;
  const field = curly.fields.get(name);
  if (field && curly.dialect.namesFields) return field;
  if (name.includes('\\')) return qualified(curly, name);
  return curly.functions.has(name) ? identifier(curly.dialect.methodName(name)) : identifier(name);
}

/**
 * How a variable is spelled that the code declares. One that is called `request` is another's name here, unless it is the
 * request: `var request OrderRequest` of Go, `[FromBody] Order request` of C#.
 */
export function declared(curly: Curly, name: string, value: string | null): string {
  if (name !== 'request' || value === 'request') return identifier(name);
  curly.names.set(name, 'request_');
  return 'request_';
}

/** `\Stripe\Webhook` becomes a name of its own. */
export function qualified(curly: Curly, name: string): string {
  const path = name.replace(/^\\/, '');
  const last = path.split('\\').at(-1) ?? path;
  curly.out.import(identifier(last), path, identifier(last), { line: 1 });
  return identifier(last);
}
