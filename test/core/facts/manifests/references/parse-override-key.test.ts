import { describe, expect, it } from 'vitest';
import { parseOverrideKey } from '../../../../../src/core/facts/manifests/references/parse-override-key.ts';

describe('parseOverrideKey', () => {
  it.each([
    ['foo', 'foo'],
    ['foo@^1', 'foo'],
    ['@a/b', '@a/b'],
    ['@a/b@>=1 <2', '@a/b'],
    ['foo>bar', 'bar'],
    ['@a/b@1>@c/d@2', '@c/d'],
    ['foo@>1', 'foo'],
    ['**/foo', 'foo'],
    ['foo/**/bar', 'bar'],
    ['foo/@a/b', '@a/b'],
    ['foo@npm:^1.0.0', 'foo'],
    ['foo/bar@npm:1', 'bar'],
    ['', null],
    ['**', null],
    ['a b', null],
  ])('reads %j as %j', (key, name) => {
    expect(parseOverrideKey(key)).toBe(name);
  });
});
