import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Elixir } from './elixir.ts';
import { headOf, writeClauses } from './lower-clauses.ts';
import type { Clause } from './lower-clauses.ts';
import { lowerBody } from './lower-statement.ts';
import { matchPattern } from './match-pattern.ts';
import type { Match } from './match-pattern.ts';
import { readCall, withoutGuard } from './read-call.ts';
import type { Call } from './read-call.ts';
import { statements } from './visit.ts';

/** One clause of a function: `def handle(conn, %{"type" => "ping"}) when guard do`. */
export type FunctionClause = {
  name: string;
  isPublic: boolean;
  parameters: readonly SyntaxNode[];
  guard: SyntaxNode | null;
  /** The `def` itself, with the body. */
  call: Call;
};

/** Reads `def` and `defp`; null for other calls. */
export function readFunction(text: string, node: SyntaxNode): FunctionClause | null {
  const call = readCall(text, node);
  if (call?.owner !== null || !/^defp?$/.test(call.name)) return null;
  const { head, guard } = withoutGuard(text, call.args[0] ?? null);
  const declared = readCall(text, head);
  const name = declared ? declared.name : sourceOf(text, head);
  if (!/^[a-z_]\w*[?!]?$/.test(name)) return null;
  return { name, isPublic: call.name === 'def', parameters: declared?.args ?? [], guard, call };
}

/** Writes the clauses of one name as a function that runs the first one that matches. */
export function declareFunction(elixir: Elixir, name: string, clauses: readonly FunctionClause[]): void {
  const { out } = elixir;
  const first = clauses[0]!.call.node;
  const names = parameterNames(
    elixir,
    clauses.map((each) => each.parameters),
  );
  out.add(`export function ${identifier(name)}(${names.join(', ')}) {`, first);
  elixir.isPlug = clauses.some((each) => givesOn(elixir, each));
  writeClauses(
    elixir,
    clauses.map(({ parameters, guard, call }) =>
      clauseOf(elixir, { parameters, names, guard, at: call.node, write: () => lowerBody(elixir, call, true) }),
    ),
  );
  elixir.isPlug = false;
  out.add('}', first);
}

/**
 * Whether a function takes the connection and returns it, as plugs do on success: `true -> conn`, `do: conn`, `conn`
 * alone.
 */
const givesOn = ({ text }: Elixir, { parameters, call }: FunctionClause): boolean =>
  /\bconn$|\bConn\{/.test(sourceOf(text, parameters[0] ?? null).slice(0, 200)) &&
  /(?:^|->|do:|else:)[ \t]{0,40}conn[ \t]{0,9}(?:$|[,)])/m.test(sourceOf(text, call.node));

/** Lowers an anonymous function: `fn a, b -> ... end`. */
export function lowerFunction(elixir: Elixir, node: SyntaxNode): string {
  const parts = node.children.filter((each) => each.type === 'stab_clause');
  const heads = parts.map((each) => headOf(elixir, each));
  const names = parameterNames(
    elixir,
    heads.map(({ pattern }) => pattern),
  );
  const body = elixir.out.inline(() =>
    writeClauses(
      elixir,
      parts.map((at, index) =>
        clauseOf(elixir, {
          parameters: heads[index]!.pattern,
          names,
          guard: heads[index]!.guard,
          at,
          write: () => statements(elixir, child(at, 'right')?.children ?? [], true),
        }),
      ),
    ),
  );
  return `(${names.join(', ')}) => { ${body} }`;
}

type ClauseParts = {
  parameters: readonly SyntaxNode[];
  names: readonly string[];
  guard: SyntaxNode | null;
  at: SyntaxNode;
  write: () => void;
};

function clauseOf(elixir: Elixir, { parameters, names, guard, at, write }: ClauseParts): Clause {
  const match: Match = { conditions: [], binds: [] };
  for (const [index, each] of parameters.entries()) {
    const { conditions, binds } = matchPattern(elixir, each, names[index]!);
    match.conditions.push(...conditions);
    match.binds.push(...binds.filter(([name]) => identifier(name) !== names[index]));
  }
  if (guard) match.conditions.push(elixir.lower.expression(elixir, guard));
  return { match, at, write };
}

/** A name for each parameter: the one that a clause gives it, or a generated one. The connection is `request`. */
function parameterNames({ text }: Elixir, clauses: readonly (readonly SyntaxNode[])[]): string[] {
  const count = Math.max(0, ...clauses.map((each) => each.length));
  const names: string[] = [];
  for (let i = 0; i < count; i++) {
    const sources = clauses.map((each) => sourceOf(text, each[i] ?? null));
    const isConnection = sources.some((each) => /^(?:_?conn$|%(?:Plug\.)?Conn\{)|=\s*conn$/.test(each));
    const plain = sources
      .find((each) => /^(?!nil$|true$|false$)[a-z]\w*(?:\s*\\\\.*)?$/s.test(each))
      ?.replace(/\s*\\\\.*$/s, '');
    const name = isConnection ? 'request' : plain ? identifier(plain) : `__p${i}`;
    names.push(names.includes(name) ? `__p${i}` : name);
  }
  return names;
}
