import { identifier } from '../spelling.ts';
import type { Curly } from './curly.ts';

/** The spelling of a name: what it stands for, or a field, a function or an import. */
export function nameOf(curly: Curly, name: string): string {
  const known = curly.names.get(name);
  if (known) return known;
  const field = curly.fields.get(name);
  if (field && curly.dialect.namesFields) return field;
  if (name.includes('\\')) return qualified(curly, name);
  return curly.functions.has(name) ? identifier(curly.dialect.methodName(name)) : identifier(name);
}

/**
 * The spelling of a variable that the code declares. One called `request` is renamed, unless it is the request:
 * `var request OrderRequest` of Go, `[FromBody] Order request` of C#.
 */
export function declared(curly: Curly, name: string, value: string | null): string {
  if (name !== 'request' || value === 'request') return identifier(name);
  curly.names.set(name, 'request_');
  return 'request_';
}

/** Imports a qualified name such as `\Stripe\Webhook` and returns its last part. */
export function qualified(curly: Curly, name: string): string {
  const path = name.replace(/^\\/, '');
  const last = path.split('\\').at(-1) ?? path;
  curly.out.import(identifier(last), path, identifier(last), { line: 1 });
  return identifier(last);
}
