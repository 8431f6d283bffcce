import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findManifestReader, MAX_MANIFEST_LENGTH } from '../../../../src/core/facts/manifests/find-manifest-reader.ts';
import { briefSignals } from './brief-signals.ts';

const PATHS: [string, string | null][] = [
  ['package.json', 'package-json'],
  ['apps/web/package.json', 'package-json'],
  ['pnpm-workspace.yaml', 'pnpm-workspace'],
  ['deno.json', 'deno-json'],
  ['deno.jsonc', 'deno-json'],
  ['import_map.json', 'deno-json'],
  ['importMap.json', 'deno-json'],
  ['supabase/functions/import_map.json', 'deno-json'],
  ['Cargo.toml', 'cargo-toml'],
  ['crates/a/Cargo.toml', 'cargo-toml'],
  ['pyproject.toml', 'pyproject'],
  ['requirements.txt', 'requirements-runtime'],
  ['requirements/dev.txt', 'requirements-development'],
  ['constraints.txt', 'requirements-constraint'],
  ['.env.example', 'env-example'],
  ['.env.production', 'env'],
  ['docker-compose.yml', 'compose'],
  ['docker-compose.prod.yaml', 'compose'],
  ['docker-compose-dev.yml', 'compose'],
  ['compose.yaml', 'compose'],
  ['compose.override.yml', 'compose'],
  ['.github/workflows/ci.yml', 'github-workflow'],
  ['.github/actions/x/action.yaml', 'github-workflow'],
  ['action.yml', 'github-workflow'],
  ['infra/main.tf', 'terraform'],
  ['infra/main.tofu', 'terraform'],
  ['Dockerfile', 'dockerfile'],
  ['api.Dockerfile', 'dockerfile'],
  ['Dockerfile.prod', 'dockerfile'],
  ['Containerfile', 'dockerfile'],
  ['k8s/api.yaml', 'kubernetes'],
  ['composer.json', null],
  ['my-package.json', null],
  ['package.json.bak', null],
  ['package.json/x', null],
  ['dockerfile.md/x', null],
  ['src/main.ts', null],
  ['', null],
];

describe('findManifestReader', () => {
  it.each(PATHS)('%s: %s', (path, id) => {
    expect(findManifestReader(path)?.id ?? null).toBe(id);
  });

  it('reads with what it found', () => {
    const facts = findManifestReader('requirements/dev.txt')?.read('ruff');
    expect(facts && briefSignals(facts)).toEqual(['1:1 pypi ruff null development']);
  });

  it('names a text over the limit, and only where the text is of the format', () => {
    const long = ' '.repeat(MAX_MANIFEST_LENGTH + 1);
    expect(findManifestReader('package.json')?.read(long)).toEqual({
      signals: [],
      problems: [{ line: null, code: 'too-large', detail: 'over 5 MB' }],
    });
    expect(findManifestReader('big.yaml')?.read(long)).toEqual({ signals: [], problems: [] });
    expect(findManifestReader('big.yaml')?.read(`apiVersion: v1\nkind: Pod\n${long}`).problems).toEqual([
      { line: null, code: 'too-large', detail: 'over 5 MB' },
    ]);
  });

  const readable = PATHS.filter(([, id]) => id !== null).map(([path]) => path);

  it('never throws, whatever the text, and every position lies in it', () => {
    const piece = fc.constantFrom(
      ...'{ } [ ] " \' : , = - # \\ ` $ ${ }} ${{ << & * | > ! % @ ; / // /* \n \r\n \t a 1 --- <<: &x *x [a] [[a]] services: image: jobs: FROM ENV RUN resource dependencies = """'.split(
        ' ',
      ),
      ' ',
      '\n  ',
      '\uFEFF',
      '😀',
    );
    const text = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...readable), text, (path, content) => {
        const facts = findManifestReader(path)?.read(content);
        const lines = content.split('\n');
        for (const { line, column } of facts?.signals ?? [])
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        for (const { line } of facts?.problems ?? []) expect(line ?? 1).toBeLessThanOrEqual(lines.length);
      }),
      { numRuns: 3_000 },
    );
  });

  const onePerFormat = [...new Map(PATHS.filter(([, id]) => id !== null).map(([path, id]) => [id, path])).values()];

  it.each(onePerFormat)('%s: 20,000 brackets and braces do no harm', (path) => {
    for (const open of ['[', '{', '{"a":', '- ', '${{'])
      expect(findManifestReader(path)?.read(`a: ${open.repeat(20_000)}`).signals).toEqual([]);
  });
});
