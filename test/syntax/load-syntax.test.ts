import { describe, expect, test } from 'vitest';
import { findNode, nodesOfType, type SyntaxLanguage } from '../../src/core/facts/webhooks/syntax.ts';
import { loadSyntax } from '../../src/syntax/load-syntax.ts';
import { SYNTAX_LIMITS } from '../../src/syntax/syntax-limits.ts';
import { startCpuTime } from '../support/cpu-time.ts';

const parse = await loadSyntax();

test('nodes have fields, positions from 1 and offsets in UTF-16 code units', () => {
  const text = "// a\nconst s = '😀'; call(x);";
  const call = findNode(parse('javascript', text)!, (node) => node.type === 'call_expression')!;
  expect([call.line, call.column, text.slice(call.start, call.end)]).toEqual([2, 17, 'call(x)']);
  expect(call.children.map((node) => node.field)).toEqual(['function', 'arguments']);
});

test.each([
  ['typescript', 'const a = b as string;', 'as_expression'],
  ['tsx', 'const a = <p>{b}</p>;', 'jsx_element'],
  ['javascript', 'const a = <p>{b}</p>;', 'jsx_element'],
] as const)('%s is parsed with its own grammar', (language, text, type) => {
  expect(nodesOfType(parse(language, text)!, new Set([type])).length).toBe(1);
});

test('a text before has no influence on the next', () => {
  const clean = parse('javascript', 'f();')!;
  parse('javascript', 'if (a) {'.repeat(100));
  expect(parse('javascript', 'f();')).toEqual(clean);
});

test.each([
  ['too long', ' '.repeat(SYNTAX_LIMITS.characters + 1)],
  ['too deep', `${'['.repeat(1000)}${']'.repeat(1000)}`],
  ['too many nodes', 'a;'.repeat(SYNTAX_LIMITS.nodes / 2 + 1)],
  ['a name that is too long', `f(${'a'.repeat(SYNTAX_LIMITS.name + 1)});`],
])('%s is null', (_title, text) => {
  expect(parse('javascript', text)).toBe(null);
});

test('hundreds of trees leave nothing behind that stops the next', () => {
  for (let i = 0; i < 500; i++) parse('typescript', `const a${i}: string = f(${i});`);
  expect(parse('typescript', 'a')?.type).toBe('program');
});

describe('what multiplies the ways to read it', () => {
  const PIPED = 'params |> f(params) |> case do\n {:ok, x} -> x\n _ -> y\n end\n';
  test.each<[SyntaxLanguage, string, string, string]>([
    ['javascript', 'levels of which the parser would not come back', '{a:'.repeat(5000), 'a.js'],
    ['typescript', 'what may be types or comparisons', 'a<b,'.repeat(70_000), 'a.ts'],
    ['java', 'the same in Java', 'a<'.repeat(150_000), 'a.java'],
    ['elixir', 'calls without parentheses', PIPED.repeat(4500), 'a.ex'],
  ])('%s: %s is null within seconds, and the next text is read', async (language, _what, text, path) => {
    await parse.prepare([path]);
    const cpuTime = startCpuTime();
    expect(parse(language, text)).toBe(null);
    expect(cpuTime()).toBeLessThan(10_000);
    await parse.prepare([path]);
    expect(parse(language, 'a')).not.toBe(null);
  });

  test('a parser that a text broke is started anew for the next file', async () => {
    // Each level is closed where only the parser sees that it is not.
    expect(parse('javascript', '{a:/*}*/'.repeat(5000))).toBe(null);
    expect(parse('javascript', 'f()')).toBe(null);
    await Promise.all([parse.prepare(['a.js']), parse.prepare(['a.ts', 'b.js'])]);
    expect(parse('javascript', 'f()')?.type).toBe('program');
    expect(parse('typescript', 'f()')?.type).toBe('program');
  });
});
