import { describe, expect, it } from 'vitest';
import { parseNpmDependency } from '../../../../../src/core/facts/manifests/references/parse-npm-dependency.ts';

describe('parseNpmDependency', () => {
  it.each([
    ['x', 'npm:real@1', 'npm', 'real', '1'],
    ['x', 'npm:@scope/real@^1.2', 'npm', '@scope/real', '^1.2'],
    ['x', 'npm:real', 'npm', 'real', null],
    ['x', 'npm:^1.2.3', 'npm', 'x', '^1.2.3'],
    ['x', 'npm:1.2.3-beta.1', 'npm', 'x', '1.2.3-beta.1'],
    ['x', 'npm:7zip-bin@5', 'npm', '7zip-bin', '5'],
    ['x', 'jsr:@std/path@1', 'jsr', '@std/path', '1'],
    ['@std/path', 'jsr:^1', 'jsr', '@std/path', '^1'],
    ['x', 'npm:@jsr/std__path@1', 'jsr', '@std/path', '1'],
    ['@s/x', '', 'npm', '@s/x', null],
    ['x', ' 1 ', 'npm', 'x', '1'],
    ['x', 'latest', 'npm', 'x', 'latest'],
    ['x', 'catalog:react19', 'npm', 'x', 'catalog:react19'],
    ['x', 'github:owner/x#main', 'npm', 'x', 'github:owner/x#main'],
    ['x', 'file:vendor/x-1.0.0.tgz', 'npm', 'x', 'file:vendor/x-1.0.0.tgz'],
    ['x', 'patch:x@npm%3A1#./x.patch', 'npm', 'x', 'patch:x@npm%3A1#./x.patch'],
    ['x', 'git+https://me:word@host.io/a/x.git?t=1#v1', 'npm', 'x', 'git+https://host.io/a/x.git#v1'],
  ])('reads %s: %s', (key, requirement, ecosystem, name, version) => {
    expect(parseNpmDependency(key, requirement)).toEqual({ ecosystem, name, version });
  });

  it.each(['workspace:*', 'workspace:^1', 'link:../x', 'portal:../x', 'file:../x', './x', '../x', '/x'])(
    'leaves out what is local: %s',
    (requirement) => {
      expect(parseNpmDependency('x', requirement)).toBeNull();
    },
  );

  it.each(['', 'a b', 'a/b', '@a', 'a@b', 'x'.repeat(215)])('leaves out the key %j, which can be no name', (key) => {
    expect(parseNpmDependency(key, '1')).toBeNull();
  });
});
