import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { handlerShape } from './rust-functions.ts';

const HOOK = /web_?hook/i;

export function handlerOf(rust: Curly, root: SyntaxNode, node: SyntaxNode): void {
  const { text } = rust;
  const name = sourceOf(text, child(node, 'name'));
  const index = root.children.indexOf(node);
  let first = index;
  while (/attribute_item|comment/.test(root.children[first - 1]?.type ?? '')) first -= 1;
  const attributes = root.children
    .slice(first, index)
    .map((each) => sourceOf(text, each))
    .join(' ');
  const attribute = /#\[\s*(?:\w+::)*post\(\s*"([^"]*)"/.exec(attributes)?.[1];
  const escaped = new RegExp(`\\.route\\(\\s*"([^"]*)"\\s*,\\s*(?:\\w+::)*post\\(\\s*(?:\\w+::)*${name}\\b`).exec(
    text,
  )?.[1];
  const warp =
    /warp/.test(text) &&
    /_handler$|^handle_|webhook/.test(name) &&
    /Reply|Rejection/.test(sourceOf(text, child(node, 'return_type')));
  if (attribute === undefined && escaped === undefined && !handlerShape(rust, node) && !warp) return;
  if (
    /^(?:create_|list_|delete_|update_|get_|test_|register_|retry_|send_|verify_|validate_|check_|parse_)/.test(name) &&
    attribute === undefined &&
    escaped === undefined &&
    !HOOK.test(rust.path)
  )
    return;
  if (/^(?:verify_|validate_|check_|get_|list_|delete_|is_)/.test(name)) return;
  if (/CurrentUser|AuthUser|Claims\b|AdminUser|RequireAuth/.test(sourceOf(text, child(node, 'parameters')))) return;
  const route = attribute ?? escaped ?? null;
  const hooks = HOOK.test(name) || (HOOK.test(rust.path) && route === null);
  rust.out.route(
    {
      framework: warp ? 'warp' : /actix/.test(text) ? 'actix' : 'axum',
      route,
      method: 'POST',
      name,
      line: node.line,
      endLine: node.endLine,
      kind: hooks ? 'controller' : 'route',
    },
    identifier(name),
  );
}
