import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, quote, sourceOf } from '../spelling.ts';
import { answerOf } from './answer-of.ts';
import type { Elixir } from './elixir.ts';
import { keyOf } from './read-call.ts';
import { expression } from './visit.ts';

/**
 * A pattern matched against a value: its conditions, none where it always matches, and the names that it binds.
 * `{:ok, event}` and `:ok` test for a truthy value, `{:error, reason}`, `nil` and `[]` for a falsy one, which is how
 * results are written in the common language.
 */
export type Match = { conditions: string[]; binds: [name: string, value: string][] };

const MAX_DEPTH = 8;

/** The conditions and bindings of a pattern against `subject`. */
export function matchPattern(elixir: Elixir, pattern: SyntaxNode | null, subject: string): Match {
  const match: Match = { conditions: [], binds: [] };
  if (pattern) addPattern(elixir, pattern, subject, match, 0);
  return { conditions: [...new Set(match.conditions)], binds: match.binds };
}

function addPattern(elixir: Elixir, pattern: SyntaxNode, subject: string, match: Match, depth: number): void {
  if (depth > MAX_DEPTH) return;
  const { text } = elixir;
  const source = sourceOf(text, pattern);
  const within = (part: SyntaxNode | null | undefined, of: string): void => {
    if (part) addPattern(elixir, part, of, match, depth + 1);
  };
  switch (pattern.type) {
    case 'identifier':
      if (!source.startsWith('_') && source !== subject) match.binds.push([source, subject]);
      return;
    case 'atom': {
      const says = answerOf(source);
      match.conditions.push(
        says === null ? `${subject} == ${quote(source.slice(1))}` : says ? subject : `!(${subject})`,
      );
      return;
    }
    case 'nil':
      match.conditions.push(`!(${subject})`);
      return;
    case 'boolean':
      match.conditions.push(source === 'true' ? subject : `!(${subject})`);
      return;
    case 'string':
    case 'integer':
      match.conditions.push(source === '""' ? `!(${subject})` : `${subject} == ${expression(elixir, pattern)}`);
      return;
    case 'list':
      match.conditions.push(pattern.children.length === 0 ? `!(${subject})` : subject);
      // `[^expected]`: a list of one value is written as that value.
      if (pattern.children.length === 1 && pattern.children[0]!.type === 'unary_operator')
        return within(pattern.children[0], subject);
      addNames(elixir, pattern.children, subject, match, depth);
      return;
    case 'tuple':
      return tuple(elixir, pattern, subject, match, depth);
    case 'map':
      for (const each of pattern.children)
        if (each.type === 'map_content') mapParts(elixir, each, subject, match, depth);
      return;
    case 'unary_operator':
      // `^expected` compares with a variable, `@token` with a module attribute.
      match.conditions.push(
        `${subject} == ${expression(elixir, source.startsWith('@') ? pattern : child(pattern, 'operand'))}`,
      );
      return;
    case 'binary_operator': {
      const operator = sourceOf(text, child(pattern, 'operator'));
      if (operator === 'when') {
        within(child(pattern, 'left'), subject);
        match.conditions.push(expression(elixir, child(pattern, 'right')));
        return;
      }
      // `"sha256=" <> signature`, `[first | rest]`.
      if (operator === '<>') match.conditions.push(subject);
      if (operator !== '\\\\') within(child(pattern, 'right'), subject);
      return within(child(pattern, 'left'), subject);
    }
    default:
      for (const each of pattern.children) within(each, subject);
  }
}

function tuple(elixir: Elixir, pattern: SyntaxNode, subject: string, match: Match, depth: number): void {
  const [first, ...rest] = pattern.children;
  const tag = first?.type === 'atom' ? sourceOf(elixir.text, first) : null;
  if (tag === ':error') match.conditions.push(`!(${subject})`);
  else if (tag === ':ok') match.conditions.push(subject);
  else if (tag !== null) match.conditions.push(`${subject} == ${quote(tag.slice(1))}`);
  if (tag === ':error') rest.splice(1);
  const [event, ...more] = rest;
  // `{:ok, event}` is lowered to the event, so the fields of a map in it are fields of the value itself.
  if (tag === ':ok' && event?.type === 'map' && more.length === 0)
    return addPattern(elixir, event, subject, match, depth + 1);
  addNames(elixir, tag === null ? pattern.children : rest, subject, match, depth);
}

/**
 * The parts of a list or tuple share one value here, so only the names among them are meaningful. Their other
 * conditions become one that may hold or not.
 */
function addNames(elixir: Elixir, parts: readonly SyntaxNode[], subject: string, match: Match, depth: number): void {
  const inner: Match = { conditions: [], binds: match.binds };
  for (const each of parts) addPattern(elixir, each, subject, inner, depth + 1);
  if (inner.conditions.length > 0) match.conditions.push(`${subject}.shape == ${quote(inner.conditions.join(' '))}`);
}

function mapParts(elixir: Elixir, content: SyntaxNode, subject: string, match: Match, depth: number): void {
  const { text } = elixir;
  const pairs = content.children.flatMap((each) => (each.type === 'keywords' ? each.children : [each]));
  for (const pair of pairs) {
    const key = child(pair, 'key') ?? child(pair, 'left');
    const value = child(pair, 'value') ?? child(pair, 'right');
    if (!key || !value || !/^(?:pair|binary_operator)$/.test(pair.type)) continue;
    addPattern(elixir, value, partOf(subject, keyOf(text, key)), match, depth + 1);
  }
}

/** `%{body_params: params} = conn` binds the body, as `conn.body_params` reads it. */
const partOf = (subject: string, key: string): string => {
  if (subject !== 'request') return `${subject}[${quote(key)}]`;
  if (/^(?:body_params|params|raw_body)$/.test(key)) return 'request.body';
  return key === 'req_headers' ? 'request.headers' : `request.${identifier(key)}`;
};

/** Declarations of the names that a pattern binds. `conn` stays the request, whatever is assigned to it. */
export const declarationsOf = ({ binds }: Match): string =>
  binds.flatMap(([name, value]) => (name === 'conn' ? [] : [`let ${identifier(name)} = ${value};`])).join(' ');

/** The condition under which a pattern matches; null where it always does. */
export const conditionOf = ({ conditions }: Match): string | null =>
  conditions.length === 0 ? null : conditions.join(' && ');
