import { describe, expect, it } from 'vitest';
import { whyNoPattern } from '../../../src/core/config/check-own-keys.ts';
import { parseConfig } from '../../../src/core/config/parse-config.ts';

const read = (...lines: string[]) => {
  const { config, problems } = parseConfig(['version: 1', 'keys:', ...lines].join('\n'), '.integrations.yml');
  return {
    keys: config.keys.map((k) => `${k.id} ${k.class} ${k.line}`),
    problems: problems.map((p) => `${p.severity} ${p.code} ${p.line}:${p.column} ${String(p.args['at'])}`),
  };
};

describe('keys of the configuration', () => {
  it('are read with their places, secret if nothing else is said', () => {
    expect(
      read("  - { id: a, name: A, pattern: 'a_[0-9]{8}' }", "  - { id: b, name: B, pattern: 'b_x', class: public }"),
    ).toEqual({ keys: ['a secret 3', 'b public 4'], problems: [] });
  });

  it('are left out with an error at the line of a pattern that RE2 refuses', () => {
    expect(read("  - { id: a, name: A, pattern: '(?=a)' }", "  - { id: b, name: B, pattern: 'b_x' }")).toEqual({
      keys: ['b secret 4'],
      problems: ['error invalid-pattern 3:32 keys[0].pattern'],
    });
    expect(read("  - { id: a, name: A, pattern: 'a*' }").problems).toEqual([
      'error invalid-pattern 3:32 keys[0].pattern',
    ]);
  });

  it('are bounded in number and length', () => {
    const many = Array.from({ length: 21 }, (_, i) => `  - { id: k${i}, name: K, pattern: 'k${i}_' }`);
    expect(read(...many)).toEqual({ keys: [], problems: ['error too-long 3:3 keys'] });
    expect(read(`  - { id: a, name: A, pattern: '${'a'.repeat(501)}' }`).keys).toEqual([]);
  });
});

describe('whyNoPattern', () => {
  it.each(['acme_[a-z]{3}', '(?i)acme', 'a|b'])('takes %s', (pattern) => {
    expect(whyNoPattern(pattern)).toBeNull();
  });

  it.each([
    ['(?=x)a', 'look-around such as (?= is not supported'],
    ['a(?!x)', 'look-around such as (?! is not supported'],
    ['(?<=x)a', 'look-around such as (?<= is not supported'],
    ['(?<!x)a', 'look-around such as (?<! is not supported'],
    ['(a)\\1', 'a back reference such as \\1 is not supported'],
    ['(?<n>a)\\k<n>', 'a back reference such as \\k is not supported'],
    ['(?P<n>a)(?P=n)', 'a back reference such as (?P= is not supported'],
    ['(a)\\g{1}', 'a back reference such as \\g is not supported'],
    ['(?>a)b', 'an atomic, recursive or conditional group such as (?> is not supported'],
    ['(?P<n>a)(?P>n)', 'an atomic, recursive or conditional group such as (?P> is not supported'],
    ['(?(1)a)', 'an atomic, recursive or conditional group such as (?( is not supported'],
    ['a++', 'a possessive repetition such as ++ is not supported'],
    ['a\\hb', 'an escape such as \\h is not supported'],
    ['\\p{Foo}', 'invalid character class range: `\\p{Foo}`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['[a', 'missing closing ]: `[a`'],
  ])('says of %s that %s', (pattern, words) => {
    expect(whyNoPattern(pattern)).toBe(words);
  });

  it.each(['(', '(?=a)', '\\1', 'a*', 'a{9999}'])('refuses %s', (pattern) => {
    expect(whyNoPattern(pattern)).toMatch(/\w/);
  });
});
