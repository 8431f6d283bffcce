import { expect, test } from 'vitest';
import { CONFIG_PATHS, findUnreadConfigs } from '../../../src/core/config/config-paths.ts';

test('A configuration of the wrong name is found, with the name that is read.', () => {
  const paths = [
    '.integrations.yaml',
    'a/.integrations.yaml',
    '.github/integrations.yaml',
    '.github/.integrations.yml',
  ];
  expect(findUnreadConfigs(paths).map(({ path, code, expected }) => `${code} ${path} ${expected}`)).toEqual([
    'misnamed-file .integrations.yaml .integrations.yml',
    'misnamed-file .github/integrations.yaml .github/integrations.yml',
    'misnamed-file .github/.integrations.yml .github/integrations.yml',
  ]);
});

test.each(CONFIG_PATHS)('%s alone is read.', (path) => {
  expect(findUnreadConfigs([path])).toEqual([]);
});

test('Of two the second is not read.', () => {
  expect(findUnreadConfigs(CONFIG_PATHS.toReversed())).toEqual([
    { path: '.github/integrations.yml', code: 'second-file', expected: '.integrations.yml' },
  ]);
});
