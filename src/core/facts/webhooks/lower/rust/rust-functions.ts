import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { roleOf } from '../curly/role-of.ts';
import { withTarget } from '../curly/last-value.ts';
import { block } from '../curly/visit.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';

/**
 * The service type inside a wrapper, `PaymentService` in `Extension<Arc<PaymentService>>`; null unless it is imported
 * or has its methods in this file.
 */
function service(rust: Curly, type: string): string | null {
  const last = [...type.matchAll(/\b[A-Z]\w*/g)]
    .map((match) => match[0])
    .findLast((each) => !/^(?:Pool|Postgres|Arc|State|Extension|Mutex|RwLock|Box|Send|Sync)$/.test(each));
  if (last === undefined || /Connection|Pool/.test(last)) return null;
  return rust.out.imported(last) || (!OF_ALL.test(last) && hasMethods(rust, last)) ? identifier(last) : null;
}

/** Shared state and request data: types that are not services, although shared state may hold some. */
const OF_ALL = /State|Config|Settings|Context|App|Request|Payload|Event/;

const hasMethods = ({ text }: Curly, type: string): boolean =>
  new RegExp(`^impl(?:<[^>]{0,80}>)?\\s{1,9}${type}\\b(?!\\s{1,9}for\\b)`, 'm').test(text);

/** `data: web::Data<AppState>`: state that all handlers share, independent of the request. */
const STATE = /^&?\s{0,9}(?:\w+::)*(?:Data|State|Extension)\s{0,9}</;

/** Writes a function or method; `head` is its declaration up to the parameters. */
export function functionOf(rust: Curly, node: SyntaxNode, head: string): void {
  const { text, out } = rust;
  const handles = /pub|async/.test(sourceOf(text, node).slice(0, 40)) && handlerShape(rust, node);
  rust.names = new Map();
  const { names, lets } = parametersOf(rust, node, handles);
  out.add(`${head}(${names.join(', ')}) {`, node);
  for (const each of lets) out.add(each, node);
  block(rust, child(node, 'body'), true);
  out.add('}', node);
  rust.names = new Map();
}

/** Lowers a handler that is a closure in the route itself: `|Json(payload): Json<Event>| async { ... }`. */
export function closureOf(rust: Curly, node: SyntaxNode): string {
  const outer = rust.names;
  rust.names = new Map(outer);
  const { names, lets } = parametersOf(rust, node, true);
  const held = child(node, 'body');
  const body = held?.type === 'async_block' ? (held.children.at(-1) ?? null) : held;
  const written = withTarget(rust, null, () => rust.out.inline(() => block(rust, body, true)));
  rust.names = outer;
  return `(${names.join(', ')}) => { ${[...lets, written].join(' ')} }`;
}

type Parameters = { names: readonly string[]; lets: readonly string[] };

/** Lowers the parameters: extractors become the part of the request that they take, services become their types. */
function parametersOf(rust: Curly, node: SyntaxNode, handles: boolean): Parameters {
  const { text } = rust;
  const names: string[] = [];
  const lets: string[] = [];
  for (const part of child(node, 'parameters')?.children ?? []) {
    const type = sourceOf(text, child(part, 'type'));
    const name = /(\w+)\W*$/.exec(sourceOf(text, child(part, 'pattern')).replace(/:.*$/s, ''))?.[1];
    if (!name) continue;
    if (name === 'data' && STATE.test(type)) {
      rust.names.set(name, 'app_state');
      continue;
    }
    const role = roleOf(rust, type.replace(/^&(?:'\w+\s+)?(?:mut\s+)?/, ''), name);
    if (role === 'request.headers') lets.push(`let ${identifier(name)} = request.headers;`);
    else if (handles && isExtractor(rust, type)) lets.push(`let ${identifier(name)} = ${extracted(rust, type)};`);
    else if (/sig|token|secret|header/i.test(name)) names.push(identifier(name));
    else if ((handles && BODY.test(type.replace(/^body::/, ''))) || isFilled(rust, node, type))
      lets.push(`let ${identifier(name)} = request.body;`);
    else if (role) rust.names.set(name, role);
    else if (service(rust, type)) rust.names.set(name, service(rust, type)!);
    else names.push(identifier(name));
  }
  return { names: [...new Set([...names, 'request'])], lets };
}

/**
 * Whether a type of the project is an extractor, which may reject the request: it is one in this file, or it is
 * imported and named like a check.
 */
const isExtractor = (rust: Curly, type: string): boolean =>
  /^[A-Z]\w{0,80}$/.test(type) &&
  (new RegExp(`\\bimpl\\b[^{]{0,200}\\bFrom(?:Request|RequestParts|Data)\\b[^{]{0,200}\\bfor\\s+${type}\\b`).test(
    rust.text,
  ) ||
    (rust.out.imported(type) !== undefined && /Verif|Sign|Hmac|Guard|Authentic|Webhook|Valid/.test(type)));

const extracted = ({ text }: Curly, type: string): string => {
  const [, name = 'from_request'] = /\bfn (from_request_parts|from_data)\b/.exec(text) ?? [];
  return `${identifier(type)}.${propertyName(/\bfn from_request\b/.test(text) ? 'from_request' : name)}(request)`;
};

/** Whether warp passes the body to this parameter: `warp::body::json()` parses it into the declared type. */
const isFilled = (rust: Curly, node: SyntaxNode, type: string): boolean =>
  /\bwarp::body::|\bbody::(?:json|bytes|form)\(/.test(rust.text) &&
  /\bRe(?:ply|jection)\b/.test(sourceOf(rust.text, child(node, 'return_type'))) &&
  /^(?:\w+::)*[A-Z]\w*(?:<[^<>]{0,80}>)?$/.test(type) &&
  !/Pool|Db|DB|State|Config|Client|Arc|Sender|Store|Context|String|HeaderMap/.test(type);

const BODY = /^(?:axum::\w+::|web::|actix_web::\w+::)?(?:Bytes|Json<|Form<|String$|BytesMut|Payload)/;

/**
 * Whether a function is a handler: it takes extractors of a web framework and returns a response, or a route names it.
 */
export function handlerShape(rust: Curly, node: SyntaxNode): boolean {
  const parameters = sourceOf(rust.text, child(node, 'parameters'));
  const result = sourceOf(rust.text, child(node, 'return_type'));
  // A function that takes `Next` is middleware; one that borrows parts of the request is a helper of a handler.
  if (/\bNext\b/.test(parameters) || (LENT.test(parameters) && !isPosted(rust, node))) return false;
  return (
    isPosted(rust, node) ||
    ((/HeaderMap|HttpRequest|State[(<]|web::|Json[(<]|Form[(<]|Extension\(|Bytes\b|Request\b/.test(parameters) ||
      takesExtractor(rust, node)) &&
      /Response|StatusCode|Responder|Result|Reply|Json/.test(result))
  );
}

/** Parts of a request, borrowed; frameworks pass them to a handler by value. */
const LENT =
  /:\s{0,9}&\s{0,9}(?:'\w{1,20}\s{1,9})?(?:mut\s{1,9})?(?:\w{1,40}::){0,4}(?:HeaderMap|HttpRequest|Bytes|\[u8\])/;

const takesExtractor = (rust: Curly, node: SyntaxNode): boolean =>
  (child(node, 'parameters')?.children ?? []).some((part) =>
    isExtractor(rust, sourceOf(rust.text, child(part, 'type'))),
  );

/**
 * Whether a POST route names the function: `.route("/hook", post(name))`. Such a handler may return nothing, and take
 * only a `String`.
 */
function isPosted(rust: Curly, node: SyntaxNode): boolean {
  let names = POSTED.get(rust);
  if (!names) {
    names = new Set(postedNames(rust.text));
    POSTED.set(rust, names);
  }
  return names.has(sourceOf(rust.text, child(node, 'name')));
}

/**
 * The names of POST handlers: `post(take)`, `get(greet).post(take)` and `any(take)` of axum, `web::post().to(take)` of
 * actix, `#[post("/hook")] fn take` of actix and Rocket.
 */
export const postedNames = (text: string): string[] =>
  [...text.matchAll(REGISTERED), ...text.matchAll(ATTRIBUTED)].map((match) => match[1]!);

const REGISTERED = /(?:\bpost|(?<!\.)\bany)\(\s{0,200}(?:\)\s{0,200}\.to\(\s{0,200})?(?:\w{1,100}::){0,9}(\w{1,200})/g;
const ATTRIBUTED =
  /#\[(?:\w{1,40}::){0,3}post\([^\]\n]{1,300}\)\]\s{0,200}(?:#\[[^\]\n]{1,300}\]\s{0,200}){0,5}(?:pub\s{1,9})?(?:async\s{1,9})?fn\s{1,9}(\w{1,200})/g;

/** Memoized per file, as every function asks for it. */
const POSTED = new WeakMap<Curly, ReadonlySet<string>>();
