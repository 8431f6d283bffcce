import { describe, expect, it } from 'vitest';
import { auditCommits } from '../../src/audit/audit-commits.ts';
import { inventoryCommit } from '../../src/audit/inventory-commit.ts';
import { renderCheckRun } from '../../src/core/report/render-check-run.ts';
import { NO_PAINT } from '../../src/core/report/paint.ts';
import { renderDiffText } from '../../src/core/report/render-text.ts';
import { auditFiles, loadEngine } from '../support/audit-files.ts';
import { makeMemoryRepository } from '../support/make-memory-repository.ts';

const CONFIG = '.integrations.yml';
const before = { 'package.json': '{"dependencies":{}}' };
const after = { 'package.json': '{\n"dependencies":{\n"stripe":"1"}}' };

describe('a change of the configuration', () => {
  it('is rehearsed, and not applied', async () => {
    const { audit } = await auditFiles(before, {
      ...after,
      [CONFIG]: 'version: 1\nproviders:\n  forbidden: [stripe]\n',
    });
    expect(audit.conclusion).toBe('neutral');
    expect(audit.findings.map((f) => f.code)).toEqual(['new-provider']);
    expect(audit.rehearsal).toMatchObject({ path: CONFIG, conclusion: 'failure', gone: [], come: [] });
    expect(audit.rehearsal?.changed.map((f) => [f.code, f.severity])).toEqual([['forbidden-provider', 'error']]);
  });

  it('shows what it would mute', async () => {
    const muting = 'version: 1\nignore:\n  - { check: new-provider, provider: stripe, reason: agreed }\n';
    const { audit } = await auditFiles(before, { ...after, [CONFIG]: muting });
    expect(audit.findings.map((f) => f.code)).toEqual(['new-provider']);
    expect(audit.rehearsal).toMatchObject({ conclusion: 'success', come: [], changed: [] });
    expect(audit.rehearsal?.gone.map((f) => f.provider)).toEqual(['stripe']);
    const { summary } = renderCheckRun(audit, { annotations: true });
    expect(summary).toContain('### Rehearsal of the new configuration');
    expect(summary).toContain('it would end as `success`, and 1 finding would change. Its changes to your own keys');
    expect(renderDiffText(audit, NO_PAINT)).toContain(
      "\njudged by the base's configuration; under .integrations.yml of the head: success, 1 finding different\n",
    );
  });

  it('is not rehearsed when there is none', async () => {
    const same = { [CONFIG]: 'version: 1\n' };
    const { audit } = await auditFiles({ ...before, ...same }, { ...after, ...same });
    expect(audit.rehearsal).toBe(null);
    expect(renderCheckRun(audit, { annotations: true }).summary).not.toContain('Rehearsal');
  });

  it('is told when nobody would read it for its name', async () => {
    const { audit } = await auditFiles(before, { ...before, '.integrations.yaml': 'version: 1\n' });
    expect(audit.findings.map((f) => [f.code, f.path, f.severity, f.args['problem'], f.args['expected']])).toEqual([
      ['config-error', '.integrations.yaml', 'warning', 'misnamed-file', CONFIG],
    ]);
    expect(audit.rehearsal).toBe(null);
  });

  it('is told when it stands beside the one that is read', async () => {
    const same = { [CONFIG]: 'version: 1\n' };
    const second = { '.github/integrations.yml': 'version: 1\n' };
    const { audit } = await auditFiles({ ...before, ...same }, { ...before, ...same, ...second });
    expect(audit.findings.map((f) => [f.path, f.args['problem']])).toEqual([
      ['.github/integrations.yml', 'second-file'],
    ]);
  });
});

it('tells of a file by a wrong name wherever all that stands is read, and in no change that leaves it alone', async () => {
  const files = { ...before, '.integrations.yaml': 'version: 1\n' };
  const repository = makeMemoryRepository({ head: { files } });
  const engine = await loadEngine();
  const { audit } = await auditCommits(engine, { repository, name: 'acme/shop', base: null, head: 'head' });
  expect(audit.findings.map((f) => [f.path, f.args['problem']])).toEqual([['.integrations.yaml', 'misnamed-file']]);
  const { inventory } = await inventoryCommit(engine, { repository, commit: 'head' });
  expect(inventory.problems).toMatchObject([{ path: '.integrations.yaml', code: 'config' }]);
  expect((await auditFiles(files, { ...files, ...after })).audit.findings.map((f) => f.code)).toEqual(['new-provider']);
});

it('tells an error of the base’s configuration in words', async () => {
  const broken = { [CONFIG]: 'version: 1\nchecks: { leaked-key: loud }\n' };
  const { audit } = await auditFiles({ ...before, ...broken }, { ...after, ...broken });
  const [problem] = audit.problems;
  expect([problem?.path, problem?.line, problem?.code]).toEqual([CONFIG, 2, 'config']);
  expect(problem?.detail).toMatch(/leaked-key.*error.*warning/);
});
