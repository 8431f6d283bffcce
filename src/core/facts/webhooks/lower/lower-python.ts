import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { header, headerOfEnv, identifier, propertyName, quote, setting, sourceOf, Writer } from './lowering.ts';
import type { Lower } from './lowering.ts';
// Routes hold expressions, and expressions are lowered here: the two call each other.
// oxlint-disable-next-line import/no-cycle
import { addClassRoutes, addFunctionRoutes, readRouters } from './python-routes.ts';
import type { Routers } from './python-routes.ts';

/** What the lowering of one Python file carries along. */
export type Python = { text: string; path: string; out: Writer; routers: Routers };

/** Python to the common language, with the handlers of Flask, FastAPI, Django, DRF, Frappe and plain servers. */
export const lowerPython: Lower = (path, text, root) => {
  const python: Python = { text, path, out: new Writer(), routers: readRouters(text, root) };
  for (const node of root.children) topLevel(python, node);
  return python.out.finish();
};

function topLevel(python: Python, node: SyntaxNode): void {
  const definition = node.type === 'decorated_definition' ? child(node, 'definition') : node;
  const decorators = node.children.filter((each) => each.type === 'decorator');
  if (definition?.type === 'function_definition') {
    declare(python, definition, 'export ');
    addFunctionRoutes(python, definition, decorators);
  } else if (definition?.type === 'class_definition') {
    classOf(python, definition);
    addClassRoutes(python, definition, decorators);
  } else if (!aliasOf(python, node)) statement(python, node);
}

/** `ServiceDep = Annotated[Service, Depends(make)]`: the name stands for the service. */
function aliasOf(python: Python, node: SyntaxNode): boolean {
  const source = node.type === 'expression_statement' ? sourceOf(python.text, node).slice(0, 300) : '';
  const match = /^(\w+)\s*=\s*Annotated\[\s*([A-Z]\w*)\s*,\s*(?:Depends\(\s*(\w+))?/.exec(source);
  if (!match?.[1] || !match[2]) return false;
  const maker = match[3] ? python.text.indexOf(`def ${match[3]}(`) : -1;
  const made = maker === -1 ? null : /->\s*["']?([A-Z]\w*)/.exec(python.text.slice(maker, maker + 400))?.[1];
  python.out.add(`export const ${identifier(match[1])} = ${identifier(made ?? match[2])};`, node);
  return true;
}

function classOf(python: Python, node: SyntaxNode): void {
  python.out.add(`export class ${identifier(sourceOf(python.text, child(node, 'name')))} {`, node);
  for (const member of child(node, 'body')?.children ?? []) {
    const definition = member.type === 'decorated_definition' ? child(member, 'definition') : member;
    if (definition?.type === 'function_definition') declare(python, definition, null);
  }
  python.out.add('}', node);
}

/** A function or, without a prefix, a method. */
function declare(python: Python, node: SyntaxNode, prefix: string | null): void {
  const { out, text } = python;
  if (prefix === null && isAbstract(python, node)) return;
  const name = sourceOf(text, child(node, 'name'));
  const { names, lets } = parameters(python, node);
  const head =
    prefix === null
      ? name === '__init__'
        ? 'constructor'
        : propertyName(name)
      : `${prefix}function ${identifier(name)}`;
  out.add(`${head}(${names.join(', ')}) {`, node);
  for (const each of lets) out.add(each, node);
  block(python, child(node, 'body'), true);
  out.add('}', node);
}

/** A method that only says what others have to do. */
const isAbstract = (python: Python, node: SyntaxNode): boolean =>
  (child(node, 'body')?.children ?? []).every((each) =>
    /^(?:\.\.\.$|pass$|"""|raise NotImplementedError|#)/.test(sourceOf(python.text, each)),
  );

type Parameters = { names: string[]; lets: string[] };

/** Parameters that a framework fills are written as what fills them: headers, the body, the answer of a dependency. */
function parameters(python: Python, node: SyntaxNode): Parameters {
  const { text } = python;
  const names: string[] = [];
  const lets: string[] = [];
  for (const part of child(node, 'parameters')?.children ?? []) {
    const source = sourceOf(text, part);
    const written = /^\**\s*(\w+)/.exec(source)?.[1];
    if (!written || written === 'self' || written === 'cls') continue;
    const name = identifier(written);
    const filled = filledBy(source, written) ?? injected(python, part);
    if (filled === 'request') {
      names.unshift('request');
      if (name !== 'request') lets.push(`let ${name} = request;`);
    } else if (filled) lets.push(`let ${name} = ${filled};`);
    else names.push(name);
  }
  const body = sourceOf(text, child(node, 'body'));
  if (!names.includes('request') && (/\brequest\b|\bfrappe\b|self\.headers|self\.rfile/.test(body) || lets.length > 0))
    names.push('request');
  return { names: [...new Set(names)], lets };
}

function filledBy(source: string, name: string): string | null {
  const dependency = /\b(?:Depends|Security)\(\s*([\w.]+)/.exec(source)?.[1];
  if (dependency) return `${dependency}(request)`;
  if (/\bHeader\(/.test(source))
    return header(/alias\s*=\s*["']([\w-]+)["']/.exec(source)?.[1] ?? name.replace(/_/g, '-'));
  if (/\b(?:Body|Form|File)\(/.test(source) || source.startsWith('**')) return 'request.body';
  if (/\b(?:Query|Path|Cookie)\(/.test(source)) return `request.query[${quote(name)}]`;
  if (/:\s*(?:[\w.]+\.)?(?:Http)?Request\b/.test(source) || name === 'request' || name === 'req') return 'request';
  if (/^(?:event)$/.test(name) && /^event\s*(?:$|:\s*(?:dict|Dict|Any))/.test(source)) return null;
  return null;
}

/** A service that a framework makes: named by its imported type. */
function injected(python: Python, part: SyntaxNode): string | null {
  const type = sourceOf(python.text, child(part, 'type'));
  return /^[A-Z]\w*$/.test(type) && python.out.imported(type) ? identifier(type) : null;
}

/** `tail`: nothing of the function comes after it, so that the ends of its branches are returns. */
function block(python: Python, node: SyntaxNode | null, tail = false): void {
  const statements = node?.children.filter((each) => each.type !== 'comment') ?? [];
  for (const each of statements) statement(python, each, tail && each === statements.at(-1));
}

function statement(python: Python, node: SyntaxNode, tail = false): void {
  const { out } = python;
  switch (node.type) {
    case 'expression_statement':
      for (const part of node.children) out.add(`${expressionOrAssignment(python, part)};`, node);
      return;
    case 'return_statement':
      out.add(node.children[0] ? `return ${expression(python, node.children[0])};` : 'return;', node);
      return;
    case 'raise_statement':
      out.add(`throw ${node.children[0] ? expression(python, node.children[0]) : "'again'"};`, node);
      return;
    case 'if_statement':
      return ifStatement(python, node, tail);
    case 'for_statement':
      out.add(
        `for (const ${pattern(python, child(node, 'left'))} of ${expression(python, child(node, 'right'))}) {`,
        node,
      );
      block(python, child(node, 'body'));
      return out.add('}', node);
    case 'while_statement':
      out.add(`while (${expression(python, child(node, 'condition'))}) {`, node);
      block(python, child(node, 'body'));
      return out.add('}', node);
    case 'try_statement':
      return tryStatement(python, node, tail);
    case 'with_statement':
      return withStatement(python, node, tail);
    case 'match_statement':
      return matchStatement(python, node);
    case 'function_definition':
      return declare(python, node, '');
    case 'decorated_definition': {
      const inner = child(node, 'definition');
      if (inner?.type === 'function_definition') {
        declare(python, inner, '');
        addFunctionRoutes(
          python,
          inner,
          node.children.filter((each) => each.type === 'decorator'),
        );
      }
      return;
    }
    case 'assert_statement':
      return out.add(`if (!(${expression(python, node.children[0] ?? null)})) throw 'assertion';`, node);
    case 'break_statement':
      return out.add('break;', node);
    case 'continue_statement':
      return out.add('continue;', node);
    case 'import_statement':
    case 'import_from_statement':
      return importStatement(python, node);
    case 'import_star':
      return;
    case 'block':
      return block(python, node);
    case 'delete_statement':
    case 'pass_statement':
    case 'comment':
    case 'global_statement':
    case 'nonlocal_statement':
      return;
    default:
      if (/_(?:definition|statement)$/.test(node.type) || node.type === 'ERROR') return;
      out.add(`${expression(python, node)};`, node);
  }
}

function ifStatement(python: Python, node: SyntaxNode, tail: boolean): void {
  const { out } = python;
  out.add(`if (${expression(python, child(node, 'condition'))}) {`, node);
  block(python, child(node, 'consequence'), tail);
  if (tail) out.add('return;', node);
  let open = 1;
  for (const part of node.children) {
    if (part.type === 'elif_clause') {
      out.add(`} else { if (${expression(python, child(part, 'condition'))}) {`, part);
      block(python, child(part, 'consequence'), tail);
      if (tail) out.add('return;', part);
      open += 1;
    } else if (part.type === 'else_clause') {
      out.add('} else {', part);
      block(python, child(part, 'body'), tail);
      if (tail) out.add('return;', part);
    }
  }
  out.add('}'.repeat(open), node);
}

/** Handlers of these alone have nothing to do with a signature that does not fit. */
const OTHER_ERRORS =
  /^(?!.*(?:Sign|Verif|Invalid|Value|Error\)|Webhook|Auth|Forbid))(?:.*(?:Json|JSON|Key|Type|Attribute|DoesNotExist|Integrity|Timeout|NotFound|Unicode|Index|Connection|HTTPStatus|Validation|Import|OS|IO)\w*)/;

function tryStatement(python: Python, node: SyntaxNode, tail: boolean): void {
  const { out, text } = python;
  out.add('try {', node);
  block(python, child(node, 'body'), tail);
  for (const part of node.children) if (part.type === 'else_clause') block(python, child(part, 'body'));
  const handlers = node.children.filter((part) => part.type === 'except_clause' || part.type === 'except_group_clause');
  if (handlers.length > 0) {
    out.add('} catch (error) {', node);
    let open = 0;
    for (const [index, part] of handlers.entries()) {
      const body = part.children.find((each) => each.type === 'block') ?? null;
      const kinds = sourceOf(text, part).slice(6, body ? body.start - part.start : 100);
      if (handlers.length > 1 && OTHER_ERRORS.test(kinds)) continue;
      if (index < handlers.length - 1) {
        out.add('if (error.kind) {', part);
        open += 1;
      }
      block(python, body, tail);
      if (index < handlers.length - 1) out.add('} else {', part);
    }
    if (
      open > 0 &&
      /except\s*:|Exception\b/.test(sourceOf(text, handlers.at(-1)!).slice(0, 40)) === false &&
      OTHER_ERRORS.test(sourceOf(text, handlers.at(-1)!).slice(6, 80))
    )
      out.add("throw 'again';", node);
    out.add('}'.repeat(open), node);
  }
  const last = node.children.find((part) => part.type === 'finally_clause');
  if (last) {
    out.add('} finally {', last);
    block(python, last.children.find((each) => each.type === 'block') ?? null);
  } else if (handlers.length === 0) out.add('} finally {', node);
  out.add('}', node);
}

function withStatement(python: Python, node: SyntaxNode, tail: boolean): void {
  for (const clause of node.children) {
    if (clause.type !== 'with_clause') continue;
    for (const item of clause.children) {
      const held = child(item, 'value') ?? item.children[0] ?? null;
      if (held?.type === 'as_pattern') {
        const alias = child(held, 'alias');
        python.out.add(
          `let ${pattern(python, alias?.children[0] ?? alias)} = ${expression(python, held.children[0] ?? null)};`,
          item,
        );
      } else python.out.add(`${expression(python, held)};`, item);
    }
  }
  block(python, child(node, 'body'), tail);
}

function matchStatement(python: Python, node: SyntaxNode): void {
  const { out, text } = python;
  const subject = expression(python, child(node, 'subject'));
  let open = 0;
  for (const part of child(node, 'body')?.children ?? []) {
    if (part.type !== 'case_clause') continue;
    const label = part.children[0] ?? null;
    const literal = /^["'][\w.:-]*["']$/.test(sourceOf(text, label)) ? sourceOf(text, label) : null;
    out.add(`if (${literal ? `${subject} == ${literal}` : subject}) {`, part);
    block(python, child(part, 'consequence'));
    out.add('} else {', part);
    open += 1;
  }
  out.add('}'.repeat(open), node);
}

/** Modules that tell nothing about a request and are not followed. */
const PLAIN_MODULES =
  /^(?:os|sys|re|json|hmac|hashlib|base64|time|datetime|logging|typing|uuid|secrets|functools|itertools|collections|asyncio|pathlib|decimal|urllib|http|enum|dataclasses|abc|traceback|flask|fastapi|starlette|django|rest_framework|sqlalchemy|pydantic|celery|requests|httpx|aiohttp|redis|structlog|sentry_sdk|frappe|quart|sanic|tornado|bottle|falcon|cryptography|nacl|jwt|ecdsa|Crypto|werkzeug|decouple|environ|dotenv|boto3|loguru)(?:\.|$)/;

function importStatement(python: Python, node: SyntaxNode): void {
  const { out, text } = python;
  const from = child(node, 'module_name');
  const module = from ? sourceOf(text, from) : null;
  if (module !== null && PLAIN_MODULES.test(module) && !KEPT_MODULES.test(module)) return;
  for (const part of node.children) {
    if (part.field !== 'name') continue;
    const name = sourceOf(text, part.type === 'aliased_import' ? child(part, 'name') : part);
    const alias = part.type === 'aliased_import' ? sourceOf(text, child(part, 'alias')) : null;
    if (module !== null && name !== '*') importName(python, module, name, alias, node);
    else if (module !== null) out.add(`export * from ${quote(module)};`, node);
    else if (!PLAIN_MODULES.test(name) && (alias || !name.includes('.')))
      out.import(identifier(alias ?? name), name, '*', node);
  }
}

/** A name in small letters whose members are called is most likely a module. */
function importName(python: Python, module: string, name: string, alias: string | null, node: SyntaxNode): void {
  const local = alias ?? name;
  const isModule =
    /^[a-z_]+$/.test(local) && /^[\w.]+$/.test(local) && new RegExp(`\\b${local}\\.[a-z_]+\\(`).test(python.text);
  if (isModule) python.out.import(identifier(local), `${module}${module.endsWith('.') ? '' : '.'}${name}`, '*', node);
  else {
    python.out.import(identifier(local), module, propertyName(name), node);
    if (python.path.endsWith('__init__.py'))
      python.out.add(`export { ${propertyName(name)} as ${identifier(local)} } from ${quote(module)};`, node);
  }
}

const KEPT_MODULES = /^(?:google\.|sentry)/;

/** Names on the left of an assignment. */
function pattern(python: Python, node: SyntaxNode | null): string {
  if (!node) return '_';
  if (node.type === 'identifier') return identifier(sourceOf(python.text, node));
  if (/pattern_list|tuple_pattern|list_pattern|tuple|list$/.test(node.type))
    return `[${node.children.map((part) => pattern(python, part)).join(', ')}]`;
  return expression(python, node);
}

function expressionOrAssignment(python: Python, node: SyntaxNode): string {
  if (node.type !== 'assignment' && node.type !== 'augmented_assignment') return expression(python, node);
  const left = child(node, 'left');
  const right = child(node, 'right');
  if (!right) return '0';
  const held = right.type === 'assignment' ? expressionOrAssignment(python, right) : expression(python, right);
  if (node.type === 'augmented_assignment') return `${pattern(python, left)} = [${pattern(python, left)}, ${held}]`;
  const target = pattern(python, left);
  return /^[\w$]+$/.test(target) || target.startsWith('[') ? `let ${target} = ${held}` : `${target} = ${held}`;
}

/** An expression; what has no counterpart becomes the list of its parts. */
export function expression(python: Python, node: SyntaxNode | null): string {
  const { text } = python;
  if (!node) return 'null';
  const of = (field: string): string => expression(python, child(node, field));
  switch (node.type) {
    case 'identifier':
      return nameOf(python, sourceOf(text, node));
    case 'true':
    case 'false':
      return node.type;
    case 'none':
      return 'null';
    case 'integer':
    case 'float':
      return /^[\d_.]+$/.test(sourceOf(text, node)) ? String(Number(sourceOf(text, node).replace(/_/g, '')) || 0) : '1';
    case 'string':
    case 'concatenated_string':
      return stringOf(python, node);
    case 'attribute':
      return attribute(python, node);
    case 'subscript':
      return subscript(python, node);
    case 'call':
      return call(python, node);
    case 'boolean_operator':
      return `(${of('left')} ${sourceOf(text, child(node, 'operator')) === 'and' ? '&&' : '||'} ${of('right')})`;
    case 'not_operator':
      return `!(${of('argument')})`;
    case 'comparison_operator':
      return comparison(python, node);
    case 'conditional_expression': {
      const [yes, condition, no] = node.children.filter((each) => each.type !== 'comment');
      return `(${expression(python, condition ?? null)} ? ${expression(python, yes ?? null)} : ${expression(python, no ?? null)})`;
    }
    case 'binary_operator':
      return `(${of('left')} + ${of('right')})`;
    case 'await':
    case 'parenthesized_expression':
      return `(${expression(python, node.children.find((each) => each.type !== 'comment') ?? null)})`;
    case 'named_expression':
      return `(${identifier(sourceOf(text, child(node, 'name')))} = ${of('value')})`;
    case 'keyword_argument':
      return of('value');
    case 'lambda':
      return `(${(child(node, 'parameters')?.children ?? []).map((each) => identifier(sourceOf(text, each).split(/[=:]/)[0] ?? '')).join(', ')}) => (${of('body')})`;
    case 'dictionary':
      return `{ ${node.children
        .filter((each) => each.type === 'pair')
        .map((each) => pair(python, each))
        .join(', ')} }`;
    case 'comment':
      return 'null';
    default:
      return `[${node.children
        .filter((each) => each.type !== 'comment')
        .map((each) => expression(python, each))
        .join(', ')}]`;
  }
}

function pair(python: Python, node: SyntaxNode): string {
  const key = child(node, 'key');
  const name = key?.type === 'string' ? stringOf(python, key) : `[${expression(python, key)}]`;
  return `${name}: ${expression(python, child(node, 'value'))}`;
}

const nameOf = (_python: Python, name: string): string =>
  name === 'req' ? 'request' : name === 'self' ? 'this' : identifier(name);

function stringOf(python: Python, node: SyntaxNode): string {
  const holes: SyntaxNode[] = [];
  let literal = '';
  for (const part of node.type === 'concatenated_string'
    ? node.children.flatMap((each) => each.children)
    : node.children) {
    if (part.type === 'interpolation') holes.push(part);
    if (part.type === 'string_content') literal += sourceOf(python.text, part);
  }
  if (holes.length === 0) return quote(literal);
  return `[${holes.map((hole) => expression(python, child(hole, 'expression') ?? hole.children[0] ?? null)).join(', ')}]`;
}

function comparison(python: Python, node: SyntaxNode): string {
  const operator = node.children.find((each) => each.field === 'operators');
  const [left, right] = node.children.filter((each) => each.field !== 'operators' && each.type !== 'comment');
  const a = expression(python, left ?? null);
  const b = expression(python, right ?? null);
  const sign = operator ? sourceOf(python.text, operator).replace(/\s+/g, ' ') : '==';
  if (sign === '==' || sign === 'is') return `(${a} == ${b})`;
  if (sign === '!=' || sign === 'is not' || sign === '<>') return `(${a} != ${b})`;
  if (sign === 'in' || sign === 'not in') {
    const held = left?.type === 'string' && /headers$/.test(b) ? `${b}[${a}]` : `${b}.includes(${a})`;
    return sign === 'in' ? `(${held})` : `!(${held})`;
  }
  return `(${a} < ${b})`;
}

const SETTINGS =
  /(?:^|\.)(?:settings|config|conf|cfg|get_settings\(\)|get_config\(\)|Config|Settings|app_settings|env|secrets)$/;
const REQUESTS =
  /^(?:self\.request|flask\.request|frappe\.request|frappe\.local\.request|request\._request|info\.context)$/;
const BODIES = /^(?:data|form|POST|values|json|body|stream|get_json|get_data|FILES|form_dict|query_params|post)$/;

function attribute(python: Python, node: SyntaxNode): string {
  const { text } = python;
  const source = sourceOf(text, node);
  const object = sourceOf(text, child(node, 'object'));
  const name = sourceOf(text, child(node, 'attribute'));
  if (REQUESTS.test(source)) return 'request';
  if (source === 'frappe.form_dict' || source === 'frappe.local.form_dict' || source === 'self.rfile')
    return 'request.body';
  if (source === 'self.headers') return 'request.headers';
  if (SETTINGS.test(object) && !/^(?:get|items|keys|copy)$/.test(name) && object.length < 60) return setting(name);
  const owner = expression(python, child(node, 'object'));
  if (owner === 'request' && BODIES.test(name)) return 'request.body';
  if (owner === 'request' && name === 'META') return 'request.headers';
  return `${owner}.${propertyName(name)}`;
}

function subscript(python: Python, node: SyntaxNode): string {
  const object = expression(python, child(node, 'value'));
  const index = child(node, 'subscript');
  const source = sourceOf(python.text, child(node, 'value'));
  if (index?.type === 'string') {
    const name = literalOf(python, index);
    if (/environ$/.test(source) || (SETTINGS.test(source) && source.length < 60)) return setting(name);
    if (object === 'request.headers') return header(name.startsWith('HTTP_') ? headerOfEnv(name) : name);
    return `${object}[${quote(name)}]`;
  }
  return index?.type === 'slice' ? `${object}.slice(1)` : `${object}[${expression(python, index)}]`;
}

const literalOf = (python: Python, node: SyntaxNode): string =>
  node.children.map((part) => (part.type === 'string_content' ? sourceOf(python.text, part) : '')).join('');

export const argumentsOf = (node: SyntaxNode): SyntaxNode[] =>
  (child(node, 'arguments')?.children ?? []).filter((each) => each.type !== 'comment');

function call(python: Python, node: SyntaxNode): string {
  const { text } = python;
  const callee = child(node, 'function');
  const source = sourceOf(text, callee);
  const args = argumentsOf(node).filter((each) => !/splat/.test(each.type));
  const list = args.map((each) => expression(python, each));
  const name = source.slice(source.lastIndexOf('.') + 1);
  const first = args[0]?.type === 'string' ? literalOf(python, args[0]) : null;
  const fallback = list[1] && list[1] !== 'null' ? list[1] : null;
  if (first !== null && isSetting(source, name))
    return fallback ? `(${setting(first)} || ${fallback})` : setting(first);
  if (source === 'frappe.get_request_header' && first !== null) return header(first);
  if (name === 'get' && first !== null && callee?.type === 'attribute') {
    const owner = expression(python, child(callee, 'object'));
    if (owner === 'request.headers') return header(first.startsWith('HTTP_') ? headerOfEnv(first) : first);
    if (/^request(?:\.body)?$/.test(owner)) return `request.body[${quote(first)}]`;
  }
  const known = knownCall(source, name, list, sourceOf(text, node));
  if (known) return known;
  const target = expression(python, callee);
  if (/^request\.body$/.test(target) || /^request\.body\.read$/.test(target)) return 'request.body';
  if (/^(?:[A-Z]\w*(?:Error|Exception))$/.test(name)) return `new ${identifier(name)}(${list.join(', ')})`;
  return `${callee?.type === 'lambda' ? `(${target})` : target}(${list.join(', ')})`;
}

const isSetting = (source: string, name: string): boolean =>
  /^(?:os\.getenv|getenv|os\.environ\.get|environ\.get|config|env|env\.(?:str|get)|decouple\.config|get_env|get_secret)$/.test(
    source,
  ) ||
  (name === 'get' && SETTINGS.test(source.slice(0, -4)) && source.length < 60) ||
  (/^(?:get_password|get_single_value)$/.test(name) && source.length < 60);

/** Digests, comparisons and verifiers of the libraries that everybody has. */
function knownCall(source: string, name: string, list: readonly string[], whole: string): string | null {
  const args = list.join(', ');
  if (/^(?:hmac\.(?:new|HMAC|digest)|HMAC\.new|HMAC)$/.test(source)) return `createHmac(${args})`;
  if (/^(?:compare_digest|constant_time_compare|safe_str_cmp|const_compare|bytes_eq|constant_time_equals)$/.test(name))
    return `timingSafeEqual(${args})`;
  if (/^(?:hashlib\.)?(?:sha256|sha512|sha1|md5)$/.test(source) && /secret|key|token/i.test(whole))
    return `createHmac(${args})`;
  if (/^(?:json|simplejson|orjson|ujson)\.loads$/.test(source)) return `JSON.parse(${args})`;
  if (/^jwt\.decode$/.test(source))
    return /verify_signature["']?\s*[:=]\s*False|verify\s*=\s*False/.test(whole)
      ? `JSON.parse(${args})`
      : `jwtVerify(${args})`;
  if (name === 'verify' && /VerifyKey|verify_key|public_key|publickey|pubkey|ed25519|\bhmac|\bkey\b/i.test(source))
    return `jwtVerify(${args})`;
  if (/^(?:abort)$/.test(name)) return `(() => { throw 'abort' })(${args})`;
  if (/^frappe\.throw$/.test(source)) return `(() => { throw 'forbidden' })()`;
  return null;
}
