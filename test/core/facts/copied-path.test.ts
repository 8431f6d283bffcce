import { expect, it } from 'vitest';
import { pathOfCopy } from '../../../src/core/facts/copied-path.ts';

it.each([
  ['config/app.yml.example', 'config/app.yml'],
  ['settings.php.dist', 'settings.php'],
  ['a.JSON.Sample', 'a.JSON'],
  ['app.properties.template', 'app.properties'],
  ['infra/stack.template', null],
  ['app.example.yml', null],
  ['a.b/example', null],
  ['x.example', null],
])('%j is copied to %j', (path, expected) => {
  expect(pathOfCopy(path)).toBe(expected);
});
