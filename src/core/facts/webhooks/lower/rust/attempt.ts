import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { expression } from '../curly/visit.ts';
import { identifier, sourceOf } from '../spelling.ts';

/** Runs what may fail and keeps whether it did: the name that is truthy after success. */
export function attempt(rust: Curly, value: SyntaxNode | null, bound: string | null, at: SyntaxNode): string {
  const known = value ? rust.results.get(sourceOf(rust.text, value).replace(/^&/, '')) : undefined;
  if (known) {
    if (bound) rust.out.add(`let ${identifier(bound)} = ${expression(rust, value)};`, at);
    return known;
  }
  const ok = rust.out.fresh();
  const name = bound ? identifier(bound) : rust.out.fresh();
  rust.out.add(
    `let ${ok} = false; let ${name} = null; try { ${name} = ${expression(rust, value)}; ${ok} = true; } catch (error) { ${ok} = false; }`,
    at,
  );
  return ok;
}

/** `if let Err(e) = verify()`: what fails is caught into a name first. */
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
