import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { argumentsOf, block, expression, literalOf, roleOf } from './curly.ts';
import type { CallParts, Curly, Dialect } from './curly.ts';
import { header, identifier, lowerFirst, propertyName, setting, sourceOf, Writer } from './lowering.ts';
import type { Lower } from './lowering.ts';

/** Packages of the language and its frameworks: nothing of the project. */
const PLAIN =
  /^(?:[a-z]+(?:\/[a-z0-9]+)*|golang\.org\/.*|github\.com\/(?:gin-gonic|labstack|go-chi|gofiber|gorilla|sirupsen|google\/uuid|rs|spf13|pkg|jackc|redis|go-redis)\/.*|go\.uber\.org\/.*|gorm\.io\/.*)$/;

/** Go to the common language, with the handlers of net/http, gin, echo, chi and fiber. */
export const lowerGo: Lower = (path, text, root) => {
  const functions = new Set(
    nodesOfType(root, new Set(['function_declaration'])).map((node) => sourceOf(text, child(node, 'name'))),
  );
  const methods = new Set(
    nodesOfType(root, new Set(['method_declaration'])).map((node) => sourceOf(text, child(node, 'name'))),
  );
  const go: Curly = {
    text,
    path,
    out: new Writer(),
    dialect: DIALECT,
    language: 'go',
    names: new Map(),
    fields: new Map(),
    functions,
    methods,
    fails: false,
    results: new Map(),
  };
  for (const spec of nodesOfType(root, new Set(['import_spec']))) importOf(go, spec);
  const registered = new Set<string>();
  for (const node of nodesOfType(root, new Set(['call_expression']))) {
    const name = /(\w+)$/.exec(sourceOf(text, registration(go, node)?.handler ?? null))?.[1];
    if (name) registered.add(name);
  }
  const receivers = new Map<string, SyntaxNode[]>();
  for (const node of root.children) {
    if (node.type === 'function_declaration')
      functionOf(go, node, `export function ${identifier(lowerFirst(sourceOf(text, child(node, 'name'))))}`);
    if (node.type === 'method_declaration') {
      const owner = /\*?\s*(\w+)(?:\[[^\]]*\])?\s*\)$/.exec(sourceOf(text, child(node, 'receiver')))?.[1] ?? 'Receiver';
      receivers.set(owner, [...(receivers.get(owner) ?? []), node]);
    }
    if (/^(?:var|const)_declaration$/.test(node.type)) topLevelValues(go, node);
  }
  for (const [owner, nodes] of receivers) {
    go.out.add(`export class ${identifier(owner)} {`, nodes[0]!);
    for (const node of nodes) functionOf(go, node, propertyName(lowerFirst(sourceOf(text, child(node, 'name')))));
    go.out.add('}', nodes[0]!);
  }
  for (const node of nodesOfType(root, new Set(['call_expression']))) routeOf(go, node);
  for (const node of root.children) {
    if (/^(?:function|method)_declaration$/.test(node.type)) signatureRoute(go, node, registered);
  }
  return go.out.finish();
};

function topLevelValues(go: Curly, node: SyntaxNode): void {
  for (const spec of nodesOfType(node, new Set(['var_spec', 'const_spec']))) {
    const name = spec.children.find((each) => each.field === 'name');
    const value = child(spec, 'value')?.children[0] ?? null;
    if (name && value) go.out.add(`const ${identifier(sourceOf(go.text, name))} = ${expression(go, value)};`, spec);
  }
}

function importOf(go: Curly, spec: SyntaxNode): void {
  const module = sourceOf(go.text, child(spec, 'path')).replace(/["`]/g, '');
  if (PLAIN.test(module)) return;
  const name = child(spec, 'name');
  const last = module
    .replace(/\/v\d+$/, '')
    .split('/')
    .at(-1)!
    .replace(/^go-|\.go$|-go$/g, '');
  go.out.import(identifier(name ? sourceOf(go.text, name) : last), module, '*', spec);
}

function functionOf(go: Curly, node: SyntaxNode, head: string): void {
  const { text, out } = go;
  const names: string[] = [];
  go.names = new Map();
  const receiver = /\(\s*(\w+)/.exec(sourceOf(text, child(node, 'receiver')))?.[1];
  if (receiver) go.names.set(receiver, 'this');
  for (const part of child(node, 'parameters')?.children ?? []) {
    const type = sourceOf(text, child(part, 'type'));
    for (const each of part.children) {
      if (each.field !== 'name') continue;
      const name = sourceOf(text, each);
      const role = roleOf('go', type, name);
      if (role) go.names.set(name, role);
      names.push(role ?? identifier(name));
    }
  }
  go.fails = /\berror\s*\)?$/.test(sourceOf(text, child(node, 'result')));
  out.add(`${head}(${[...new Set(names)].join(', ')}) {`, node);
  block(go, child(node, 'body'), true);
  out.add('}', node);
  go.fails = false;
  go.names = new Map();
}

type Registration = { route: string; handler: SyntaxNode; before: readonly SyntaxNode[]; framework: string };

function registration(go: Curly, node: SyntaxNode): Registration | null {
  const callee = child(node, 'function');
  if (callee?.type !== 'selector_expression') return null;
  const verb = sourceOf(go.text, child(callee, 'field'));
  if (!/^(?:POST|Post|Any|HandleFunc|Handle|All|Add|Method|MethodFunc)$/.test(verb)) return null;
  let args = argumentsOf(node);
  if (/^(?:Add|Method|MethodFunc)$/.test(verb)) args = args.slice(1);
  const written = literalOf(go, args[0]);
  if (written === null || args.length < 2) return null;
  if (/^(?:GET|PUT|DELETE|PATCH)\s/.test(written)) return null;
  const framework = /gin-gonic/.test(go.text)
    ? 'gin'
    : /labstack\/echo/.test(go.text)
      ? 'echo'
      : /gofiber/.test(go.text)
        ? 'fiber'
        : /go-chi/.test(go.text)
          ? 'chi'
          : 'net/http';
  const handler = framework === 'echo' ? args[1]! : args.at(-1)!;
  const before = framework === 'echo' ? args.slice(2) : args.slice(1, -1);
  return { route: written.replace(/^POST\s+/, ''), handler, before, framework };
}

function routeOf(go: Curly, node: SyntaxNode): void {
  const found = registration(go, node);
  if (!found) return;
  const { text } = go;
  const { route, handler, before, framework } = found;
  const inline = handler.type === 'func_literal' ? handler : null;
  const source = sourceOf(text, handler);
  const name = /(\w+)$/.exec(source)?.[1] ?? null;
  const known = name !== null && (go.functions.has(name) || go.methods.has(name));
  if (!inline && !known && handler.type !== 'call_expression') return;
  const target = inline
    ? expression(go, inline)
    : known
      ? go.functions.has(name!)
        ? identifier(lowerFirst(name!))
        : `this.${propertyName(lowerFirst(name!))}`
      : expression(go, handler);
  const declared = known ? declarationOf(go, node, name!) : null;
  const at = declared ?? inline ?? node;
  go.out.route(
    { framework, route, method: 'POST', name: known ? name : null, line: at.line, endLine: at.endLine, kind: 'route' },
    [target, ...before.map((each) => expression(go, each))].join(', '),
  );
}

function declarationOf(go: Curly, node: SyntaxNode, name: string): SyntaxNode | null {
  let root: SyntaxNode = node;
  while (root.parent) root = root.parent;
  return (
    root.children.find(
      (each) => /^(?:function|method)_declaration$/.test(each.type) && sourceOf(go.text, child(each, 'name')) === name,
    ) ?? null
  );
}

/** A function of a handler's form that is registered in another file. */
function signatureRoute(go: Curly, node: SyntaxNode, registered: ReadonlySet<string>): void {
  const { text } = go;
  const name = sourceOf(text, child(node, 'name'));
  const parameters = sourceOf(text, child(node, 'parameters'));
  if (registered.has(name) || !/\*http\.Request|gin\.Context|echo\.Context|fiber\.Ctx/.test(parameters)) return;
  if (/\bnext\b|http\.Handler\b/.test(parameters) || /\b(?:client|Client)\b/.test(parameters)) return;
  if (
    /^(?:New|new|With|with|get|is|parse|Parse|read|Read|valid|Valid|verif|Verif|check|Check|decode|load|write|render|log)/.test(
      name,
    )
  )
    return;
  if (
    /(?:Create|List|Delete|Update|Get|Test|Retry|Register|Subscribe|Send|Redeliver|Add|Edit|Remove|Replay|Rotate|Regenerate|Toggle|Settings|Config|Form|New)\w*(?:Hook|Webhook)|(?:Hook|Webhook)s?(?:Create|List|Delete|Update|Get|Test|New|Edit|Post|Redeliver|Settings|Form|Config|s$)/i.test(
      name,
    )
  )
    return;
  const called =
    go.methods.has(name) && node.type === 'method_declaration'
      ? `this.${propertyName(lowerFirst(name))}`
      : identifier(lowerFirst(name));
  const hooks =
    /web_?hook|ipn\b/i.test(name) ||
    (/web_?hook/i.test(go.path) && /^(?:Handle|handle|ServeHTTP|Receive|receive|Post|Process)/.test(name));
  go.out.route(
    {
      framework: 'net/http',
      route: null,
      method: 'POST',
      name,
      line: node.line,
      endLine: node.endLine,
      kind: hooks ? 'controller' : 'route',
    },
    called,
  );
}

const DIALECT: Dialect = {
  methodName: lowerFirst,
  member: (_curly, owner, name) => {
    if (owner === 'request') {
      if (name === 'Header') return 'request.headers';
      if (/^(?:Body|Form|PostForm|MultipartForm)$/.test(name)) return 'request.body';
      if (name === 'Request') return 'request';
      if (name === 'Method') return "'POST'";
    }
    if (
      /(?:^|\.)(?:cfg|config|conf|settings|Config|opts|options|env)$/i.test(owner) &&
      /secret|token|key/i.test(name) &&
      owner.length < 60
    )
      return setting(name);
    return null;
  },
  call: (curly, parts) => requestCall(curly, parts) ?? libraryCall(curly, parts),
};

function requestCall(curly: Curly, { owner, name, list, args, source }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  if (owner === 'request.headers' && /^(?:Get|Values)$/.test(name))
    return first === null ? `request.headers[${list[0] ?? 'null'}]` : header(first);
  if (owner === 'request') {
    if (/^(?:GetHeader|Get)$/.test(name) && first !== null) return header(first);
    if (name === 'Header' || name === 'Request') return name === 'Header' ? 'request.headers' : 'request';
    if (/^(?:GetRawData|Body|BodyRaw|PostBody|FormValue|PostFormValue|PostForm|ParseForm|FormParams)$/.test(name))
      return 'request.body';
    if (/^(?:ShouldBind\w*|Bind\w*|BodyParser)$/.test(name) && list[0])
      return /^\(?\w+\)?$/.test(list[0]) ? `(${list[0].replace(/[()]/g, '')} = request.body)` : 'request.body';
    if (/^(?:Abort\w*)$/.test(name)) return '0';
    if (name === 'Next') return 'next()';
    if (/^(?:Query|Param|URLParam)$/.test(name)) return `request.query[${list[0] ?? "'x'"}]`;
    if (/^(?:JSON|String|Status|SendStatus|NoContent|Context|Set|Locals|IP|RealIP|Method|Path|WithContext)$/.test(name))
      return '0';
  }
  if (/^(?:io\.ReadAll|ioutil\.ReadAll|io\.Copy|io\.LimitReader|http\.MaxBytesReader|io\.NopCloser)$/.test(source))
    return list.find((each) => each.includes('request.body')) ? 'request.body' : null;
  if (/^(?:Decode|Unmarshal)$/.test(name)) {
    const target = list.at(-1)?.replace(/[()]/g, '') ?? '';
    const from = name === 'Decode' ? (owner ?? '') : (list[0] ?? '');
    if (/^\w+$/.test(target))
      return `(${target} = [${from.includes('request.body') ? 'request.body' : from || 'null'}])`;
  }
  return null;
}

function libraryCall(curly: Curly, { owner, source, name, list, args, node }: CallParts): string | null {
  const first = literalOf(curly, args[0]);
  if (/^(?:os\.Getenv|viper\.GetString|os\.LookupEnv)$/.test(source) && first !== null) return setting(first);
  if (/^\w*[gG]etEnv\w*$|^env$/.test(name) && first !== null)
    return list[1] && list[1] !== "''" ? `(${setting(first)} || ${list[1]})` : setting(first);
  if (source === 'hmac.New') return `createHmac(${list.slice(1).join(', ')})`;
  if (/^(?:hmac\.Equal|subtle\.ConstantTimeCompare)$/.test(source)) return `timingSafeEqual(${list.join(', ')})`;
  if (/^bytes\.Equal$|^strings\.EqualFold$/.test(source)) return `(${list[0]} == ${list[1]})`;
  if (/^ed25519\.Verify$|^(?:ecdsa\.Verify(?:ASN1)?)$/.test(source))
    return `crypto_sign_verify_detached(${list.join(', ')})`;
  if (/^rsa\.Verify|^jwt\.Parse/.test(source) || /^jwt\.ParseWithClaims/.test(source))
    return `jwtVerify(${list.join(', ')})`;
  if (name === 'Write' && owner && list.length === 1 && /^\w+$/.test(owner) && /mac|hash|^h$/i.test(owner))
    return `(${owner} = createHmac(${owner}, ${list[0]}))`;
  if (name === 'Sum' && owner) return owner;
  if (/^(?:string|byte|len)$/.test(source)) return `(${list[0] ?? 'null'})`;
  if (
    source === 'http.Error' ||
    /^(?:errors\.|fmt\.|log\.|slog\.|strings\.TrimPrefix|strings\.TrimSpace|hex\.|base64\.)/.test(source)
  )
    return `[${list.join(', ')}]`;
  if (/^http\.HandlerFunc$/.test(source)) return list[0] ?? null;
  if (name === 'ServeHTTP' && owner === 'next') return 'next()';
  // A function of the same package that stands in another file.
  if (
    owner === null &&
    /^[a-zA-Z]\w*$/.test(name) &&
    !curly.functions.has(name) &&
    !curly.names.has(name) &&
    VERIFYING.test(name)
  ) {
    curly.out.import(identifier(lowerFirst(name)), `.#${name}`, lowerFirst(name), node);
  }
  if (owner !== null && curly.out.imported(owner) && VERIFYING.test(name)) {
    const { module } = curly.out.imported(owner)!;
    const local = `${owner}__${name}`;
    if (!/stripe|svix|twilio|github\.com\/google|slack|webhooks\/v/.test(module)) {
      curly.out.import(local, `${module}#${name}`, lowerFirst(name), node);
      return `${local}(${list.join(', ')})`;
    }
  }
  return null;
}

const VERIFYING = /verif|valid|sign|hmac|authentic|check/i;
