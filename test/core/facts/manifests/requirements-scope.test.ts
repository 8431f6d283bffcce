import { describe, expect, it } from 'vitest';
import { requirementsScope } from '../../../../src/core/facts/manifests/requirements-scope.ts';

describe('requirementsScope', () => {
  it.each([
    ['requirements.txt', 'runtime'],
    ['api/requirements.in', 'runtime'],
    ['requirements_prod.txt', 'runtime'],
    ['requirements/base.txt', 'runtime'],
    ['latest.txt/requirements.txt', 'runtime'],
    ['requirements-dev.txt', 'development'],
    ['requirements.test.txt', 'development'],
    ['dev-requirements.txt', 'development'],
    ['test_requirements.txt', 'development'],
    ['requirements/dev.txt', 'development'],
    ['api/requirements/lint.in', 'development'],
    ['constraints.txt', 'constraint'],
    ['constraints-3.12.txt', 'constraint'],
    ['requirements/constraints.txt', 'constraint'],
    ['dev.txt', null],
    ['notes.txt', null],
    ['requirements.md', null],
    ['requirements/readme.md', null],
    ['myrequirements', null],
  ])('%s: %s', (path, scope) => {
    expect(requirementsScope(path)).toBe(scope);
  });
});
