import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, propertyName, sourceOf, textWith } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import type { Curly } from './curly.ts';
import { importBeside } from './class-beside.ts';
import { nameOf } from './name-of.ts';
import { expression } from './visit.ts';

/** A call, with assignments to its `out` arguments. */
export function lowerCall(curly: Curly, node: SyntaxNode): string {
  if (node.type === 'macro_invocation') return macro(curly, node);
  const filled = (child(node, 'arguments')?.children ?? []).flatMap((each) => filledBy(curly, each) ?? []);
  const call = plainCall(curly, node);
  const [, asked] = filled.length > 0 ? (TAKEN_OUT.exec(call) ?? []) : [];
  if (asked !== undefined) return `(${call} && (${filled[0]} = (${asked})))`;
  return filled.reduce((written, name) => `(${name} = ${written})`, call);
}

/** `TryGetToken(header, out var token)` of the class: it answers whether there is one, and the variable derives from the header. */
const TAKEN_OUT = /^this\.try(?:Get|Parse|Read|Extract)\w{0,60}\(([\w.()[\]'-]{1,120}),/;

/** `root.TryGetProperty("id", out var id)`: the variable of an `out` argument derives from the call. */
const filledBy = (curly: Curly, argument: SyntaxNode): string | null => {
  if (!curly.text.startsWith('out', argument.start)) return null;
  const name = /^out\s+(?:[\w.<>?,[\]]{1,80}\s+)?(\w+)$/.exec(sourceOf(curly.text, argument))?.[1];
  return name === undefined || name === '_' ? null : identifier(name);
};

function plainCall(curly: Curly, node: SyntaxNode): string {
  const { text } = curly;
  const callee = withoutTypes(child(node, 'function'));
  const object = child(node, 'object') ?? child(node, 'scope') ?? ownerOf(callee);
  const nameNode = child(node, 'name') ?? memberOf(callee) ?? callee;
  const name = sourceOf(text, nameNode)
    .replace(/^\??\./, '')
    .replace(/::?<[\s\S]*$|<[\s\S]*$/, '')
    .replace(/^\\/, '');
  const args = argumentsOf(node);
  if (callee && /lambda|func_literal|closure|parenthesized|anonymous/.test(callee.type))
    return `(${expression(curly, callee)})(${args.map((each) => expression(curly, each)).join(', ')})`;
  const list = args.map((each) => expression(curly, each));
  const owner = object ? expression(curly, object) : null;
  const source = sourceOf(text, callee ?? node).slice(0, 200);
  const own = curly.dialect.knownCall(curly, { source, owner, name, list, args, node });
  if (own) return own;
  const spelled = curly.dialect.methodName(name);
  if (owner === null) {
    if (curly.methods.has(name) && !curly.functions.has(name))
      return `this.${propertyName(spelled)}(${list.join(', ')})`;
    return `${identifier(spelled)}(${list.join(', ')})`;
  }
  if (object?.type === 'identifier') importBeside(curly, owner, name, node);
  const from = /^(?:self|static|parent|Self)$/.test(owner) ? 'this' : (curly.types.get(owner) ?? owner);
  if (from === 'this' && curly.mixin && !curly.methods.has(name) && mayBeInherited(name))
    return `${curly.mixin}.${propertyName(spelled)}(${[...list, ...(list.includes('request') ? [] : ['request'])].join(', ')})`;
  return `${from}.${propertyName(spelled)}(${list.join(', ')})`;
}

/** Whether a method of this name may verify, so that it is looked up in the trait or base class. */
const mayBeInherited = (name: string): boolean =>
  /verif|valid|signature|authentic|authori[sz]|^check|^assert|^ensure|hmac|secure|web_?hook|construct/i.test(name);

/** `given.parse::<u64>`: the callee without its type arguments. */
const withoutTypes = (callee: SyntaxNode | null): SyntaxNode | null =>
  callee?.type === 'generic_function' ? child(callee, 'function') : callee;

/** The receiver of a callee. */
const ownerOf = (callee: SyntaxNode | null): SyntaxNode | null =>
  child(callee, 'operand') ??
  child(callee, 'value') ??
  child(callee, 'path') ??
  child(callee, 'expression') ??
  (callee?.type === 'conditional_access_expression' ? child(callee, 'condition') : null);

const memberOf = (callee: SyntaxNode | null): SyntaxNode | null =>
  child(callee, 'field') ??
  child(callee, 'name') ??
  (callee?.type === 'conditional_access_expression' ? (callee.children.at(-1) ?? null) : null);

/**
 * `assert!`, `json!`, `format!`: collects the names among their tokens, also those in a format string: `"{id}.{body}"`.
 */
function macro(curly: Curly, node: SyntaxNode): string {
  const source = sourceOf(curly.text, node);
  if (/^(?:\w+::)*(?:panic|unreachable|todo|bail|unimplemented)!/.test(source.slice(0, 200)))
    return `(() => { throw 'panic' })()`;
  const names = nodesOfType(node, new Set(['identifier']))
    .slice(1, 20)
    .map((each) => sourceOf(curly.text, each));
  const taken = [...source.slice(0, 2000).matchAll(/\{([a-z_]\w{0,60})(?::[^{}"]{0,20})?\}/g)].map(
    (match) => match[1]!,
  );
  const parts = [...names, ...taken.slice(0, 20)].map((each) => nameOf(curly, each));
  // `write!(&mut text, "{byte:02x}")`
  return WRITES.test(source.slice(0, 40)) && names[0] !== undefined
    ? `(${nameOf(curly, names[0])} = [${parts.join(', ')}])`
    : textWith(source.slice(0, 300).replace(FORMATS, ''), parts);
}

const WRITES = /^write(?:ln)?!/;
/** The part before the format string in `format!("https://api.acme.com/v1/payments/{id}")`. */
const FORMATS = /^(?:std::)?format!\s{0,9}\(\s{0,40}/;

/** `new Verifier(secret)`. */
export function creation(curly: Curly, node: SyntaxNode): string {
  const type = child(node, 'type') ?? node.children.find((each) => /name|type|identifier/.test(each.type)) ?? null;
  // `(new self())->isValid($body)`
  if (/^(?:self|static)$/.test(sourceOf(curly.text, type))) return 'this';
  const name = nameOf(
    curly,
    sourceOf(curly.text, type)
      .replace(/<[\s\S]*$/, '')
      .replace(/^\$/, ''),
  );
  importBeside(curly, name, '', node);
  const list = argumentsOf(node).map((each) => expression(curly, each));
  const parts = partsGiven(curly, node);
  if (parts !== null && list.length === 0 && OUTCOME.test(name)) return `(${parts})`;
  if (parts !== null) list.push(parts);
  const own = curly.dialect.knownCall(curly, {
    source: `new ${name}`,
    owner: null,
    name: `new ${name}`,
    list,
    args: argumentsOf(node),
    node,
  });
  return own ?? `new ${/^[\w.]+$/.test(name) ? name : 'Object'}(${list.join(', ')})`;
}

/** `new Order { Id = dto.Id, Total = dto.Total }`: the initializer as an object; null where there is none. */
function partsGiven(curly: Curly, node: SyntaxNode): string | null {
  const given = node.children.find(({ type }) => type === 'initializer_expression')?.children ?? [];
  const parts = given.flatMap((each) => {
    const name = each.type === 'assignment_expression' ? child(each, 'left') : null;
    return name?.type === 'identifier'
      ? `${propertyName(sourceOf(curly.text, name))}: ${expression(curly, child(each, 'right'))}`
      : [];
  });
  return parts.length > 0 ? `{ ${parts.join(', ')} }` : null;
}

/** Types whose properties hold the outcome of a check. */
const OUTCOME = /(?:Result|Outcome|Verification|Validation|Verdict)$/;
