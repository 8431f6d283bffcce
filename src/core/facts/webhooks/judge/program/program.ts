import type { SyntaxNode } from '../../syntax.ts';
import { child } from '../../syntax.ts';
import type { Language } from './language.ts';
import type { Origin } from '../state/value.ts';

/** A source file of the JavaScript family, or one written over into it: its tree and the names of its top level. */
export type Program = {
  text: string;
  root: SyntaxNode;
  /** Local name -> where it is imported from; `*` is the namespace. */
  imports: ReadonlyMap<string, Origin>;
  /** Declared functions, classes and initial values of the top level. */
  declared: ReadonlyMap<string, SyntaxNode>;
  /** Functions and instances that stand inside of functions, by the first of their name: `register(app) { const take = (req, res) => {} }`. */
  inner: ReadonlyMap<string, SyntaxNode>;
  language: Language;
  /** Exported name -> its declaration or expression. */
  exported: ReadonlyMap<string, SyntaxNode>;
  reexports: readonly { name: string; module: string; from: string; node: SyntaxNode }[];
  /** Class name -> method name -> method. */
  methods: ReadonlyMap<string, ReadonlyMap<string, SyntaxNode>>;
  /** Field of any class -> its initial value, or the annotation of its type. */
  fields: ReadonlyMap<string, SyntaxNode>;
  /** Fields that hold what has a name elsewhere: `static handle = handle`; `INHERITED` is what the class extends. */
  statics: readonly { owner: string; name: string; node: SyntaxNode }[];
  /** Method name -> the first method of any class that is called so. */
  anyMethod: ReadonlyMap<string, SyntaxNode>;
  /** The framework imports by itself what nothing in the file explains (Nuxt, Nitro). */
  autoImports: boolean;
};

/** The name under which all is listed that a class has of another one. */
export const INHERITED = '*';

/** Types of nodes that are functions. */
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

/** Whether the text of a whole file has a pattern: looked up once, as hundreds of handlers and calls of a file may ask the same. */
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

/** A node as it is written. */
export const textOf = (program: { text: string }, node: SyntaxNode): string => program.text.slice(node.start, node.end);

/** The contents of a string literal or a template without holes, else null. */
export function literal(program: { text: string }, node: SyntaxNode | null | undefined): string | null {
  if (!node) return null;
  if (node.type === 'string') return program.text.slice(node.start + 1, node.end - 1);
  if (node.type === 'template_string' && !node.children.some((c) => c.type === 'template_substitution')) {
    return program.text.slice(node.start + 1, node.end - 1);
  }
  return null;
}

/** `let handler = null`, which something sets before requests come. */
export function isSetLater(program: Program, name: string | undefined): boolean {
  const declared = name === undefined ? undefined : program.declared.get(name);
  return declared !== undefined && /^(?:null|undefined)$/.test(textOf(program, declared));
}

/** Whether a function gives out a promise. */
export const isAsync = (program: Pick<Program, 'text' | 'language'>, fn: SyntaxNode): boolean =>
  program.language.promises &&
  /^(?:(?:public|private|protected|static|override)\s)*async\b/.test(textOf(program, fn).slice(0, 40));

/** Arguments of a call, without comments. */
export const argumentsOf = (call: SyntaxNode): SyntaxNode[] =>
  (child(call, 'arguments')?.children ?? []).filter((node) => node.type !== 'comment');

/** The function in `wrap(async (req, res) => {})`, which is all that the call is handed; null for other expressions. */
export function wrappedFunction(node: SyntaxNode): SyntaxNode | null {
  const [only, further] = node.type === 'call_expression' ? argumentsOf(node) : [];
  return only && !further && FUNCTIONS.has(bare(only).type) ? bare(only) : null;
}

/** Local name -> property of an object pattern, one level. */
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

/** Properties and methods of an object literal. */
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
