import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { block, expression, roleOf } from './curly.ts';
import type { Curly, Dialect } from './curly.ts';
import { header, identifier, propertyName, quote, setting, sourceOf, Writer } from './lowering.ts';

// Classes of PHP, C# and Java: fields by their types, methods with parameters that a framework fills.

const TYPES = /^(?:class_declaration|record_declaration|trait_declaration|enum_declaration|record_struct_declaration)$/;
const METHODS = /^(?:method_declaration|constructor_declaration)$/;
/** Types that say nothing: of the language, of the framework, of data. */
const PLAIN_TYPE =
  /^(?:string|int|bool|array|mixed|float|void|self|String|Integer|Long|Boolean|Object|List|Map|Task|Request|Response|Closure|JsonResponse|ILogger|Logger|LoggerInterface|IConfiguration|IOptions|ObjectMapper|CancellationToken|HttpRequest|HttpContext|HttpServletRequest|JsonNode|JsonElement|ResponseEntity|RestTemplate|HttpClient|IHttpClientFactory|Environment|DateTime|Guid)$/;

export type Method = { node: SyntaxNode; name: string; owner: string; source: string };
export type ClassParts = { node: SyntaxNode; name: string; methods: readonly Method[] };

export function makeCurly(
  language: Curly['language'],
  path: string,
  text: string,
  root: SyntaxNode,
  dialect: Dialect,
): Curly {
  const names = (types: ReadonlySet<string>): Set<string> =>
    new Set(nodesOfType(root, types).map((node) => sourceOf(text, child(node, 'name'))));
  return {
    text,
    path,
    out: new Writer(),
    dialect,
    language,
    names: new Map(),
    fields: new Map(),
    functions: names(new Set(['function_definition', 'function_declaration', 'local_function_statement'])),
    methods: names(new Set(['method_declaration'])),
    fails: false,
    results: new Map(),
  };
}

/** Writes the classes of a file and gives their methods for the finders of handlers. */
export function lowerClasses(curly: Curly, root: SyntaxNode): ClassParts[] {
  const found: ClassParts[] = [];
  for (const node of nodesOfType(root, new Set('class_declaration record_declaration trait_declaration'.split(' ')))) {
    if (TYPES.test(node.type)) found.push(classOf(curly, node));
  }
  return found;
}

function classOf(curly: Curly, node: SyntaxNode): ClassParts {
  const { text, out, dialect } = curly;
  const name = identifier(sourceOf(text, child(node, 'name')));
  const members = child(node, 'body')?.children ?? [];
  const methods: Method[] = members
    .filter((each) => METHODS.test(each.type))
    .map((each) => ({
      node: each,
      name: sourceOf(text, child(each, 'name')),
      owner: name,
      source: sourceOf(text, each),
    }));
  readFields(curly, node);
  if (curly.language === 'php')
    curly.names.set('this', /extends\s+FormRequest/.test(sourceOf(text, node).slice(0, 200)) ? 'request' : 'this');
  out.add(`export class ${name} {`, node);
  for (const method of methods) {
    const body = child(method.node, 'body');
    if (!body || method.node.type === 'constructor_declaration') continue;
    methodOf(curly, method, propertyName(dialect.methodName(method.name)), body);
  }
  out.add('}', node);
  return { node, name, methods };
}

/** Fields and parameters of the constructor: what is called on them is called on their class. */
function readFields(curly: Curly, node: SyntaxNode): void {
  const { text } = curly;
  curly.fields = new Map();
  for (const part of nodesOfType(
    node,
    new Set([
      'field_declaration',
      'property_declaration',
      'property_promotion_parameter',
      'parameter',
      'formal_parameter',
      'simple_parameter',
    ]),
  )) {
    const inMethod =
      /parameter/.test(part.type) &&
      !/constructor_declaration|parameter_list|class_declaration/.test(part.parent?.parent?.type ?? '') &&
      sourceOf(text, child(part.parent?.parent ?? null, 'name')) !== '__construct';
    if (inMethod) continue;
    const inner = part.children.find((each) => each.type === 'variable_declaration') ?? part;
    const type = sourceOf(text, child(inner, 'type') ?? child(part, 'type')).replace(/^\?/, '');
    const element = inner.children.find((each) => /variable_declarator|property_element/.test(each.type));
    const name = sourceOf(
      text,
      child(element ?? null, 'name') ?? child(inner, 'name') ?? element?.children[0] ?? null,
    ).replace(/^\$/, '');
    const value = /@Value\(\s*"\$\{([\w.-]+)(?::[^}]*)?\}"/.exec(sourceOf(text, part))?.[1];
    if (value) curly.fields.set(name, setting(value));
    else if (/^\\?[A-Z][\w\\]*$/.test(type) && !PLAIN_TYPE.test(type))
      curly.fields.set(name, typeName(curly, type, part));
  }
}

/** A class of the project by its name; imported from itself where the file says no more. */
export function typeName(curly: Curly, type: string, node: SyntaxNode): string {
  const plain = type.replace(/^\\/, '').replace(/<[\s\S]*$/, '');
  const last = identifier(plain.split(/[\\.]/).at(-1) ?? plain);
  if (!curly.out.imported(last)) curly.out.import(last, plain, last, node);
  return last;
}

function methodOf(curly: Curly, method: Method, head: string, body: SyntaxNode): void {
  const before = new Map(curly.names);
  const { names, lets } = parameters(curly, method.node);
  curly.out.add(`${head}(${names.join(', ')}) {`, method.node);
  for (const each of lets) curly.out.add(each, method.node);
  if (/block|compound_statement/.test(body.type)) block(curly, body, true);
  else
    curly.out.add(
      `return ${expression(curly, body.type === 'arrow_expression_clause' ? (body.children[0] ?? null) : body)};`,
      body,
    );
  curly.out.add('}', method.node);
  curly.names = before;
}

export function parameters(curly: Curly, node: SyntaxNode): { names: string[]; lets: string[] } {
  const { text, language } = curly;
  const names: string[] = [];
  const lets: string[] = [];
  for (const part of child(node, 'parameters')?.children ?? []) {
    if (part.type.includes('comment')) continue;
    const type = sourceOf(text, child(part, 'type')).replace(/^\?/, '');
    const name = sourceOf(text, child(part, 'name')).replace(/^[&.$]+/, '');
    const source = sourceOf(text, part);
    if (name === '') continue;
    const role = roleOf(language, type, name);
    const filled = filledBy(source, name);
    if (filled) lets.push(`let ${identifier(name)} = ${filled};`);
    else if (role) {
      curly.names.set(name, role);
      names.push(role);
    } else if (
      language !== 'php' &&
      /^I?[A-Z]\w*(?:Service|Verifier|Validator|Handler|Orchestrator|Provider|Gateway)$/.test(type)
    )
      curly.names.set(name, typeName(curly, type, part));
    else names.push(identifier(name));
  }
  if (!names.includes('request')) names.push('request');
  return { names: [...new Set(names)], lets };
}

function filledBy(source: string, name: string): string | null {
  const named = /(?:FromHeader|RequestHeader)\s*\(\s*(?:(?:Name|value|name)\s*=\s*)?"([\w-]+)"/.exec(source)?.[1];
  if (named) return header(named);
  if (/FromHeader|@RequestHeader/.test(source))
    return /Map|HttpHeaders/.test(source) ? 'request.headers' : header(name.replace(/([a-z])([A-Z])/g, '$1-$2'));
  if (/FromBody|@RequestBody|FromForm|@ModelAttribute/.test(source)) return 'request.body';
  if (/@RequestParam|FromQuery|FromRoute|@PathVariable/.test(source))
    return /Map</.test(source) ? 'request.body' : `request.query[${quote(name)}]`;
  return null;
}
