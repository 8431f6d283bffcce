import type { SyntaxNode } from '../../syntax.ts';
import { child } from '../../syntax.ts';
import type { Language } from './language.ts';
import type { Origin } from '../state/value.ts';

/** A JavaScript or TypeScript file, or one lowered to the common language: its tree and its top-level names. */
export type Program = {
  text: string;
  root: SyntaxNode;
  /** Local name -> import; `*` is the namespace. */
  imports: ReadonlyMap<string, Origin>;
  /** Top-level functions and classes, and initial values of variables. */
  declared: ReadonlyMap<string, SyntaxNode>;
  /**
   * Named functions and instances at any depth, the first of each name:
   * `register(app) { const take = (req, res) => {} }`.
   */
  inner: ReadonlyMap<string, SyntaxNode>;
  language: Language;
  /** Exported name -> its declaration or expression. */
  exported: ReadonlyMap<string, SyntaxNode>;
  reexports: readonly { name: string; module: string; from: string; node: SyntaxNode }[];
  /** Class name -> method name -> method. */
  methods: ReadonlyMap<string, ReadonlyMap<string, SyntaxNode>>;
  /** Field of any class -> its initial value or type annotation. */
  fields: ReadonlyMap<string, SyntaxNode>;
  /** Static fields that hold a named value, `static handle = handle`, and, as `INHERITED`, the base class. */
  statics: readonly { owner: string; name: string; node: SyntaxNode }[];
  /** Method name -> the first method of that name in any class. */
  anyMethod: ReadonlyMap<string, SyntaxNode>;
  /** The framework imports undeclared names by itself (Nuxt, Nitro). */
  autoImports: boolean;
};

/** The name that stands for everything that a class inherits. */
export const INHERITED = '*';

/** Node types of functions. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  'function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
  'generator_function',
  'generator_function_declaration',
]);

const WRAPPERS: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'type_assertion',
  'await_expression',
  'expression_statement',
]);

/**
 * Whether the whole text of a file matches a pattern. Memoized per file: hundreds of its handlers and calls may ask.
 */
export function says(program: Pick<Program, 'text'>, pattern: RegExp): boolean {
  const known = SAID.get(program) ?? new Map<string, boolean>();
  SAID.set(program, known);
  const said = known.get(pattern.source) ?? pattern.test(program.text);
  known.set(pattern.source, said);
  return said;
}

const SAID = new WeakMap<Pick<Program, 'text'>, Map<string, boolean>>();

/** The expression inside parentheses, casts and `await`. */
export function bare(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (WRAPPERS.has(inner.type)) {
    const next =
      inner.type === 'type_assertion' ? inner.children.at(-1) : inner.children.find((c) => c.type !== 'comment');
    if (!next) return inner;
    inner = next;
  }
  return inner;
}

/** The source text of a node. */
export const textOf = (program: { text: string }, node: SyntaxNode): string => program.text.slice(node.start, node.end);

/** The content of a string literal or of a template without substitutions; null for any other node. */
export function literal(program: { text: string }, node: SyntaxNode | null | undefined): string | null {
  if (!node) return null;
  if (node.type === 'string') return program.text.slice(node.start + 1, node.end - 1);
  if (node.type === 'template_string' && !node.children.some((c) => c.type === 'template_substitution')) {
    return program.text.slice(node.start + 1, node.end - 1);
  }
  return null;
}

/** Whether a function is declared `async`; always false in languages without promises. */
export const isAsync = (program: Pick<Program, 'text' | 'language'>, fn: SyntaxNode): boolean =>
  program.language.promises &&
  /^(?:(?:public|private|protected|static|override)\s)*async\b/.test(textOf(program, fn).slice(0, 40));

/** The arguments of a call, without comments. */
export const argumentsOf = (call: SyntaxNode): SyntaxNode[] =>
  (child(call, 'arguments')?.children ?? []).filter((node) => node.type !== 'comment');

/** The function in `wrap(async (req, res) => {})`, where it is the only argument; null for any other expression. */
export function wrappedFunction(node: SyntaxNode): SyntaxNode | null {
  const [only, further] = node.type === 'call_expression' ? argumentsOf(node) : [];
  return only && !further && FUNCTIONS.has(bare(only).type) ? bare(only) : null;
}

/** Local name -> property name, for the top level of an object pattern. */
export function patternNames(program: { text: string }, pattern: SyntaxNode): Map<string, string> {
  const names = new Map<string, string>();
  for (const part of pattern.children) {
    if (part.type === 'shorthand_property_identifier_pattern') names.set(textOf(program, part), textOf(program, part));
    if (part.type === 'object_assignment_pattern') {
      const left = child(part, 'left');
      if (left) names.set(textOf(program, left), textOf(program, left));
    }
    if (part.type !== 'pair_pattern') continue;
    const key = child(part, 'key');
    let local = child(part, 'value');
    if (local?.type === 'assignment_pattern') local = child(local, 'left');
    if (key && local?.type === 'identifier') names.set(textOf(program, local), textOf(program, key));
  }
  return names;
}

/** The properties and methods of an object literal; empty for any other node. */
export function objectEntries(program: { text: string }, node: SyntaxNode): Map<string, SyntaxNode> {
  const entries = new Map<string, SyntaxNode>();
  if (node.type !== 'object') return entries;
  for (const part of node.children) {
    const key = child(part, 'key') ?? child(part, 'name');
    const target = child(part, 'value') ?? part;
    if (part.type === 'shorthand_property_identifier') entries.set(textOf(program, part), part);
    else if (key) entries.set(literal(program, key) ?? textOf(program, key), target);
  }
  return entries;
}
