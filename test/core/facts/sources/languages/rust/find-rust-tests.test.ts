import { describe, expect, it } from 'vitest';
import { findRustTests } from '../../../../../../src/core/facts/sources/languages/rust/find-rust-tests.ts';

describe('findRustTests', () => {
  it.each<[string, string[], { from: number; to: number }[]]>([
    [
      'a module at the end',
      ['fn a() {', '}', '#[cfg(test)]', 'mod tests {', '  fn b() {', '  }', '}'],
      [{ from: 3, to: 7 }],
    ],
    [
      'two, with code between and behind',
      [
        '#[cfg(test)]',
        'mod a {',
        '}',
        'fn b() {}',
        '#[cfg(test)]',
        '#[allow(dead_code)]',
        'pub(crate) mod c {',
        '}',
        'fn d() {}',
      ],
      [
        { from: 1, to: 3 },
        { from: 5, to: 8 },
      ],
    ],
    [
      'one inside of a module',
      ['mod a {', '    #[cfg(test)]', '    mod tests {', '        fn b() {', '        }', '    }', '}'],
      [{ from: 2, to: 6 }],
    ],
    ['one that never ends', ['#[cfg(test)]', 'mod tests {', '  fn a() {'], [{ from: 1, to: 3 }]],
    ['a brace on the next line', ['#[cfg(test)]', 'mod tests', '{', '}', 'fn a() {}'], [{ from: 1, to: 4 }]],
    ['no module in another file', ['#[cfg(test)]', 'mod tests;', 'fn a() {}'], []],
    ['no single item', ['#[cfg(test)]', 'use acme::Client;', 'mod a {', '}'], []],
    ['no module without the attribute', ['mod tests {', '}'], []],
  ])('finds %s', (_title, lines, expected) => expect(findRustTests(lines.join('\n'))).toEqual(expected));

  it('reads a megabyte of attributes in linear time', () => {
    expect(findRustTests('#[cfg(test)] '.repeat(80_000))).toEqual([]);
    expect(findRustTests('#[cfg(test)]\nmod a {\n}\n'.repeat(20_000))).toHaveLength(20_000);
  });
});
