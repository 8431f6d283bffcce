import { describe, expect, it } from 'vitest';
import { gatherEnv } from '../../../src/core/inventory/gather-env.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import { NO_FACTS, type EnvSignal } from '../../../src/core/types.ts';
import { makeRule } from '../../support/make-rule.ts';

const rulebook = compileRulebook([
  makeRule('acme', { detect: { env: [{ name: 'ACME_ID', class: 'secret' }, { name: 'ACME_*' }] } }),
]);

const env = (name: string, access: EnvSignal['access'], line: number): EnvSignal => ({
  kind: 'env',
  name,
  access,
  value: null,
  optional: false,
  line,
  column: 1,
});
const file = (path: string, ...signals: EnvSignal[]) => ({ path, facts: { ...NO_FACTS, signals } });

describe('gatherEnv', () => {
  it('gathers names with their places, in order, from product files and env examples', () => {
    const files = [
      file('src/b.ts', env('ACME_ID', 'read', 9), env('ACME_ID', 'read', 2)),
      file('src/a.ts', env('ACME_ID', 'read', 5), env('constructor', 'read', 1)),
      file('examples/.env.example', env('ACME_ID', 'declared', 1)),
      file('test/a.ts', env('ONLY_IN_TESTS', 'read', 1)),
    ];
    const at = (path: string, line: number) => ({ path, line, column: 1 });
    expect(gatherEnv(files, rulebook)).toEqual([
      {
        name: 'ACME_ID',
        provider: 'acme',
        class: 'secret',
        declaredIn: [at('examples/.env.example', 1)],
        readIn: [at('src/a.ts', 5), at('src/b.ts', 2), at('src/b.ts', 9)],
      },
      { name: 'constructor', provider: null, class: 'config', declaredIn: [], readIn: [at('src/a.ts', 1)] },
    ]);
  });
});
