import { expect, it } from 'vitest';
import { pathOfCopy } from '../../../src/core/facts/copied-path.ts';

it.each([
  ['config/app.yml.example', 'config/app.yml'],
  ['settings.php.dist', 'settings.php'],
  ['a.JSON.Sample', 'a.JSON'],
  ['app.properties.template', 'app.properties'],
  ['infra/user-data.yml.tpl', 'infra/user-data.yml'],
  ['infra/start.sh.tftpl', 'infra/start.sh'],
  ['chart/_helpers.tpl', null],
  ['infra/stack.template', null],
  ['app.example.yml', null],
  ['a.b/example', null],
  ['x.example', null],
])('%j is copied to %j', (path, expected) => {
  expect(pathOfCopy(path)).toBe(expected);
});
