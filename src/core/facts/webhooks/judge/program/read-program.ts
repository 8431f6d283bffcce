import { parseJavascriptModule } from '../../../sources/languages/javascript/parse-javascript-module.ts';
import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf, bare, FUNCTIONS, literal, patternNames, textOf, INHERITED, wrappedFunction } from './program.ts';
import type { Language } from './language.ts';
import type { Program } from './program.ts';
import { readExported } from './read-exported.ts';
import type { Origin } from '../state/value.ts';

/** Collects the names of a file's top level, its imports and exports, and its classes. */
export function readProgram(text: string, root: SyntaxNode, language: Language): Program {
  const imports = new Map<string, Origin>();
  const declared = new Map<string, SyntaxNode>();
  const exported = new Map<string, SyntaxNode>();
  const reexports: { name: string; module: string; from: string; node: SyntaxNode }[] = [];
  const methods = new Map<string, Map<string, SyntaxNode>>();
  const fields = new Map<string, SyntaxNode>();
  const statics: { owner: string; name: string; node: SyntaxNode }[] = [];
  const autoImports = /\bdefineEventHandler\b|\beventHandler\b/.test(text);
  const anyMethod = new Map<string, SyntaxNode>();
  const inner = readInner({ text }, root);
  const program = {
    text,
    root,
    language,
    imports,
    declared,
    exported,
    reexports,
    methods,
    fields,
    statics,
    anyMethod,
    inner,
    autoImports,
  };
  for (const node of root.children) {
    if (node.type === 'import_statement') readImport(program, node, imports);
    else readDeclaration(program, node, declared, imports);
  }
  readExported(program, exported, reexports);
  for (const node of nodesOfType(root, new Set(['class_declaration', 'class', 'abstract_class_declaration']))) {
    readClass(program, node, methods, statics);
    readFields(program, node, fields);
  }
  for (const each of methods.values()) {
    for (const [name, method] of each) if (!anyMethod.has(name)) anyMethod.set(name, method);
  }
  return program;
}

/** Named functions and instances at any depth; `makeController(settings)` returns an instance too. */
function readInner(program: { text: string }, root: SyntaxNode): Map<string, SyntaxNode> {
  const inner = new Map<string, SyntaxNode>();
  for (const node of nodesOfType(root, NAMED)) {
    const name = child(node, 'name');
    const value = child(node, 'value');
    const held = node.type === 'function_declaration' ? node : value ? bare(value) : null;
    if (name?.type !== 'identifier' || !held) continue;
    const isMade =
      held.type === 'new_expression' || MAKES.test(textOf(program, child(held, 'function') ?? held).slice(0, 80));
    if (!FUNCTIONS.has(held.type) && !isMade) continue;
    if (!inner.has(textOf(program, name))) inner.set(textOf(program, name), held);
  }
  return inner;
}

const NAMED = new Set(['function_declaration', 'variable_declarator']);
const MAKES =
  /^(?:create|make|build|init)\w{0,40}(?:Controller|Handler|Service|Router|Routes|Manager|Processor|Gateway|Provider|Verifier)s?$/;

/**
 * The package that Deno loads from `https://esm.sh/standardwebhooks@1.0.0` or `npm:standardwebhooks@1`; other
 * specifiers as they are.
 */
function packageOf(source: string): string {
  const parsed = /^(?:npm|jsr|https):/.test(source) ? parseJavascriptModule(source) : null;
  return parsed === null || parsed === 'address' ? source : parsed.module;
}

function readImport(program: { text: string }, node: SyntaxNode, imports: Map<string, Origin>): void {
  const clause = node.children.find((c) => c.type === 'import_clause' || c.type === 'import_require_clause');
  const source = literal(program, child(node, 'source') ?? child(clause ?? null, 'source'));
  if (source === null || !clause) return;
  const module = packageOf(source);
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
    if (readRequire(program, target, init, imports)) continue;
    if (target.type === 'identifier') declared.set(textOf(program, target), init);
    for (const part of target.type === 'object_pattern' ? target.children : []) {
      const own = part.type === 'object_assignment_pattern' ? child(part, 'left') : null;
      if (own) declared.set(textOf(program, own), part);
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

/** Fields with a value or a type: declared, as constructor parameters, or assigned in the constructor. */
function readFields(program: { text: string }, node: SyntaxNode, into: Map<string, SyntaxNode>): void {
  const note = (key: SyntaxNode | null, held: SyntaxNode | null): void => {
    if (key && held && !into.has(textOf(program, key))) into.set(textOf(program, key), held);
  };
  const members = child(node, 'body')?.children ?? [];
  const nameOf = (member: SyntaxNode): SyntaxNode | null => child(member, 'name') ?? child(member, 'property');
  for (const member of members) {
    const name = nameOf(member);
    if (member.type !== 'method_definition') note(name, child(member, 'value'));
    else if (name && textOf(program, name) === 'constructor') readConstructor(member, note);
    else if (isGetter(program, member)) note(name, given(member));
  }
  // A value is more specific than a type, so types come second.
  for (const member of members) if (member.type !== 'method_definition') note(nameOf(member), child(member, 'type'));
}

/** `private get webhookId(): string { … }` */
const isGetter = (program: { text: string }, method: SyntaxNode): boolean =>
  /^(?:(?:private|protected|public|static)\s)?\s{0,9}get\s/.test(textOf(program, method).slice(0, 40));

/** The value that a getter with a single statement returns. */
function given(method: SyntaxNode): SyntaxNode | null {
  const [only, further] = child(method, 'body')?.children ?? [];
  return only?.type === 'return_statement' && !further ? (only.children[0] ?? null) : null;
}

function readConstructor(method: SyntaxNode, note: (key: SyntaxNode | null, held: SyntaxNode | null) => void): void {
  for (const statement of child(method, 'body')?.children ?? []) {
    const assignment = bare(statement);
    if (assignment.type !== 'assignment_expression') continue;
    const left = child(assignment, 'left');
    const held = child(assignment, 'right');
    const isField = left?.type === 'member_expression' && child(left, 'object')?.type === 'this';
    // `this.x = x` adds nothing to the parameter `x`.
    if (isField && held && !/identifier/.test(bare(held).type)) note(child(left, 'property'), held);
  }
  for (const parameter of child(method, 'parameters')?.children ?? []) {
    note(child(parameter, 'pattern'), child(parameter, 'type'));
  }
}

function readClass(
  program: { text: string },
  node: SyntaxNode,
  into: Map<string, Map<string, SyntaxNode>>,
  statics: { owner: string; name: string; node: SyntaxNode }[],
): void {
  const name = child(node, 'name');
  const owner = name ? textOf(program, name) : 'default';
  const methods = new Map<string, SyntaxNode>();
  for (const member of child(node, 'body')?.children ?? []) {
    const key = child(member, 'name') ?? child(member, 'property');
    if (!key) continue;
    const init = child(member, 'value');
    const fn = init ? functionOf(program, bare(init)) : null;
    if (member.type === 'method_definition') methods.set(textOf(program, key), member);
    else if (fn) methods.set(textOf(program, key), fn);
    else if (init?.type === 'identifier') statics.push({ owner, name: textOf(program, key), node: init });
  }
  into.set(owner, methods);
  const base = baseOf(node);
  if (base) statics.push({ owner, name: INHERITED, node: base });
}

/**
 * `take = async (req, res) => {}`, `take = caught(async (req, res) => {})`. A wrapper named for verifying is not
 * unwrapped, since it does more than wrap.
 */
function functionOf(program: { text: string }, init: SyntaxNode): SyntaxNode | null {
  if (FUNCTIONS.has(init.type)) return init;
  return VERIFIES.test(textOf(program, child(init, 'function') ?? init)) ? null : wrappedFunction(init);
}

const VERIFIES = /verif|valid|sign|auth|hmac|secur|secret|guard|hook|protect|check/i;

/** The name of the class that another one extends. */
function baseOf(node: SyntaxNode): SyntaxNode | null {
  const heritage = node.children.find(({ type }) => type === 'class_heritage');
  const clause = heritage?.children.find(({ type }) => type === 'extends_clause') ?? heritage;
  return clause?.children.find(({ type }) => type === 'identifier') ?? null;
}
