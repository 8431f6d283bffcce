import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';

/**
 * The path that an argument says: a text, with `{name}` for its holes; the text that a constant of the file is set to; the
 * constant's name, where it says that it is a path: `settings.WEBHOOK_PATH`; or the path that a call falls back to:
 * `os.getenv('HOOK_PATH', '/hook')`, `clean_path(settings.HOOK_PATH, '/hook')`.
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

/** The last argument of a call that gives out a path, where that is one; what makes a handler has a name of its own. */
function fallback(text: string, call: SyntaxNode): string | null {
  const last = argumentsOf(call).at(-1);
  if (last?.type !== 'string' || !/path|route|ur[il]|hook|env|\.get$/i.test(sourceOf(text, child(call, 'function'))))
    return null;
  const path = routeText(text, last);
  return path?.startsWith('/') ? path : null;
}

/** `WEBHOOK_PATH = '/hook'`, `WEBHOOK_PATH: str = os.getenv('WEBHOOK_PATH', '/hook')`. */
const constant = (text: string, name: string): string | null =>
  new RegExp(
    `^[ \\t]{0,8}(?:self\\.)?${name}(?:\\s?:[^=\\n]{1,40})?\\s?=[^\\n]{0,80}?["'](/[\\w/{}.-]{0,80})["']`,
    'm',
  ).exec(text)?.[1] ?? null;
