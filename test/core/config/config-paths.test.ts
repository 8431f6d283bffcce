import { expect, test } from 'vitest';
import { CONFIG_PATHS, findNearMissConfig } from '../../../src/core/config/config-paths.ts';

test('A configuration of the wrong name is found, with the name that is read.', () => {
  const paths = [
    '.integrations.yaml',
    'a/.integrations.yaml',
    '.github/integrations.yaml',
    '.github/.integrations.yml',
  ];
  expect(findNearMissConfig(paths)).toEqual([
    { path: '.integrations.yaml', expected: '.integrations.yml' },
    { path: '.github/integrations.yaml', expected: '.github/integrations.yml' },
    { path: '.github/.integrations.yml', expected: '.github/integrations.yml' },
  ]);
});

test('The right names are no near miss.', () => {
  expect(findNearMissConfig(CONFIG_PATHS)).toEqual([]);
});
