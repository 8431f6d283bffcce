import type { PackageScope } from '../../types.ts';

const REQUIREMENTS =
  /(?:^|\/)(?:[\w.-]*requirements?[\w.-]*|requirements\/[\w./-]+|constraints?[\w.-]*|[\w.-]+[._-]constraints)\.(?:txt|in)$/i;
const DEVELOPMENT = new Set(
  'dev develop development devel local test tests testing lint linting linters format typing types mypy doc docs ci qa tools tooling bench benchmark benchmarks'.split(
    ' ',
  ),
);

/**
 * The scope that a requirements file's path implies, or null if it is not one: `requirements-dev.txt`,
 * `requirements/test.in` and `dev-requirements.txt` are for development, `constraints.txt` only fixes versions.
 */
export function requirementsScope(path: string): PackageScope | null {
  if (!REQUIREMENTS.test(path)) return null;
  const words = (path.split('/').at(-1) ?? '').toLowerCase().split(/[._-]+/);
  if (words.includes('constraints') || words.includes('constraint')) return 'constraint';
  return words.some((word) => DEVELOPMENT.has(word)) ? 'development' : 'runtime';
}
