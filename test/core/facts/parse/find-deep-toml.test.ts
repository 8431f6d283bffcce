import { describe, expect, it } from 'vitest';
import { findDeepToml } from '../../../../src/core/facts/parse/find-deep-toml.ts';

const deep = '['.repeat(101);

describe('findDeepToml', () => {
  it.each([
    ['nothing', ''],
    ['a hundred levels', `a = ${'['.repeat(100)}${']'.repeat(100)}`],
    ['many tables', '[a]\n[[b]]\n'.repeat(200)],
    ['brackets in a comment', `# ${deep}\n`],
    ['brackets in a string', `a = "${deep}"`],
    ['brackets behind an escaped quote', `a = "\\"${deep}"`],
    ['brackets in a literal string', `a = '\\${deep}'`],
    ['brackets in a string of several lines', `a = """\n"${deep}\n"""`],
    ['brackets in a literal string of several lines', `a = '''\n'${deep}\n'''`],
  ])('lets %s pass', (_, text) => {
    expect(findDeepToml(text)).toBeNull();
  });

  it('finds the bracket that is one too many', () => {
    expect(findDeepToml(`a = "[" # [\nb = ${deep}`)).toBe(16 + 100);
  });

  it('ends a broken string with its line', () => {
    expect(findDeepToml(`a = "x\nb = ${deep}`)).toBe(11 + 100);
  });
});
