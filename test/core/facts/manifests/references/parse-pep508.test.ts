import { describe, expect, it } from 'vitest';
import { parsePep508 } from '../../../../../src/core/facts/manifests/references/parse-pep508.ts';

describe('parsePep508', () => {
  it.each([
    ['stripe', 'stripe', null, false],
    ['  A.B_-C  ', 'a-b-c', null, false],
    ['a>=1,<2', 'a', '>=1,<2', false],
    ['a (>=1)', 'a', '>=1', false],
    ['a[x,y]==1.*;python_version<"3"', 'a', '==1.*', false],
    ['a ; os_name == "nt"', 'a', null, false],
    ['a===1', 'a', '===1', false],
    ['a @ https://me:word@x.io/a.whl ; os_name == "nt"', 'a', 'https://x.io/a.whl', false],
    ['a@git+https://x.io/a', 'a', 'git+https://x.io/a', false],
    ['a @ file:///home/a', 'a', 'file:///home/a', true],
    ['a @ ./a', 'a', './a', true],
  ])('reads %j', (text, name, version, local) => {
    expect(parsePep508(text)).toEqual({ name, version, local });
  });

  it.each(['', '-e x', 'a b', 'a[x', '>=1', '-a', 'a-', 'ä', '<<<<<<< HEAD', 'a = 1'])(
    'finds nothing in %j',
    (text) => {
      expect(parsePep508(text)).toBeNull();
    },
  );
});
