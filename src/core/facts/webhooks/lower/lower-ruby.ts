import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { header, headerOfEnv, identifier, propertyName, quote, setting, sourceOf, Writer } from './lowering.ts';
import type { Lower } from './lowering.ts';
// Controllers hold statements, and statements are lowered here: the two call each other.
// oxlint-disable-next-line import/no-cycle
import { addController, filtersOf } from './rails-routes.ts';

/** What the lowering of one Ruby file carries along. */
export type Ruby = {
  text: string;
  path: string;
  out: Writer;
  /** Methods of the file: a bare name of these is a call. */
  methods: ReadonlySet<string>;
  /** Methods in front of actions: what answers there turns the request away. */
  filters: ReadonlySet<string>;
  /** Local names of the method under way. */
  locals: Set<string>;
  /** Where bare calls that the file does not explain go to: a concern or the class above. */
  mixin: string | null;
  inClass: boolean;
  answersReject: boolean;
};

/** Ruby to the common language, with the actions of Rails controllers and the routes of Sinatra. */
export const lowerRuby: Lower = (path, text, root) => {
  const methods = new Set(
    nodesOfType(root, new Set(['method', 'singleton_method'])).map((node) => sourceOf(text, child(node, 'name'))),
  );
  const filters = new Set([...text.matchAll(/\bbefore_action\s+:(\w+[!?]?)/g)].map((match) => match[1]!));
  const ruby: Ruby = {
    text,
    path,
    out: new Writer(),
    methods,
    filters,
    locals: new Set(),
    mixin: null,
    inClass: false,
    answersReject: false,
  };
  for (const node of root.children) topLevel(ruby, node);
  return ruby.out.finish();
};

function topLevel(ruby: Ruby, node: SyntaxNode): void {
  if (node.type === 'class' || node.type === 'module') return moduleOf(ruby, node);
  if (node.type === 'method') return method(ruby, node, 'export function ');
  if (sinatraRoute(ruby, node)) return;
  statement(ruby, node);
}

function moduleOf(ruby: Ruby, node: SyntaxNode): void {
  const { text, out } = ruby;
  const body = child(node, 'body');
  const members = body?.children ?? [];
  const own = members.filter((each) => /^(?:method|singleton_method|singleton_class)$/.test(each.type));
  const name = sourceOf(text, child(node, 'name')).split('::').at(-1) ?? '';
  const before = ruby.mixin;
  ruby.mixin = mixinOf(ruby, node) ?? before;
  ruby.inClass = true;
  out.add(`export class ${identifier(name)} {`, node);
  for (const each of own.flatMap((part) =>
    part.type === 'singleton_class' ? (child(part, 'body')?.children ?? []) : [part],
  )) {
    if (/^(?:singleton_)?method$/.test(each.type)) method(ruby, each, '');
  }
  const filters = filtersOf(ruby, node);
  if (filters.length > 0) out.add(`__filters(request) { ${filters.join(' ')} }`, node);
  out.add('}', node);
  addController(ruby, node, identifier(name));
  for (const each of members) {
    if (each.type === 'class' || each.type === 'module') moduleOf(ruby, each);
    else if (each.type === 'call') sinatraRoute(ruby, each);
  }
  ruby.mixin = before;
  ruby.inClass = false;
}

/** The concern, or else the class above, that most likely has the methods which the file lacks. */
function mixinOf(ruby: Ruby, node: SyntaxNode): string | null {
  const source = sourceOf(ruby.text, node).slice(0, 3000);
  const included = [...source.matchAll(/^\s*(?:include|prepend)\s+([A-Z][\w:]*)/gm)].map((match) => match[1]!);
  const telling =
    included.find((each) => /verif|hook|sign|auth|secur|hmac/i.test(each)) ??
    (included.length === 1 ? included[0] : undefined);
  const above = /^\s*class\s+[\w:]+\s*<\s*(?:::)?([A-Z][\w:]*)/.exec(source)?.[1];
  const base =
    above &&
    !/^(?:ApplicationController|ActionController::\w+|ApplicationRecord|ActiveRecord::Base|ApplicationJob|Sinatra::\w+|StandardError)$/.test(
      above,
    )
      ? above
      : null;
  const found = telling ?? base;
  return found ? constant(ruby, found, node) : null;
}

function method(ruby: Ruby, node: SyntaxNode, prefix: string): void {
  const { out, text } = ruby;
  const name = sourceOf(text, child(node, 'name'));
  const names: string[] = [];
  ruby.locals = new Set();
  for (const part of child(node, 'parameters')?.children ?? []) {
    const written = /^[*&]*\s*(\w+)/.exec(sourceOf(text, part))?.[1];
    if (written) names.push(written);
  }
  for (const each of names) ruby.locals.add(each);
  for (const part of nodesOfType(
    node,
    new Set(['assignment', 'left_assignment_list', 'block_parameters', 'operator_assignment', 'exception_variable']),
  )) {
    const targets = /^(?:assignment|operator_assignment)$/.test(part.type) ? [child(part, 'left')] : part.children;
    for (const each of targets) if (each?.type === 'identifier') ruby.locals.add(sourceOf(text, each));
  }
  ruby.answersReject =
    ruby.filters.has(name) ||
    /^(?:verif|authenticat|check|ensure|validat|require|protect|reject|halt|deny|unauthorized)/.test(name);
  const all = [...new Set([...names.map((each) => identifier(each)), 'request'])];
  out.add(
    `${prefix}${prefix ? identifier(name) : name === 'initialize' ? 'constructor' : propertyName(name)}(${all.join(', ')}) {`,
    node,
  );
  const body = child(node, 'body');
  if (body && body.type !== 'body_statement') out.add(`return ${expression(ruby, body)};`, body);
  else bodyOf(ruby, body?.children ?? [], true);
  out.add('}', node);
  ruby.answersReject = false;
}

/** Statements with the `rescue` and `ensure` that close them. */
export function bodyOf(ruby: Ruby, nodes: readonly SyntaxNode[], tail: boolean): void {
  const { out } = ruby;
  const rescues = nodes.filter((each) => each.type === 'rescue');
  const ensure = nodes.find((each) => each.type === 'ensure');
  const plain = nodes.filter((each) => !/^(?:rescue|ensure|comment|else)$/.test(each.type) && each.field !== 'name');
  if (rescues.length === 0 && !ensure) return statements(ruby, plain, tail);
  out.add('try {', nodes[0]!);
  statements(ruby, plain, tail);
  for (const each of nodes) if (each.type === 'else') statements(ruby, each.children, tail);
  if (rescues.length > 0) out.add('} catch (error) {', rescues[0]!);
  let open = 0;
  for (const [index, each] of rescues.entries()) {
    const kinds = sourceOf(ruby.text, child(each, 'exceptions'));
    if (
      rescues.length > 1 &&
      /Pars|NotFound|Invalid(?:Record)?$|RecordInvalid|Timeout|KeyError/.test(kinds) &&
      !/Sign|Verif|Standard/.test(kinds)
    )
      continue;
    if (index < rescues.length - 1) {
      out.add('if (error.kind) {', each);
      open += 1;
    }
    statements(ruby, child(each, 'body')?.children ?? [], tail);
    if (index < rescues.length - 1) out.add('} else {', each);
  }
  if (rescues.length > 0) out.add('}'.repeat(open), rescues[0]!);
  if (ensure) {
    out.add('} finally {', ensure);
    statements(ruby, ensure.children, false);
  }
  out.add('}', nodes[0]!);
}

function statements(ruby: Ruby, nodes: readonly SyntaxNode[], tail: boolean): void {
  const real = nodes.filter((each) => each.type !== 'comment');
  for (const each of real) statement(ruby, each, tail && each === real.at(-1));
}

const ANSWER =
  /^(?:render|head|redirect_to|halt|render_\w+|respond_with|json_response|error!|unauthorized!?|forbidden!?)$/;

/** `tail`: its value is the method's. */
function statement(ruby: Ruby, node: SyntaxNode, tail = false): void {
  const { out, text } = ruby;
  const of = (field: string): string => expression(ruby, child(node, field));
  switch (node.type) {
    case 'if':
    case 'unless':
    case 'elsif': {
      out.add(`if (${node.type === 'unless' ? `!(${of('condition')})` : of('condition')}) {`, node);
      statements(ruby, child(node, 'consequence')?.children ?? [], tail);
      out.add('} else {', node);
      const other = child(node, 'alternative');
      if (other?.type === 'elsif') statement(ruby, other, tail);
      else statements(ruby, other?.children ?? [], tail);
      return out.add('}', node);
    }
    case 'if_modifier':
    case 'unless_modifier':
    case 'while_modifier':
    case 'until_modifier':
      out.add(`if (${node.type === 'unless_modifier' ? `!(${of('condition')})` : of('condition')}) {`, node);
      statements(ruby, [child(node, 'body')!].filter(Boolean), tail);
      return out.add('}', node);
    case 'rescue_modifier':
      out.add('try {', node);
      statements(ruby, [child(node, 'body')!].filter(Boolean), tail);
      return out.add('} catch (error) { }', node);
    case 'case':
      return caseOf(ruby, node, tail);
    case 'while':
    case 'until':
    case 'for':
      out.add(`while (${child(node, 'condition') ? of('condition') : of('value')}) {`, node);
      statements(ruby, child(node, 'body')?.children ?? [], false);
      return out.add('}', node);
    case 'begin':
    case 'body_statement':
    case 'parenthesized_statements':
    case 'then':
      return bodyOf(ruby, node.children, tail);
    case 'return': {
      const held = node.children[0]?.children[0] ?? null;
      return out.add(held ? answerOr(ruby, held, `return ${expression(ruby, held)};`) : 'return;', node);
    }
    case 'binary': {
      const operator = sourceOf(text, child(node, 'operator'));
      const right = child(node, 'right');
      if (right?.type === 'return' && /^(?:and|&&|or|\|\|)$/.test(operator)) {
        const left = child(node, 'left');
        const answers = left?.type === 'call' && ANSWER.test(sourceOf(text, child(left, 'method')));
        if (answers) {
          out.add(answerOr(ruby, left, `${expression(ruby, left)};`), node);
          return out.add('return;', node);
        }
        out.add(
          `if (${/and|&&/.test(operator) ? expression(ruby, left) : `!(${expression(ruby, left)})`}) { return; }`,
          node,
        );
        return;
      }
      break;
    }
    case 'next':
      return out.add('return;', node);
    case 'break':
    case 'redo':
    case 'retry':
      return out.add("throw 'again';", node);
    case 'comment':
    case 'class':
    case 'module':
    case 'method':
    case 'singleton_method':
    case 'alias':
    case 'heredoc_body':
      return;
    case 'assignment': {
      const left = child(node, 'left');
      const right = child(node, 'right');
      if (left && right && /^(?:if|case|begin|unless)$/.test(right.type)) return assignBlock(ruby, left, right);
      break;
    }
    default:
  }
  const written = expression(ruby, node);
  const plain = written.startsWith('let ');
  out.add(answerOr(ruby, node, tail && !plain ? `return ${written};` : `${written};`), node);
}

/** `event = begin ... end`, `x = if ...`: the parts run, the value is what any of them makes. */
function assignBlock(ruby: Ruby, left: SyntaxNode, right: SyntaxNode): void {
  const name = ruby.out.fresh();
  const body = ruby.out.inline(() => statement(ruby, right, true));
  ruby.out.add(`const ${name} = () => { ${body} };`, right);
  ruby.out.add(`${target(ruby, left)} = ${name}();`, left);
}

/** In a filter an answer ends the request; elsewhere it is a call like others. */
function answerOr(ruby: Ruby, node: SyntaxNode, otherwise: string): string {
  const name = node.type === 'call' ? sourceOf(ruby.text, child(node, 'method')) : sourceOf(ruby.text, node);
  const ends =
    (ruby.answersReject && ANSWER.test(name) && !child(node, 'receiver')) ||
    /^(?:raise|halt|fail|error!|not_found!)$/.test(name);
  return ends && !child(node, 'receiver') ? `throw ${quote(sourceOf(ruby.text, node))};` : otherwise;
}

function caseOf(ruby: Ruby, node: SyntaxNode, tail: boolean): void {
  const { out, text } = ruby;
  const subject = expression(ruby, child(node, 'value'));
  let open = 0;
  for (const part of node.children) {
    if (part.type === 'when' || part.type === 'in_clause') {
      const label = sourceOf(text, child(part, 'pattern'));
      out.add(`if (${/^["'][\w.:-]*["']$/.test(label) ? `${subject} == ${label}` : subject}) {`, part);
      statements(ruby, child(part, 'body')?.children ?? [], tail);
      out.add('} else {', part);
      open += 1;
    } else if (part.type === 'else') statements(ruby, part.children, tail);
  }
  out.add('}'.repeat(open), node);
}

const target = (ruby: Ruby, node: SyntaxNode | null): string => {
  if (!node) return 'let _';
  if (node.type === 'identifier') return `let ${identifier(sourceOf(ruby.text, node))}`;
  if (node.type === 'left_assignment_list')
    return `let [${node.children.map((each) => identifier(sourceOf(ruby.text, each))).join(', ')}]`;
  return expression(ruby, node);
};

export function expression(ruby: Ruby, node: SyntaxNode | null): string {
  const { text } = ruby;
  if (!node) return 'null';
  const source = sourceOf(text, node);
  const of = (field: string): string => expression(ruby, child(node, field));
  switch (node.type) {
    case 'identifier':
      return nameOf(ruby, source);
    case 'constant':
    case 'scope_resolution':
      return constant(ruby, source, node);
    case 'instance_variable':
    case 'class_variable':
      return `this.${propertyName(source)}`;
    case 'self':
      return 'this';
    case 'nil':
      return 'null';
    case 'true':
    case 'false':
      return node.type;
    case 'integer':
      return /^\d+$/.test(source) ? String(Number(source)) : '1';
    case 'simple_symbol':
    case 'hash_key_symbol':
      return quote(source.replace(/^:/, ''));
    case 'string':
    case 'chained_string':
    case 'heredoc_beginning':
    case 'delimited_symbol':
      return stringOf(ruby, node);
    case 'binary': {
      const operator = sourceOf(text, child(node, 'operator'));
      if (/^(?:&&|and)$/.test(operator)) return `(${of('left')} && ${of('right')})`;
      if (/^(?:\|\||or)$/.test(operator)) return `(${of('left')} || ${of('right')})`;
      if (operator === '==' || operator === '!=' || operator === '===')
        return `(${of('left')} ${operator.slice(0, 2)} ${of('right')})`;
      return `(${of('left')} ${/[<>]/.test(operator) ? '<' : '+'} ${of('right')})`;
    }
    case 'unary': {
      const operator = sourceOf(text, child(node, 'operator'));
      return /^(?:!|not)$/.test(operator)
        ? `!(${of('operand')})`
        : operator === 'defined?'
          ? `(${of('operand')})`
          : `[${of('operand')}]`;
    }
    case 'conditional':
      return `(${of('condition')} ? ${of('consequence')} : ${of('alternative')})`;
    case 'assignment': {
      const left = child(node, 'left');
      return `${target(ruby, left)} = ${expression(ruby, child(node, 'right'))}`;
    }
    case 'operator_assignment': {
      const operator = sourceOf(text, child(node, 'operator'));
      const left = of('left');
      return operator === '||=' ? `${left} = (${left} || ${of('right')})` : `${left} = [${left}, ${of('right')}]`;
    }
    case 'element_reference':
      return element(ruby, node);
    case 'call':
      return call(ruby, node);
    case 'parenthesized_statements':
    case 'argument_list':
      return node.children.length === 1
        ? `(${expression(ruby, node.children[0]!).replace(/^let /, '')})`
        : listOf(ruby, node);
    case 'pair':
      return of('value');
    case 'hash':
      return `{ ${node.children
        .filter((each) => each.type === 'pair')
        .map((each) => `${keyOf(ruby, each)}: ${expression(ruby, child(each, 'value'))}`)
        .join(', ')} }`;
    case 'lambda':
    case 'block':
    case 'do_block':
      return blockOf(ruby, node);
    case 'if':
    case 'unless':
    case 'case':
    case 'begin':
    case 'if_modifier':
    case 'unless_modifier':
    case 'rescue_modifier':
      return `(() => { ${ruby.out.inline(() => statement(ruby, node, true))} })()`;
    case 'raise':
      return "'raised'";
    case 'comment':
    case 'return':
      return 'null';
    default:
      return listOf(ruby, node);
  }
}

const listOf = (ruby: Ruby, node: SyntaxNode): string =>
  `[${node.children
    .filter((each) => each.type !== 'comment')
    .map((each) => expression(ruby, each).replace(/^let /, ''))
    .join(', ')}]`;

function keyOf(ruby: Ruby, pair: SyntaxNode): string {
  const key = child(pair, 'key');
  return key?.type === 'hash_key_symbol' || key?.type === 'simple_symbol'
    ? expression(ruby, key)
    : `[${expression(ruby, key)}]`;
}

function blockOf(ruby: Ruby, node: SyntaxNode): string {
  const names = (child(node, 'parameters')?.children ?? []).map((each) =>
    identifier(sourceOf(ruby.text, each).replace(/\W.*$/s, '')),
  );
  const held = child(node, 'body');
  const inner = held && /^(?:block|do_block)$/.test(held.type) ? child(held, 'body') : held;
  return `(${[...new Set(names)].join(', ')}) => { ${ruby.out.inline(() => bodyOf(ruby, inner?.children ?? [], true))} }`;
}

function stringOf(ruby: Ruby, node: SyntaxNode): string {
  const holes = nodesOfType(node, new Set(['interpolation']));
  if (holes.length === 0) return quote(sourceOf(ruby.text, node).replace(/^:?["']|["']$/g, ''));
  return `[${holes.map((hole) => expression(ruby, hole.children[0] ?? null)).join(', ')}]`;
}

/** Names of the language and of the libraries that everybody has: no files of the project. */
const BUILTIN =
  /^(?:Rails|JSON|Time|Date|DateTime|Base64|OpenSSL|Digest|Hash|String|Array|Integer|Float|Logger|ENV|URI|Net|HTTParty|Faraday|Rack|ActiveSupport|ActiveRecord|ActionController|ActionDispatch|ActiveJob|Sentry|Honeybadger|Bugsnag|Rollbar|StandardError|Exception|ArgumentError|Redis|SecureRandom|CGI|I18n|JWT|RSA|RbNaCl|Ed25519|Kernel|Sidekiq|Struct|Set|YAML|ERB|Zlib|Regexp|ObjectSpace|Process|Thread|Mutex)$/;

/** `A::B` becomes a name of its own, imported from where Rails would load it. */
export function constant(ruby: Ruby, source: string, node: SyntaxNode): string {
  const path = source.replace(/^::/, '').replace(/\s+/g, '');
  const parts = path.split('::').map((part) => part.replace(/\W/g, ''));
  const local = parts.join('__');
  if (!/^[A-Z]\w*$/.test(local)) return `[${quote(local)}]`;
  const first = parts[0] ?? '';
  if (!BUILTIN.test(first) && !(parts.length === 1 && ruby.text.includes(`class ${first} `)))
    ruby.out.import(local, path, parts.at(-1)!, node);
  return BUILTIN.test(first) ? parts.join('.') : local;
}

function nameOf(ruby: Ruby, name: string): string {
  if (name === 'params' && !ruby.locals.has(name)) return 'request.body';
  if (name === 'request') return 'request';
  if (ruby.locals.has(name)) return identifier(name);
  if (ruby.methods.has(name)) return ruby.inClass ? `this.${propertyName(name)}()` : `${identifier(name)}()`;
  if (ruby.mixin && VERIFYING.test(name)) return `${ruby.mixin}.${propertyName(name)}(request)`;
  return identifier(name);
}

const VERIFYING = /verif|valid|signature|authentic|authoriz|check_|ensure_|hmac|secure/;
const SETTINGS =
  /^(?:Rails\.application\.credentials|Rails\.application\.secrets|Rails\.configuration|Rails\.application\.config|Settings|Figaro\.env|GlobalConfig|AppConfig|Config|settings|credentials)\b/;

function element(ruby: Ruby, node: SyntaxNode): string {
  const object = child(node, 'object');
  const index = node.children.find((each) => each !== object) ?? null;
  const source = sourceOf(ruby.text, object);
  const key = /^(?:string|simple_symbol)$/.test(index?.type ?? '')
    ? sourceOf(ruby.text, index).replace(/^:|["']/g, '')
    : null;
  const owner = expression(ruby, object);
  if (key !== null) {
    if (source === 'ENV' || SETTINGS.test(source)) return setting(key);
    if (/^(?:request\.)?(?:headers|env)$/.test(source) || owner === 'request.headers')
      return header(key.startsWith('HTTP_') ? headerOfEnv(key) : key);
    return `${owner}[${quote(key)}]`;
  }
  return `${owner}[${expression(ruby, index)}]`;
}

export const argumentsOf = (node: SyntaxNode): SyntaxNode[] =>
  (child(node, 'arguments')?.children ?? []).filter((each) => !/comment|splat|block_argument/.test(each.type));

function call(ruby: Ruby, node: SyntaxNode): string {
  const { text } = ruby;
  const receiver = child(node, 'receiver');
  const name = sourceOf(text, child(node, 'method')) || 'call';
  const args = argumentsOf(node);
  const block = child(node, 'block');
  const list = [...args.map((each) => expression(ruby, each)), ...(block ? [blockOf(ruby, block)] : [])];
  const source = sourceOf(text, receiver);
  if (!receiver) return bareCall(ruby, name, list);
  const first =
    args[0] && /^(?:string|simple_symbol)$/.test(args[0].type) ? sourceOf(text, args[0]).replace(/^:|["']/g, '') : null;
  const known = knownCall(ruby, source, name, list, first) ?? requestCall(source, name, first);
  if (known) return known;
  if (SETTINGS.test(`${source}.${name}`) && source.length < 80 && !block)
    return setting(first ? (args.length > 1 ? sourceOf(text, args.at(-1)!) : first) : name);
  const owner = expression(ruby, receiver);
  if (
    owner.startsWith('process.env.') &&
    /^(?:fetch|dig|\w+)$/.test(name) &&
    list.length === 0 &&
    SETTINGS.test(source)
  )
    return setting(name);
  if (
    /^(?:present\?|any\?|to_s|strip|presence|itself|freeze|dup|with_indifferent_access|permit!?|to_unsafe_h|to_h|to_json)$/.test(
      name,
    )
  )
    return `(${owner})`;
  if (/^(?:blank\?|nil\?|empty\?)$/.test(name)) return `!(${owner})`;
  if (owner === 'request.body' && /^(?:read|string|to_s|require|permit|except|fetch|dig)$/.test(name))
    return `request.body${first && /require|fetch|dig/.test(name) ? `[${quote(first)}]` : ''}`;
  if (/^raise_\w*!?$/.test(name)) return `(() => { throw 'raised' })()`;
  if (name === 'new') return `new ${/^[A-Za-z_$][\w$.]*$/.test(owner) ? owner : 'Object'}(${list.join(', ')})`;
  if (name === 'call' && owner.startsWith('(')) return `${owner}(${list.join(', ')})`;
  return `${owner}.${propertyName(name)}(${list.join(', ')})`;
}

function bareCall(ruby: Ruby, name: string, list: readonly string[]): string {
  const args = list.join(', ');
  if (/^(?:raise|halt|fail)$/.test(name)) return `(() => { throw 'raised' })(${args})`;
  if (name === 'params') return 'request.body';
  if (name === 'new' || name === 'super') return name === 'new' ? 'this' : '0';
  if (ruby.methods.has(name))
    return ruby.inClass ? `this.${propertyName(name)}(${args})` : `${identifier(name)}(${args})`;
  if (name === 'lambda' || name === 'proc') return list[0] ?? 'null';
  if (ruby.mixin && VERIFYING.test(name))
    return `${ruby.mixin}.${propertyName(name)}(${[...list, 'request'].join(', ')})`;
  return `${identifier(name)}(${args})`;
}

/** Digests, comparisons and verifiers of the libraries that everybody has. */
function knownCall(
  ruby: Ruby,
  source: string,
  name: string,
  list: readonly string[],
  first: string | null,
): string | null {
  const args = list.join(', ');
  if (/HMAC$/.test(source) && /^(?:hexdigest|digest|base64digest|new)$/.test(name))
    return `createHmac(${list.slice(1).join(', ')})`;
  if (/^(?:fixed_length_)?secure_compare$|^secure_equals$/.test(name)) return `timingSafeEqual(${args})`;
  if (/Digest(?:::\w+)?$/.test(source) && /hexdigest|digest/.test(name) && /secret|SECRET|key|KEY|token/.test(args))
    return `createHmac(${args})`;
  if (source === 'JWT' && name === 'decode') return list[2] === 'false' ? `JSON.parse(${args})` : `jwtVerify(${args})`;
  if (source === 'JSON' && /^parse/.test(name)) return `JSON.parse(${args})`;
  if (name === 'verify' && /key|Key|Ed25519|cert/.test(source))
    return /RbNaCl|Ed25519|verify_key/.test(source + ruby.text.slice(0, 3000))
      ? `jwtVerify(${args})`
      : `crypto_sign_verify_detached(${args})`;
  if (source === 'ENV' && first !== null)
    return list[1] && !list[1].startsWith('(') ? `(${setting(first)} || ${list[1]})` : setting(first);
  if (source === 'Rails.env') {
    const environment = /^(\w+)\?$/.exec(name)?.[1];
    if (environment) return `(process.env.NODE_ENV == ${quote(environment)})`;
  }
  return null;
}

function requestCall(source: string, name: string, first: string | null): string | null {
  if (source !== 'request')
    return /^request\.(?:headers|env)$/.test(source) && /^(?:fetch|dig)$/.test(name) && first !== null
      ? header(first.startsWith('HTTP_') ? headerOfEnv(first) : first)
      : null;
  if (/^(?:raw_post|body|request_parameters|POST|params|body_stream|query_parameters|parameters)$/.test(name))
    return 'request.body';
  if (/^(?:headers|env)$/.test(name)) return 'request.headers';
  if (/^(?:get_header|fetch_header)$/.test(name) && first !== null)
    return header(first.startsWith('HTTP_') ? headerOfEnv(first) : first);
  return null;
}

/** `post '/webhook' do ... end` of Sinatra and Roda. */
function sinatraRoute(ruby: Ruby, node: SyntaxNode): boolean {
  const { text, out } = ruby;
  const block = child(node, 'block');
  if (node.type !== 'call' || child(node, 'receiver') || !block || sourceOf(text, child(node, 'method')) !== 'post')
    return false;
  const first = argumentsOf(node)[0];
  if (first?.type !== 'string') return false;
  ruby.locals = new Set(nodesOfType(block, new Set(['assignment'])).map((each) => sourceOf(text, child(each, 'left'))));
  const name = out.fresh();
  out.add(`function ${name}(request) {`, node);
  bodyOf(ruby, child(block, 'body')?.children ?? [], true);
  out.add('}', node);
  const route = sourceOf(text, first).replace(/["']/g, '');
  out.route(
    { framework: 'sinatra', route, method: 'POST', name: null, line: node.line, endLine: node.endLine, kind: 'route' },
    name,
  );
  return true;
}
