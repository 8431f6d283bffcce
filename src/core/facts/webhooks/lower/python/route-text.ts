import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';

/**
 * The path that an argument stands for: a string, with `{name}` for its holes; the value of a constant of the file; the
 * name of a constant that looks like a path, `settings.WEBHOOK_PATH`; or the fallback of a call,
 * `os.getenv('HOOK_PATH', '/hook')`, `clean_path(settings.HOOK_PATH, '/hook')`. Null for any other argument.
 */
export function routeText(text: string, node: SyntaxNode): string | null {
  if (node.type === 'string')
    return node.children
      .filter(({ type }) => type === 'string_content' || type === 'interpolation')
      .map((part) => sourceOf(text, part))
      .join('');
  if (node.type === 'call') return fallback(text, node);
  if (!/^(?:identifier|attribute)$/.test(node.type)) return null;
  const written = sourceOf(text, node);
  const name = written.slice(written.lastIndexOf('.') + 1);
  if (!/path|route|ur[il]|hook|endpoint/i.test(name) || !/^\w{1,60}$/.test(name)) return null;
  return constant(text, name) ?? `/{${name}}`;
}

/**
 * The last argument of a call that returns a path, by its name, if that argument is a path. Calls that make a handler
 * have other names.
 */
function fallback(text: string, call: SyntaxNode): string | null {
  const last = argumentsOf(call).at(-1);
  if (last?.type !== 'string' || !/path|route|ur[il]|hook|env|\.get$/i.test(sourceOf(text, child(call, 'function'))))
    return null;
  const path = routeText(text, last);
  return path?.startsWith('/') ? path : null;
}

/**
 * The path that a constant is set to: `WEBHOOK_PATH = '/hook'`,
 * `WEBHOOK_PATH: str = os.getenv('WEBHOOK_PATH', '/hook')`.
 */
const constant = (text: string, name: string): string | null =>
  new RegExp(
    `^[ \\t]{0,8}(?:self\\.)?${name}(?:\\s?:[^=\\n]{1,40})?\\s?=[^\\n]{0,80}?["'](/[\\w/{}.-]{0,80})["']`,
    'm',
  ).exec(text)?.[1] ?? null;
