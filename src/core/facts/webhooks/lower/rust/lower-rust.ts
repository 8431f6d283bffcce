import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { makeCurly } from '../curly/make-curly.ts';
import { expression } from '../curly/visit.ts';
import type { Lower } from '../lowering.ts';
import { identifier, propertyName, quote, sourceOf } from '../spelling.ts';
import { addClosureRoutes } from './closure-routes.ts';
import { addGuardedRoutes } from './guarded-routes.ts';
import { DIALECT } from './rust-dialect.ts';
import { functionOf } from './rust-functions.ts';
import { addHandlers, readRustFile, typeOf } from './rust-routes.ts';

/** Lowers Rust to the common language, with the handlers of axum, actix, Rocket and warp. */
export const lowerRust: Lower = (path, text, root) => {
  const all = nodesOfType(root, new Set(['function_item']));
  const inType = (node: SyntaxNode): boolean => /impl_item|trait_item/.test(node.parent?.parent?.type ?? '');
  const named = (nodes: readonly SyntaxNode[]): Set<string> =>
    new Set(nodes.map((node) => sourceOf(text, child(node, 'name'))));
  const rust: Curly = {
    ...makeCurly(path, text, root, DIALECT),
    functions: named(all.filter((each) => !inType(each))),
    methods: named(all.filter(inType)),
  };
  const modules = new Set([...text.matchAll(/\b([a-z_\d]{1,100})::(?=[a-z_])/g)].map((match) => match[1]!));
  for (const node of nodesOfType(root, new Set(['use_declaration'])))
    importOf(rust, modules, child(node, 'argument'), '', node);
  for (const node of root.children)
    if (node.type === 'use_declaration' && node.children.some(({ type }) => type === 'visibility_modifier'))
      reexportOf(rust, child(node, 'argument'), '', node);
  const open = root.children.toReversed();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'function_item')
      functionOf(rust, node, `export function ${identifier(sourceOf(text, child(node, 'name')))}`);
    else if (node.type === 'impl_item') implOf(rust, node);
    else if (node.type === 'const_item' || node.type === 'static_item') constantOf(rust, node);
    else if (node.type === 'mod_item' && sourceOf(text, child(node, 'name')) !== 'tests')
      for (const each of child(node, 'body')?.children.toReversed() ?? []) open.push(each);
  }
  const file = readRustFile(rust, root);
  addHandlers(rust, file, root);
  addGuardedRoutes(rust, file.guarded);
  addClosureRoutes(rust, root, file.framework);
  return rust.out.finish();
};

function importOf(
  rust: Curly,
  modules: ReadonlySet<string>,
  node: SyntaxNode | null,
  prefix: string,
  at: SyntaxNode,
): void {
  if (!node) return;
  const { text } = rust;
  const join = (part: string): string => (prefix ? `${prefix}::${part}` : part);
  if (node.type === 'scoped_use_list') {
    const path = join(sourceOf(text, child(node, 'path')));
    for (const each of child(node, 'list')?.children ?? []) importOf(rust, modules, each, path, at);
    return;
  }
  const alias = node.type === 'use_as_clause' ? sourceOf(text, child(node, 'alias')) : null;
  const full = join(sourceOf(text, node.type === 'use_as_clause' ? child(node, 'path') : node));
  if (
    /^(?:std|core|axum|actix_web|warp|serde|serde_json|tokio|tracing|hmac|sha2|sha1|hex|base64|http|chrono|sqlx|uuid|anyhow|thiserror|bytes|tower\w*|subtle)(?:::|$)/.test(
      full,
    )
  )
    return;
  const parts = full.split('::');
  const name = parts.at(-1) ?? full;
  if (name === 'self') return rust.out.import(identifier(parts.at(-2) ?? ''), parts.slice(0, -1).join('::'), '*', at);
  const isModule = modules.has(name);
  // A module and a function of the file may share a name; a call refers to the function.
  if (rust.functions.has(alias ?? name)) return;
  if (isModule) rust.out.import(identifier(alias ?? name), full, '*', at);
  else if (parts.length > 1)
    rust.out.import(identifier(alias ?? name), parts.slice(0, -1).join('::'), propertyName(name), at);
}

/**
 * Writes the re-exports of a module: `pub use signature::verify;`, `pub use payments::{self, Payments};`,
 * `pub use hooks::*;`.
 */
function reexportOf(rust: Curly, node: SyntaxNode | null, prefix: string, at: SyntaxNode): void {
  if (!node) return;
  const { text } = rust;
  const join = (part: string): string => (prefix ? `${prefix}::${part}` : part);
  if (node.type === 'use_list') for (const each of node.children) reexportOf(rust, each, prefix, at);
  if (node.type === 'scoped_use_list')
    reexportOf(rust, child(node, 'list'), join(sourceOf(text, child(node, 'path'))), at);
  if (node.type === 'use_wildcard') {
    const module = join(sourceOf(text, node).replace(/::\*$/, ''));
    rust.out.add(`export * from ${quote(module)};`, at);
  }
  if (!/^(?:identifier|scoped_identifier|use_as_clause)$/.test(node.type)) return;
  const parts = join(sourceOf(text, node.type === 'use_as_clause' ? child(node, 'path') : node)).split('::');
  const name = parts.at(-1)!;
  const local = node.type === 'use_as_clause' ? sourceOf(text, child(node, 'alias')) : name;
  if (parts.length > 1)
    rust.out.add(
      `export { ${propertyName(name)} as ${identifier(local)} } from ${quote(parts.slice(0, -1).join('::'))};`,
      at,
    );
}

/** `const SIGNATURE_HEADER: &str = "x-hub-signature-256";` */
function constantOf(rust: Curly, node: SyntaxNode): void {
  const value = child(node, 'value');
  if (value?.type !== 'string_literal') return;
  rust.out.add(`const ${identifier(sourceOf(rust.text, child(node, 'name')))} = ${expression(rust, value)};`, node);
}

function implOf(rust: Curly, node: SyntaxNode): void {
  rust.out.add(`export class ${identifier(typeOf(rust, node))} {`, node);
  for (const each of child(node, 'body')?.children ?? [])
    if (each.type === 'function_item') functionOf(rust, each, propertyName(sourceOf(rust.text, child(each, 'name'))));
  rust.out.add('}', node);
}
