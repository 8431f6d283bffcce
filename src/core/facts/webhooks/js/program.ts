import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Origin } from './value.ts';

/** A source file of the JavaScript family: its tree and the names of its top level. */
export type Program = {
  text: string;
  root: SyntaxNode;
  /** Local name -> where it is imported from; `*` is the namespace. */
  imports: ReadonlyMap<string, Origin>;
  /** Declared functions, classes and initial values of the top level. */
  declared: ReadonlyMap<string, SyntaxNode>;
  /** Written over from another language. */
  lowered?: true;
  /** Exported name -> its declaration or expression. */
  exported: ReadonlyMap<string, SyntaxNode>;
  reexports: readonly { name: string; module: string; from: string; node: SyntaxNode }[];
  /** Class name -> method name -> method. */
  methods: ReadonlyMap<string, ReadonlyMap<string, SyntaxNode>>;
  /** Field of any class -> its initial value, or the annotation of its type. */
  fields: ReadonlyMap<string, SyntaxNode>;
};

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

/** Arguments of a call, without comments. */
export const argumentsOf = (call: SyntaxNode): SyntaxNode[] =>
  (child(call, 'arguments')?.children ?? []).filter((node) => node.type !== 'comment');

/** Reads the names of a file's top level. */
export function readProgram(text: string, root: SyntaxNode): Program {
  const imports = new Map<string, Origin>();
  const declared = new Map<string, SyntaxNode>();
  const exported = new Map<string, SyntaxNode>();
  const reexports: { name: string; module: string; from: string; node: SyntaxNode }[] = [];
  const methods = new Map<string, Map<string, SyntaxNode>>();
  const fields = new Map<string, SyntaxNode>();
  const program = { text, root, imports, declared, exported, reexports, methods, fields };
  for (const node of root.children) {
    if (node.type === 'import_statement') readImport(program, node, imports);
    else readDeclaration(program, node, declared, imports);
  }
  for (const node of root.children) readExport(program, node, exported, reexports);
  for (const node of nodesOfType(root, new Set(['class_declaration', 'class', 'abstract_class_declaration']))) {
    readClass(program, node, methods);
    readFields(program, node, fields);
  }
  return program;
}

function readImport(program: { text: string }, node: SyntaxNode, imports: Map<string, Origin>): void {
  const clause = node.children.find((c) => c.type === 'import_clause' || c.type === 'import_require_clause');
  const module = literal(program, child(node, 'source') ?? child(clause ?? null, 'source'));
  if (module === null || !clause) return;
  for (const part of clause.children) {
    if (part.type === 'identifier') imports.set(textOf(program, part), { module, name: 'default' });
    if (part.type === 'namespace_import' && part.children[0]) {
      imports.set(textOf(program, part.children[0]), { module, name: '*' });
    }
    if (part.type !== 'named_imports') continue;
    for (const specifier of part.children) {
      const name = child(specifier, 'name');
      if (!name) continue;
      imports.set(textOf(program, child(specifier, 'alias') ?? name), { module, name: textOf(program, name) });
    }
  }
}

function readDeclaration(
  program: { text: string },
  statement: SyntaxNode,
  declared: Map<string, SyntaxNode>,
  imports: Map<string, Origin>,
): void {
  const node = statement.type === 'export_statement' ? (child(statement, 'declaration') ?? statement) : statement;
  const name = child(node, 'name');
  if (name && /^(function|generator|class|abstract)/.test(node.type)) declared.set(textOf(program, name), node);
  if (!/^(lexical|variable)_declaration$/.test(node.type)) return;
  for (const declarator of node.children) {
    const target = child(declarator, 'name');
    const init = child(declarator, 'value');
    if (!target || !init) continue;
    if (!readRequire(program, target, init, imports) && target.type === 'identifier') {
      declared.set(textOf(program, target), init);
    }
  }
}

/** `const x = require('m')`, `const { a: b } = require('m')`, `const x = require('m').y`. */
function readRequire(
  program: { text: string },
  target: SyntaxNode,
  init: SyntaxNode,
  imports: Map<string, Origin>,
): boolean {
  let call = bare(init);
  let member: string | null = null;
  if (call.type === 'member_expression') {
    const property = child(call, 'property');
    member = property ? textOf(program, property) : null;
    call = bare(child(call, 'object') ?? call);
  }
  if (call.type !== 'call_expression') return false;
  const callee = child(call, 'function');
  if (!callee || !(callee.type === 'import' || textOf(program, callee) === 'require')) return false;
  const module = literal(program, argumentsOf(call)[0]);
  if (module === null) return false;
  if (target.type === 'identifier') imports.set(textOf(program, target), { module, name: member ?? 'default' });
  if (target.type === 'object_pattern') {
    for (const [local, name] of patternNames(program, target)) imports.set(local, { module, name });
  }
  return true;
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

function readExport(
  program: Pick<Program, 'text' | 'declared'>,
  node: SyntaxNode,
  exported: Map<string, SyntaxNode>,
  reexports: { name: string; module: string; from: string; node: SyntaxNode }[],
): void {
  if (node.type === 'expression_statement') return readCommonJs(program, bare(node), exported);
  if (node.type !== 'export_statement') return;
  const module = literal(program, child(node, 'source'));
  const clause = node.children.find((c) => c.type === 'export_clause');
  for (const specifier of clause?.children ?? []) {
    const local = child(specifier, 'name');
    if (!local) continue;
    const name = textOf(program, child(specifier, 'alias') ?? local);
    const declaration = program.declared.get(textOf(program, local));
    if (module !== null) reexports.push({ name, module, from: textOf(program, local), node: specifier });
    else exported.set(name, declaration ?? local);
  }
  if (module !== null && !clause) reexports.push({ name: '*', module, from: '*', node });
  const declaration = child(node, 'declaration');
  const isDefault = /^export\s+default\b/.test(textOf(program, node).slice(0, 40));
  if (isDefault) {
    const target = child(node, 'value') ?? declaration;
    if (target) exported.set('default', program.declared.get(textOf(program, bare(target))) ?? target);
    return;
  }
  const name = child(declaration, 'name');
  if (declaration && name) exported.set(textOf(program, name), declaration);
  for (const declarator of declaration?.children ?? []) {
    const target = child(declarator, 'name');
    const init = child(declarator, 'value');
    if (target?.type === 'identifier' && init) exported.set(textOf(program, target), init);
  }
}

/** `exports.x = ...`, `module.exports.x = ...`, `module.exports = ...`. */
function readCommonJs(
  program: Pick<Program, 'text' | 'declared'>,
  node: SyntaxNode,
  exported: Map<string, SyntaxNode>,
): void {
  if (node.type !== 'assignment_expression') return;
  const left = child(node, 'left');
  const right = child(node, 'right');
  if (!left || !right) return;
  const path = textOf(program, left);
  const resolve = (target: SyntaxNode): SyntaxNode => program.declared.get(textOf(program, bare(target))) ?? target;
  if (path === 'module.exports') {
    exported.set('default', resolve(right));
    for (const [name, target] of objectEntries(program, bare(right))) exported.set(name, resolve(target));
    return;
  }
  const named = /^(?:module\.)?exports\.([\w$]+)$/.exec(path);
  if (named?.[1]) exported.set(named[1], resolve(right));
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

/** Fields with a value or a type: declared, as parameters of the constructor, or assigned in it. */
function readFields(program: { text: string }, node: SyntaxNode, into: Map<string, SyntaxNode>): void {
  const note = (key: SyntaxNode | null, held: SyntaxNode | null): void => {
    if (key && held && !into.has(textOf(program, key))) into.set(textOf(program, key), held);
  };
  for (const member of child(node, 'body')?.children ?? []) {
    const name = child(member, 'name') ?? child(member, 'property');
    if (member.type !== 'method_definition') note(name, child(member, 'value') ?? child(member, 'type'));
    else if (name && textOf(program, name) === 'constructor') readConstructor(member, note);
  }
}

function readConstructor(method: SyntaxNode, note: (key: SyntaxNode | null, held: SyntaxNode | null) => void): void {
  for (const statement of child(method, 'body')?.children ?? []) {
    const assignment = bare(statement);
    if (assignment.type !== 'assignment_expression') continue;
    const left = child(assignment, 'left');
    const held = child(assignment, 'right');
    const isField = left?.type === 'member_expression' && child(left, 'object')?.type === 'this';
    // `this.x = x` says no more than the parameter does.
    if (isField && held && !/identifier/.test(bare(held).type)) note(child(left, 'property'), held);
  }
  for (const parameter of child(method, 'parameters')?.children ?? []) {
    note(child(parameter, 'pattern'), child(parameter, 'type'));
  }
}

function readClass(program: { text: string }, node: SyntaxNode, into: Map<string, Map<string, SyntaxNode>>): void {
  const name = child(node, 'name');
  const methods = new Map<string, SyntaxNode>();
  for (const member of child(node, 'body')?.children ?? []) {
    const key = child(member, 'name') ?? child(member, 'property');
    if (!key) continue;
    const init = child(member, 'value');
    if (member.type === 'method_definition') methods.set(textOf(program, key), member);
    else if (init && FUNCTIONS.has(bare(init).type)) methods.set(textOf(program, key), bare(init));
  }
  into.set(name ? textOf(program, name) : 'default', methods);
}
