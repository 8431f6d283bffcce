import { expect, it } from 'vitest';
import { baseNameOf, folderOf } from '../../src/core/split-path.ts';

it.each([
  ['src/core/audit.ts', 'src/core', 'audit.ts'],
  ['package.json', '', 'package.json'],
  ['/a', '', 'a'],
  ['', '', ''],
])('splits %j into its folder and its name', (path, folder, name) => {
  expect([folderOf(path), baseNameOf(path)]).toEqual([folder, name]);
});
