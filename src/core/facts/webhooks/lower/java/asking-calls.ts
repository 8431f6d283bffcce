import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { heldIn, orElse, orThrow } from '../curly/asked-option.ts';
import type { CallParts, Curly } from '../curly/curly.ts';
import { expression } from '../curly/visit.ts';
import { lowerFirst, propertyName, sourceOf } from '../spelling.ts';

/**
 * Lowers calls of Java and common libraries that test something: comparisons, assertions, streams and `Optional`. Null
 * for other calls.
 */
export const askingCall = (curly: Curly, parts: CallParts): string | null =>
  compared(parts) ?? asserted(curly, parts) ?? amongMany(curly, parts) ?? optionalCall(curly, parts);

/**
 * Comparisons: `secret.equals(token)`, `StringUtils.equals(token, secret)`, `Arrays.constantTimeAreEqual(a, b)`,
 * `expected.compareTo(given)`.
 */
function compared({ owner, name, list }: CallParts): string | null {
  const [first, second] = list;
  if (!owner || first === undefined) return null;
  if (/^Boolean\.(?:TRUE|FALSE)$/.test(owner) && name === 'equals')
    return owner.endsWith('TRUE') ? `(${first})` : `!(${first})`;
  if (owner === 'Boolean' && /^(?:valueOf|parseBoolean)$/.test(name)) return `(${first})`;
  if (/^compareTo(?:IgnoreCase)?$/.test(name)) return `${owner}.compare(${first})`;
  if (second === undefined) return EQUALS.test(name) ? `(${owner} == ${first})` : null;
  return STATIC_EQUALS.test(name) && /^(?:\w+\.)*[A-Z]\w*$/.test(owner) ? `(${first} == ${second})` : null;
}

const EQUALS = /^(?:equals|equalsIgnoreCase|contentEquals)$/;
const STATIC_EQUALS =
  /^(?:equals|equalsIgnoreCase|nullSafeEquals|areEqual|constantTimeAreEqual|(?:secure|slow|safe|constantTime|fixedTime)Equals?)$/;

/**
 * Assertions, which end the request if they fail: `Assert.isTrue(valid, "bad signature")` of Spring,
 * `Preconditions.checkArgument(valid)` of Guava.
 */
function asserted({ out }: Curly, { owner, name, list, node }: CallParts): string | null {
  const [condition] = list;
  if (
    condition === undefined ||
    !ASSERTS.test(owner ?? '') ||
    !/^(?:isTrue|state|check(?:Argument|State)|verify)$/.test(name)
  )
    return null;
  out.add(`if (!(${condition})) { throw 'refused'; }`, node);
  return 'true';
}

const ASSERTS = /^(?:Assert|Preconditions|Validate|Verify)$/;

/**
 * Tests of many values: `signatures.anyMatch(expected::equals)`,
 * `signatures.filter(s -> s.equals(expected)).findFirst()`.
 */
function amongMany(curly: Curly, { owner, name, list, args, node }: CallParts): string | null {
  if (!owner) return null;
  if (/^find(?:First|Any)$/.test(name) && list.length === 0) return `(${owner})`;
  if (!args[0]) return null;
  const asked = referred(curly, args[0]) ?? list[0]!;
  if (name === 'filter' && ASKS.test(asked.slice(0, 2000)) && !isOptional(curly, node))
    return `${owner}.filter(${asked})`;
  const how = /^(any|none|all)Match$/.exec(name)?.[1];
  if (how === undefined) return null;
  return `${how === 'none' ? '!' : ''}(${owner}.${how === 'all' ? 'every' : 'some'}(${asked}))`;
}

/**
 * Tests of an optional value: `Optional.ofNullable(token).map(t -> t.equals(secret)).orElse(false)`,
 * `.filter(secret::equals).orElseThrow()`.
 */
function optionalCall(curly: Curly, { owner, name, list, args, node }: CallParts): string | null {
  if (!owner) return null;
  const held = heldIn(owner);
  if (held !== undefined && name === 'orElseThrow') return orThrow(curly, owner, node);
  if (held !== undefined && /^orElse/.test(name)) return orElse(owner, held, /\b(?:true|TRUE)\b/.test(list[0] ?? ''));
  if (!/^(?:map|filter)$/.test(name) || !args[0] || !isOptional(curly, node)) return null;
  const asked = referred(curly, args[0]) ?? list[0]!;
  if (!ASKS.test(asked.slice(0, 2000))) return null;
  const given = curly.out.fresh();
  curly.out.add(`let ${given} = ${owner};`, node);
  const said = `(${given} && (${asked})(${given})`;
  return name === 'map' ? `${said})` : `${said} && ${given})`;
}

const isOptional = ({ text }: Curly, node: SyntaxNode): boolean => OPTIONAL.test(sourceOf(text, node).slice(0, 60));

const OPTIONAL = /^(?:java\.util\.)?(?:Optional\s*\.\s*)?of(?:Nullable)?\(/;
/** A comparison, or a call that compares or verifies. */
const ASKS = / [!=]= |timingSafeEqual\(|crypto_sign_verify_detached\(|\b(?:is_?)?[vV](?:alid|erif)\w*\(/;

/** The function behind a method reference: `expected::equals`, `this::isValid`. Null for other nodes. */
function referred(curly: Curly, node: SyntaxNode): string | null {
  const [, of, method] = /^([^:]{1,300})::(\w{1,100})$/s.exec(sourceOf(curly.text, node)) ?? [];
  const target = node.type === 'method_reference' ? (child(node, 'object') ?? node.children[0]) : null;
  if (!target || of === undefined || method === undefined) return null;
  const owner = expression(curly, target);
  return EQUALS.test(method)
    ? `(each) => { return (${owner} == each); }`
    : `(each) => { return ${owner}.${propertyName(lowerFirst(method))}(each); }`;
}
