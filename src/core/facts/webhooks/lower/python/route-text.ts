import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';

/**
 * The path that an argument says: a text, with `{name}` for its holes; the text that a constant of the file is set to; or the
 * constant's name, where it says that it is a path: `settings.WEBHOOK_PATH`.
 */
export function routeText(text: string, node: SyntaxNode): string | null {
  if (node.type === 'string')
    return node.children
      .filter(({ type }) => type === 'string_content' || type === 'interpolation')
      .map((part) => sourceOf(text, part))
      .join('');
  if (!/^(?:identifier|attribute)$/.test(node.type)) return null;
  const written = sourceOf(text, node);
  const name = written.slice(written.lastIndexOf('.') + 1);
  if (!/path|route|ur[il]|hook|endpoint/i.test(name) || !/^\w{1,60}$/.test(name)) return null;
  return constant(text, name) ?? `/{${name}}`;
}

/** `WEBHOOK_PATH = '/hook'`, `WEBHOOK_PATH: str = os.getenv('WEBHOOK_PATH', '/hook')`. */
const constant = (text: string, name: string): string | null =>
  new RegExp(
    `^[ \\t]{0,8}(?:self\\.)?${name}(?:\\s?:[^=\\n]{1,40})?\\s?=[^\\n]{0,80}?["'](/[\\w/{}.-]{0,80})["']`,
    'm',
  ).exec(text)?.[1] ?? null;
