import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePathPattern } from '../../../src/core/config/path-pattern.ts';

describe('A path pattern', () => {
  test.each([
    // Without a slash: at any depth, and all below a folder.
    ['fixtures', ['fixtures', 'a/fixtures', 'a/fixtures/b/c.ts'], ['fixtures2', 'a/myfixtures/x']],
    ['*.snap', ['x.snap', 'a/b/x.snap', 'x.snap/inner'], ['x.snapshot', 'snap']],
    ['fixtures/', ['fixtures/x', 'a/fixtures/b/c'], ['fixtures', 'a/fixtures']],
    // With a slash: from the root.
    ['/fixtures', ['fixtures', 'fixtures/x'], ['a/fixtures']],
    ['src/api', ['src/api', 'src/api/x.ts'], ['a/src/api', 'src/apis']],
    ['examples/**', ['examples/x', 'examples/a/b'], ['a/examples/x', 'examples', 'examples2/x']],
    ['**/fixtures', ['fixtures', 'a/b/fixtures', 'a/fixtures/x'], ['a/xfixtures']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b', 'a/b/c'], ['a/xb', 'ab', 'x/a/b']],
    ['**', ['a', 'a/b/c', 'a\nb'], []],
    ['a', ['a/b\nc'], []],
    // Within one part.
    ['src/*.ts', ['src/a.ts', 'src/.ts'], ['src/a/b.ts', 'src/a.tsx']],
    ['src/**.ts', ['src/a.ts'], ['src/a/b.ts']],
    ['file?.txt', ['file1.txt', 'a/fileß.txt'], ['file.txt', 'file/.txt', 'file12.txt']],
    ['src/{a,b}/*.{js,ts}', ['src/a/x.js', 'src/b/y.ts'], ['src/c/x.js', 'src/a/x.css', 'src/{a,b}/x.js']],
    ['src/{a/**,b}/x', ['src/a/1/2/x', 'src/b/x'], ['src/c/x']],
    ['{a,{b,c}}.md', ['a.md', 'x/b.md', 'c.md'], ['d.md', 'a']],
    // Everything else is itself.
    ['app/[id]/page.tsx', ['app/[id]/page.tsx'], ['app/i/page.tsx']],
    ['a+(b)|c^$.md', ['a+(b)|c^$.md'], ['aab', 'c.md']],
    ['!keep', ['!keep'], ['keep']],
    ['{open', ['{open'], ['open']],
    ['close}', ['close}'], ['close']],
    ['a,b', ['a,b'], ['a']],
    ['\\*.md', ['*.md'], ['x.md']],
    ['a\\{b,c}', ['a{b,c}'], ['ab']],
    ['back\\', ['back\\'], ['back']],
    ['Case', ['Case'], ['case']],
    ['line*', ['line\nbreak'], []],
    ['*😀', ['x😀'], ['x']],
    ['', [], ['', 'a']],
    ['/', [], ['', 'a']],
  ])('%j takes and leaves what it says.', (pattern, takes, leaves) => {
    const matches = compilePathPattern(pattern);
    expect(takes.filter((path) => !matches(path))).toEqual([]);
    expect(leaves.filter((path) => matches(path))).toEqual([]);
  });

  test('never throws, whatever is written.', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'*?{},\\/[]()a.\u{1F600}') }), fc.string(), (pattern, path) => {
        expect(typeof compilePathPattern(pattern)(path)).toBe('boolean');
      }),
    );
  });

  test('without a special character takes itself and what is below it.', () => {
    const name = fc.stringMatching(/^[a-z.[\]()+^$|!-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (parts) => {
        const path = parts.join('/');
        const matches = compilePathPattern(`/${path}`);
        expect([matches(path), matches(`${path}/x`), matches(`${path}x`), matches(`x/${path}`)]).toEqual([
          true,
          true,
          false,
          false,
        ]);
      }),
    );
  });

  test('made to be slow is not: stars upon stars meet a long path that fails at its end.', () => {
    const pattern = `${'*a'.repeat(120)}b`;
    const matches = compilePathPattern(pattern);
    expect(matches('a'.repeat(4000))).toBe(false);
    expect(matches(`${'a'.repeat(4000)}b`)).toBe(true);
  });
});
