import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { expression } from '../curly/visit.ts';
import { identifier, sourceOf } from '../spelling.ts';

/**
 * Writes an expression that may fail inside `try` and binds its value to `bound`. Returns the name that is truthy on
 * success.
 */
export function attempt(rust: Curly, value: SyntaxNode | null, bound: string | null, at: SyntaxNode): string {
  const known = value ? rust.results.get(sourceOf(rust.text, value).replace(/^&/, '')) : undefined;
  if (known) {
    if (bound) rust.out.add(`let ${identifier(bound)} = ${expression(rust, value)};`, at);
    return known;
  }
  const name = bound ? identifier(bound) : rust.out.fresh();
  const written = expression(rust, value);
  // `if let Ok(secret) = env::var("SECRET")`: reading a setting does not throw; its value is truthy if it is set.
  if (SETTING.test(written)) {
    rust.out.add(`let ${name} = ${written};`, at);
    return name;
  }
  const ok = rust.out.fresh();
  rust.out.add(
    `let ${ok} = false; let ${name} = null; try { ${name} = ${written}; ${ok} = true; } catch (error) { ${ok} = false; }`,
    at,
  );
  return ok;
}

const SETTING = /^\(*process\.env\.\w+\)*$/;

/** Returns the condition of an `if let`. For `if let Err(e) = verify()`, it first writes the attempt. */
export function letCondition(rust: Curly, condition: SyntaxNode): string {
  const pattern = sourceOf(rust.text, child(condition, 'pattern'));
  const value = child(condition, 'value');
  if (/^(?:Err|Ok)\b/.test(pattern)) {
    const ok = attempt(rust, value, /^Ok\(\s*(?:mut\s+)?(\w+)/.exec(pattern)?.[1] ?? null, condition);
    return pattern.startsWith('Err') ? `!${ok}` : ok;
  }
  const bound = /^Some\(\s*(?:ref\s+|mut\s+)?(\w+)/.exec(pattern)?.[1];
  if (bound) {
    rust.out.add(`let ${identifier(bound)} = ${expression(rust, value)};`, condition);
    return identifier(bound);
  }
  return expression(rust, value);
}
