import type { ScriptToken } from '../../parse/scan-script.ts';

const OPEN = new Set(['(', '[', '{']);
const CLOSE = new Set([')', ']', '}']);
const LONGEST = 2_000;

/**
 * The statements of a script in which each line is one (Ruby, Groovy). A statement continues inside parentheses and
 * brackets, and after a comma or a backslash; braces open blocks and continue nothing. Newline tokens and empty
 * statements are left out.
 */
export function* splitStatements(tokens: readonly ScriptToken[]): Generator<ScriptToken[]> {
  let statement: ScriptToken[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'newline') {
      const last = statement.at(-1)?.text;
      if ((depth > 0 || last === ',' || last === '\\') && statement.length < LONGEST) continue;
      if (statement.length > 0) yield statement;
      statement = [];
      depth = 0;
      continue;
    }
    if (token.kind === 'mark' && token.text === ';' && depth === 0) {
      if (statement.length > 0) yield statement;
      statement = [];
      continue;
    }
    if (token.kind === 'mark' && (token.text === '(' || token.text === '[')) depth += 1;
    if (token.kind === 'mark' && (token.text === ')' || token.text === ']')) depth = Math.max(0, depth - 1);
    statement.push(token);
  }
  if (statement.length > 0) yield statement;
}

/**
 * The tokens of an option's value, up to the next comma outside brackets: `name: value`, `:name => value`,
 * `"name" => value`, `name = value`. Null if the option is missing.
 */
export function findOption(tokens: readonly ScriptToken[], name: string): ScriptToken[] | null {
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || token.text !== name || token.kind === 'mark') continue;
    const from = valueStart(tokens, i);
    if (from !== null) return untilComma(tokens, from);
  }
  return null;
}

function valueStart(tokens: readonly ScriptToken[], nameIndex: number): number | null {
  const [next, afterNext] = [tokens[nameIndex + 1]?.text, tokens[nameIndex + 2]?.text];
  if (next === '=' && afterNext === '>') return nameIndex + 3;
  return next === ':' || (next === '=' && afterNext !== '=') ? nameIndex + 2 : null;
}

function untilComma(tokens: readonly ScriptToken[], from: number): ScriptToken[] {
  const value: ScriptToken[] = [];
  let depth = 0;
  for (let i = from; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined) break;
    if (token.kind === 'mark') {
      if (token.text === ',' && depth === 0) break;
      if (OPEN.has(token.text)) depth += 1;
      if (CLOSE.has(token.text)) depth -= 1;
      if (depth < 0) break;
    }
    value.push(token);
  }
  return value;
}
