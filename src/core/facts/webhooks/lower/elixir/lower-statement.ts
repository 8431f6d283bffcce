import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Elixir } from './elixir.ts';
import { readClauses, writeClauses } from './lower-clauses.ts';
import { lowerWith } from './lower-with.ts';
import { conditionOf, declarationsOf, matchPattern } from './match-pattern.ts';
import { bodyOf, partOf, readCall } from './read-call.ts';
import type { Call } from './read-call.ts';
import { expression, statements, valueOf } from './visit.ts';

/** Writes a statement. With `tail`, its value is the function's. */
export function lowerStatement(elixir: Elixir, node: SyntaxNode, tail: boolean): void {
  const { out, text } = elixir;
  const call = readCall(text, node);
  const lower = call && call.owner === null ? FORMS[call.name] : undefined;
  if (call && lower) return lower(elixir, call, tail);
  if (node.type === 'binary_operator') {
    const operator = sourceOf(text, child(node, 'operator'));
    if (operator === '=') return assign(elixir, node, tail);
    if (operator === '|>' && pipedCase(elixir, node, tail)) return;
  }
  if (node.type === 'block') return statements(elixir, node.children, tail);
  // `@doc "..."`, `@impl true`.
  if (node.type === 'unary_operator' && text[node.start] === '@') return;
  // A halted connection that is not returned halts nothing.
  if (tail && endsRequest(elixir, node)) return out.add("throw 'halt';", node);
  out.add(`${tail ? 'return ' : ''}${expression(elixir, node)};`, node);
}

type Form = (elixir: Elixir, call: Call, tail: boolean) => void;

/** Special forms that are written as statements, by name. */
const FORMS: Readonly<Record<string, Form>> = {
  if: (elixir, call, tail) => branch(elixir, call, tail, (condition) => condition),
  unless: (elixir, call, tail) => branch(elixir, call, tail, (condition) => `!(${condition})`),
  case: (elixir, call, tail) => {
    const [subject] = call.args;
    if (subject) caseOf(elixir, call, expression(elixir, subject), tail);
  },
  cond: (elixir, call, tail) =>
    writeClauses(
      elixir,
      bodyOf(call)
        .filter((each) => each.type === 'stab_clause')
        .map((each) => {
          const condition = child(each, 'left')?.children[0] ?? null;
          const isCertain = /^(?:true|:\w+)$/.test(sourceOf(elixir.text, condition));
          return {
            match: { conditions: isCertain ? [] : [expression(elixir, condition)], binds: [] },
            at: each,
            write: () => statements(elixir, child(each, 'right')?.children ?? [], tail),
          };
        }),
    ),
  with: lowerWith,
  try: (elixir, call, tail) => lowerBody(elixir, call, tail),
  for: loop,
  raise: ({ out }, { node }) => out.add("throw 'raised';", node),
  reraise: ({ out }, { node }) => out.add("throw 'raised';", node),
  throw: ({ out }, { node }) => out.add("throw 'raised';", node),
  quote: () => {},
  alias: () => {},
  import: () => {},
  require: () => {},
  use: () => {},
};

/** Whether a call is such a form. */
export const isForm = (name: string): boolean => Object.hasOwn(FORMS, name);

function branch(elixir: Elixir, call: Call, tail: boolean, turn: (condition: string) => string): void {
  const { out } = elixir;
  const [condition] = call.args;
  const bound = condition?.type === 'binary_operator' && sourceOf(elixir.text, child(condition, 'operator')) === '=';
  if (bound) assign(elixir, condition, false);
  const asked = bound ? expression(elixir, child(condition, 'left')) : expression(elixir, condition ?? null);
  out.add(`if (${turn(asked)}) {`, call.node);
  statements(elixir, bodyOf(call), tail);
  out.add('} else {', call.node);
  statements(elixir, partOf(call, 'else') ?? [], tail);
  out.add('}', call.node);
}

/** Writes a comprehension as a loop over its first list: `for x <- list, do: ...`. */
function loop(elixir: Elixir, call: Call): void {
  const { out } = elixir;
  const [first, ...others] = call.args;
  const name = out.fresh();
  out.add(`for (const ${name} of [${expression(elixir, child(first ?? null, 'right'))}]) {`, call.node);
  const declared = declarationsOf(matchPattern(elixir, child(first ?? null, 'left'), name));
  if (declared !== '') out.add(declared, call.node);
  for (const each of others) elixir.lower.statement(elixir, each, false);
  statements(elixir, bodyOf(call), false);
  out.add('}', call.node);
}

function caseOf(elixir: Elixir, call: Call, subject: string, tail: boolean): void {
  const name = elixir.out.fresh();
  elixir.out.add(`const ${name} = ${subject};`, call.node);
  writeClauses(elixir, readClauses(elixir, bodyOf(call), name, tail));
}

/** Writes `body |> verify() |> case do ... end`; false for other pipelines. */
function pipedCase(elixir: Elixir, node: SyntaxNode, tail: boolean): boolean {
  const call = readCall(elixir.text, child(node, 'right'));
  if (call?.name !== 'case' || call.owner !== null) return false;
  caseOf(elixir, call, expression(elixir, child(node, 'left')), tail);
  return true;
}

/** Writes a body with its `rescue` or `catch` clauses. */
export function lowerBody(elixir: Elixir, call: Call, tail: boolean): void {
  const { out } = elixir;
  const rescued = partOf(call, 'rescue') ?? partOf(call, 'catch');
  if (!rescued) return statements(elixir, bodyOf(call), tail);
  out.add('try {', call.node);
  statements(elixir, bodyOf(call), tail);
  out.add('} catch (error) {', rescued[0] ?? call.node);
  const name = out.fresh();
  out.add(`const ${name} = error;`, rescued[0] ?? call.node);
  const clauses = readClauses(elixir, rescued, name, tail).map((each) => ({
    ...each,
    match: { conditions: [], binds: [] },
  }));
  // The kind of the error is unknown, so any clause may run.
  for (const [index, each] of clauses.entries()) {
    const isLast = index === clauses.length - 1;
    if (!isLast) out.add(`if (${name}.kind == ${index}) {`, each.at);
    each.write();
    if (!isLast) out.add('} else {', each.at);
  }
  out.add(`${'}'.repeat(Math.max(0, clauses.length - 1))}}`, call.node);
}

/** Writes `pattern = value`; a value that does not match raises. */
function assign(elixir: Elixir, node: SyntaxNode, tail: boolean): void {
  const { out, text } = elixir;
  const left = child(node, 'left');
  const right = child(node, 'right');
  const value = branches(elixir, right)
    ? valueOf(elixir, () => lowerStatement(elixir, right!, true))
    : expression(elixir, right);
  if (left?.type === 'identifier') {
    const name = sourceOf(text, left);
    if (name === 'conn') {
      if (right && endsRequest(elixir, right)) return out.add("throw 'halt';", node);
      return out.add(`${value};`, node);
    }
    out.add(`let ${identifier(name)} = ${value};`, node);
    return tail ? out.add(`return ${identifier(name)};`, node) : undefined;
  }
  const held = out.fresh();
  out.add(`const ${held} = ${value};`, node);
  const match = matchPattern(elixir, left, held);
  const condition = conditionOf(match);
  if (condition !== null) out.add(`if (!(${condition})) { throw 'no match'; }`, node);
  const declared = declarationsOf(match);
  if (declared !== '') out.add(declared, node);
  if (tail) out.add(`return ${held};`, node);
}

function branches({ text }: Elixir, node: SyntaxNode | null): boolean {
  const piped = node?.type === 'binary_operator' ? child(node, 'right') : node;
  const call = readCall(text, piped);
  return call !== null && call.owner === null && isForm(call.name);
}

/**
 * Whether a pipeline halts the connection, so that nothing after this plug sees the request:
 * `conn |> send_resp(401, "") |> halt()`, `conn |> halt() |> json(error)`.
 */
function endsRequest({ text }: Elixir, node: SyntaxNode): boolean {
  for (let part: SyntaxNode | null = node; part !== null; part = child(part, 'left')) {
    const isPiped = part.type === 'binary_operator' && sourceOf(text, child(part, 'operator')) === '|>';
    if (HALTS.test(sourceOf(text, isPiped ? child(part, 'right') : part))) return true;
    if (!isPiped) return false;
  }
  return false;
}

const HALTS = /^(?:(?:Plug\.)?Conn\.)?halt(?:\(|$)/;
