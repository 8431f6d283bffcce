import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { block, literalOf, roleOf } from './curly.ts';
import type { CallParts, Curly, Dialect } from './curly.ts';
import { header, identifier, propertyName, setting, sourceOf, Writer } from './lowering.ts';
import type { Lower } from './lowering.ts';

const HOOK = /web_?hook/i;

/** Rust to the common language, with the handlers of axum, actix, rocket and warp. */
export const lowerRust: Lower = (path, text, root) => {
  const all = nodesOfType(root, new Set(['function_item']));
  const inType = (node: SyntaxNode): boolean => /impl_item|trait_item/.test(node.parent?.parent?.type ?? '');
  const named = (nodes: readonly SyntaxNode[]): Set<string> =>
    new Set(nodes.map((node) => sourceOf(text, child(node, 'name'))));
  const rust: Curly = {
    text,
    path,
    out: new Writer(),
    dialect: DIALECT,
    language: 'rust',
    names: new Map(),
    fields: new Map(),
    functions: named(all.filter((each) => !inType(each))),
    methods: named(all.filter(inType)),
    fails: false,
    results: new Map(),
  };
  for (const node of nodesOfType(root, new Set(['use_declaration']))) importOf(rust, child(node, 'argument'), '', node);
  const open = [...root.children];
  for (let node = open.shift(); node; node = open.shift()) {
    if (node.type === 'function_item')
      functionOf(rust, node, `export function ${identifier(sourceOf(text, child(node, 'name')))}`);
    else if (node.type === 'impl_item') implOf(rust, node);
    else if (node.type === 'mod_item' && sourceOf(text, child(node, 'name')) !== 'tests')
      open.unshift(...(child(node, 'body')?.children ?? []));
  }
  for (const node of root.children) if (node.type === 'function_item') handlerOf(rust, root, node);
  return rust.out.finish();
};

function importOf(rust: Curly, node: SyntaxNode | null, prefix: string, at: SyntaxNode): void {
  if (!node) return;
  const { text } = rust;
  const join = (part: string): string => (prefix ? `${prefix}::${part}` : part);
  if (node.type === 'scoped_use_list') {
    const path = join(sourceOf(text, child(node, 'path')));
    for (const each of child(node, 'list')?.children ?? []) importOf(rust, each, path, at);
    return;
  }
  const alias = node.type === 'use_as_clause' ? sourceOf(text, child(node, 'alias')) : null;
  const full = join(sourceOf(text, node.type === 'use_as_clause' ? child(node, 'path') : node));
  if (
    /^(?:std|core|axum|actix_web|warp|serde|serde_json|tokio|tracing|hmac|sha2|sha1|hex|base64|http|chrono|sqlx|uuid|anyhow|thiserror|tower\w*|subtle)(?:::|$)/.test(
      full,
    )
  )
    return;
  const parts = full.split('::');
  const name = parts.at(-1) ?? full;
  if (name === 'self') return rust.out.import(identifier(parts.at(-2) ?? ''), parts.slice(0, -1).join('::'), '*', at);
  const isModule = /^[a-z_\d]+$/.test(name) && new RegExp(`\\b${name}::[a-z_]`).test(text);
  if (isModule) rust.out.import(identifier(alias ?? name), full, '*', at);
  else if (parts.length > 1)
    rust.out.import(identifier(alias ?? name), parts.slice(0, -1).join('::'), propertyName(name), at);
}

/** The imported type inside `Extension<Arc<PaymentService>>`. */
function service(rust: Curly, type: string): string | null {
  const last = [...type.matchAll(/\b[A-Z]\w*/g)]
    .map((match) => match[0])
    .findLast((each) => !/^(?:Pool|Postgres|Arc|State|Extension|Mutex|RwLock|Box|Send|Sync)$/.test(each));
  return last && rust.out.imported(last) && !/Connection|Pool/.test(last) ? identifier(last) : null;
}

function implOf(rust: Curly, node: SyntaxNode): void {
  const name = sourceOf(
    rust.text,
    child(node, 'type') ?? node.children.find((each) => each.type === 'type_identifier') ?? null,
  ).replace(/<[\s\S]*$/, '');
  rust.out.add(`export class ${identifier(name)} {`, node);
  for (const each of child(node, 'body')?.children ?? [])
    if (each.type === 'function_item') functionOf(rust, each, propertyName(sourceOf(rust.text, child(each, 'name'))));
  rust.out.add('}', node);
}

function functionOf(rust: Curly, node: SyntaxNode, head: string): void {
  const { text, out } = rust;
  const names: string[] = [];
  const lets: string[] = [];
  rust.names = new Map();
  for (const part of child(node, 'parameters')?.children ?? []) {
    const type = sourceOf(text, child(part, 'type'));
    const name = /(\w+)\W*$/.exec(sourceOf(text, child(part, 'pattern')).replace(/:.*$/s, ''))?.[1];
    if (!name) continue;
    const role = roleOf('rust', type.replace(/^&(?:'\w+\s+)?(?:mut\s+)?/, ''), name);
    if (role === 'request.headers') lets.push(`let ${identifier(name)} = request.headers;`);
    else if (/sig|token|secret|header/i.test(name)) names.push(identifier(name));
    else if (
      /^(?:axum::\w+::|web::|actix_web::\w+::)?(?:Bytes|Json<|Form<|String$|BytesMut|Payload)/.test(
        type.replace(/^body::/, ''),
      ) &&
      /pub|async/.test(sourceOf(text, node).slice(0, 40)) &&
      handlerShape(rust, node)
    )
      lets.push(`let ${identifier(name)} = request.body;`);
    else if (role) rust.names.set(name, role);
    else if (service(rust, type)) rust.names.set(name, service(rust, type)!);
    else names.push(identifier(name));
  }
  out.add(`${head}(${[...new Set([...names, 'request'])].join(', ')}) {`, node);
  for (const each of lets) out.add(each, node);
  block(rust, child(node, 'body'), true);
  out.add('}', node);
  rust.names = new Map();
}

/** Extractors of a web framework among the parameters, an answer as the result. */
function handlerShape(rust: Curly, node: SyntaxNode): boolean {
  const parameters = sourceOf(rust.text, child(node, 'parameters'));
  const result = sourceOf(rust.text, child(node, 'return_type'));
  return (
    /HeaderMap|HttpRequest|State\(|web::|Json\(|Extension\(|Bytes\b|Request\b/.test(parameters) &&
    /Response|StatusCode|Responder|Result|Reply|Json/.test(result)
  );
}

function handlerOf(rust: Curly, root: SyntaxNode, node: SyntaxNode): void {
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

const DIALECT: Dialect = {
  methodName: (name) => name,
  member: (_curly, owner, name, source) => {
    if (
      /(?:^|\.)(?:config|settings|cfg|env|state|app_state|secrets)$/i.test(owner) &&
      /secret|token|key/i.test(name) &&
      source.length < 80
    )
      return setting(name);
    return null;
  },
  call: (curly, parts) => requestCall(curly, parts) ?? libraryCall(curly, parts),
};

function requestCall(curly: Curly, { owner, name, args, list }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  if (owner === 'request' && /^headers$/.test(name)) return 'request.headers';
  if (owner === 'request' && /^(?:body|into_body|bytes|text|json)$/.test(name)) return 'request.body';
  if (/^(?:request\.)?headers$/.test(owner ?? '') && /^get$/.test(name))
    return first === null ? `request.headers[${list[0] ?? 'null'}]` : header(first);
  if (/^to_bytes$/.test(name) && list.some((each) => each.includes('request'))) return 'request.body';
  return null;
}

/** Calls that only unwrap, convert or clone. */
const THROUGH =
  /^(?:unwrap|expect|ok|ok_or|ok_or_else|map_err|to_str|as_str|as_bytes|as_ref|as_deref|clone|to_string|to_owned|into|await|and_then|unwrap_or_default|unwrap_or|unwrap_or_else|trim|to_vec|into_inner|iter|borrow|as_slice|strip_prefix|trim_start_matches|finalize|into_bytes|to_lowercase|context|with_context|filter|cloned|copied)$/;

function libraryCall(curly: Curly, { owner, name, list, args, source, node }: CallParts): string | null {
  const all = list.join(', ');
  const first = literalOf(curly, args[0]);
  if (/^(?:std::)?env::var$|^dotenv::var$|^env::var$/.test(source) && first !== null) return setting(first);
  if (/new_from_slice|new_varkey/.test(name) || /^(?:hmac::Key::new|hmac::sign)$/.test(source))
    return `createHmac(${all})`;
  if (
    /^verify_slice$|^verify_strict$/.test(name) ||
    source === 'hmac::verify' ||
    (name === 'verify' && /mac|key|verif/i.test(owner ?? ''))
  )
    return `jwtVerify(${owner ?? ''}${owner && all ? ', ' : ''}${all})`;
  if (/^(?:ct_eq|constant_time_eq|secure_compare|fixed_time_eq|verify_slices_are_equal)$/.test(name))
    return `timingSafeEqual(${owner !== null && list.length === 1 ? `${owner}, ` : ''}${all})`;
  if (/^eq(?:_ignore_ascii_case)?$/.test(name) && owner) return `(${owner} == ${all})`;
  if (name === 'update' && owner && /mac|hash/i.test(owner) && /^\w+$/.test(owner))
    return `(${owner} = createHmac(${owner}, ${all}))`;
  if (/^(?:is_empty|is_none)$/.test(name) && owner) return `!(${owner})`;
  if (/^(?:is_some)$/.test(name) && owner) return `(${owner})`;
  if (/^(?:is_err|is_ok)$/.test(name) && owner) {
    const known = curly.results.get(owner);
    if (known) return name === 'is_ok' ? known : `!${known}`;
    const ok = curly.out.fresh();
    curly.out.add(`let ${ok} = false; try { ${owner}; ${ok} = true; } catch (error) { ${ok} = false; }`, node);
    return name === 'is_ok' ? ok : `!${ok}`;
  }
  if (owner !== null && THROUGH.test(name)) return name === 'unwrap_or' && list[0] === 'false' ? owner : `(${owner})`;
  if (owner === null && name === 'Some') return list[0] ?? null;
  if (/^serde_json::from_/.test(source)) return `JSON.parse(${all})`;
  if (/^(?:hex|base64|BASE64\w*|general_purpose)\b/.test(source)) return `[${all}]`;
  // `nango::verify(...)` of another crate or module, by its whole path.
  if (
    callPath(source) &&
    owner !== null &&
    /verif|valid|sign|hmac|check/i.test(name) &&
    !/^[A-Z]/.test(source.split('::').at(-2) ?? '')
  ) {
    const path = source.replace(/::[^:]*$/, '');
    const known = curly.out.imported(identifier(path));
    const local = `${path.replace(/\W+/g, '_')}__${identifier(name)}`;
    curly.out.import(local, known?.name === '*' ? known.module : path, propertyName(name), node);
    return `${local}(${all})`;
  }
  return null;
}

const callPath = (source: string): boolean => /^[\w:]+::\w+$/.test(source);
