import { expect, it } from 'vitest';
import { PathTable } from '../../../src/core/rulebook/path-table.ts';

const table = new PathTable();
for (const text of [
  'netlify.toml',
  'Pulumi.*.yaml',
  '*.Dockerfile',
  '.circleci/config.yml',
  '.github/workflows/*.yml',
  '**/functions/*/index.ts',
])
  table.add(text, { provider: text, detector: text });
table.add('netlify.toml', { provider: 'another', detector: 'netlify.toml' });

it.each<[string, string[]]>([
  ['netlify.toml', ['netlify.toml', 'another']],
  ['apps/web/netlify.toml', ['netlify.toml', 'another']],
  ['netlify.toml/readme', []],
  ['infra/Pulumi.prod.yaml', ['Pulumi.*.yaml']],
  ['Pulumi.yaml', []],
  ['build/api.Dockerfile', ['*.Dockerfile']],
  ['.circleci/config.yml', ['.circleci/config.yml']],
  ['apps/.circleci/config.yml', []],
  ['.github/workflows/ci.yml', ['.github/workflows/*.yml']],
  ['.github/workflows/nested/ci.yml', []],
  ['functions/pay/index.ts', ['**/functions/*/index.ts']],
  ['apps/api/functions/pay/index.ts', ['**/functions/*/index.ts']],
  ['functions/index.ts', []],
])('finds the rules of %s', (path, providers) => {
  expect(table.find(path).map((match) => match.provider)).toEqual(providers);
});
