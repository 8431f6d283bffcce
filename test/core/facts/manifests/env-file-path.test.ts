import { describe, expect, it } from 'vitest';
import { isCommittedEnvFile, isEnvExample, isEnvFile } from '../../../../src/core/facts/manifests/env-file-path.ts';

describe('paths of env files', () => {
  it.each([
    ['.env', 'committed'],
    ['apps/web/.env', 'committed'],
    ['.env.local', 'committed'],
    ['.env.production', 'committed'],
    ['.env.development.local', 'committed'],
    ['.env.test', 'committed'],
    ['.env.ci', 'committed'],
    ['.env-prod', 'committed'],
    ['.env.keys', 'committed'],
    ['.dev.vars', 'committed'],
    ['config/prod.env', 'committed'],
    ['.env.example', 'example'],
    ['.env.sample', 'example'],
    ['.env.template', 'example'],
    ['.env.hbs', 'example'],
    ['.env.production.j2', 'example'],
    ['.env.dist', 'example'],
    ['.env.defaults', 'example'],
    ['.env.local.example', 'example'],
    ['.env.example.local', 'example'],
    ['.env-example', 'example'],
    ['.env_sample', 'example'],
    ['.ENV.EXAMPLE', 'example'],
    ['example.env', 'example'],
    ['env.example', 'example'],
    ['.dev.vars.example', 'example'],
    ['.envrc.example', 'example'],
    ['.flaskenv', 'other'],
    ['.envrc', 'other'],
    ['.env.d.ts', 'none'],
    ['env.ts', 'none'],
    ['.env.vault', 'none'],
    ['.env.production.enc', 'none'],
    ['.environment', 'none'],
    ['env', 'none'],
    ['.env/readme.md', 'none'],
    ['src/env.mjs', 'none'],
    ['env.example.ts', 'none'],
  ])('%s: %s', (path, kind) => {
    expect([isEnvFile(path), isEnvExample(path), isCommittedEnvFile(path)]).toEqual([
      kind !== 'none',
      kind === 'example',
      kind === 'committed',
    ]);
  });
});
