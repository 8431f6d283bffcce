import { beforeAll, expect, test } from 'vitest';
import { findNode, nodesOfType, type ParseSyntax } from '../../src/core/facts/webhooks/syntax.ts';
import { loadSyntax, SYNTAX_LIMITS } from '../../src/syntax/load-syntax.ts';

let parse: ParseSyntax;
beforeAll(async () => {
  parse = await loadSyntax();
});

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
])('%s is null', (_title, text) => {
  expect(parse('javascript', text)).toBe(null);
});

test('hundreds of trees leave nothing behind that stops the next', () => {
  for (let i = 0; i < 500; i++) parse('typescript', `const a${i}: string = f(${i});`);
  expect(parse('typescript', 'a')?.type).toBe('program');
});
