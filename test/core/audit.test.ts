import { describe, expect, it } from 'vitest';
import type { AuditInput } from '../../src/core/audit-input.ts';
import { audit } from '../../src/core/audit.ts';
import { parseConfig } from '../../src/core/config/parse-config.ts';
import { NO_FACTS, type KeyFact } from '../../src/core/types.ts';
import { makeCheckInput } from '../support/make-check-input.ts';
import { makeIntegration, makeProblem, makeWebhook } from '../support/make-audit.ts';

const key = (digest: string, line: number): KeyFact => ({
  provider: null,
  key: 'generic',
  keyClass: 'secret',
  mode: null,
  masked: '…',
  digest,
  proven: false,
  name: null,
  line,
  column: 1,
  endColumn: 9,
});

function makeInput(given: Partial<AuditInput> = {}, config = 'version: 1\n'): AuditInput {
  return {
    ...makeCheckInput(),
    base: 'b',
    head: 'h',
    integrationsBefore: [],
    integrationsAfter: [makeIntegration()],
    elsewhere: new Set(),
    after: [{ path: 'z.ts', facts: { ...NO_FACTS, keys: [key('1', 9), key('2', 3)] } }],
    webhooksAfter: [makeWebhook({ path: 'a.ts', verification: 'optional', verifiedIn: null })],
    config: parseConfig(config, '.integrations.yml').config,
    configPath: null,
    headConfig: null,
    today: '2026-06-01',
    problems: [],
    stats: { files: 1, changedFiles: 1, readBlobs: 1, readBytes: 1, rulebook: 'v' },
    ...given,
  };
}

const brief = (input: AuditInput): string[] =>
  audit(input).findings.map((f) => `${f.severity} ${f.check} ${f.path}:${f.line}`);

describe('audit', () => {
  it('tells the loudest first, then goes by place', () => {
    expect(brief(makeInput())).toEqual([
      'error leaked-key z.ts:3',
      'error leaked-key z.ts:9',
      'warning unsigned-webhook a.ts:4',
      `warning new-provider package.json:12`,
    ]);
  });

  it.each(['leaked-key', 'unsigned-webhook', 'new-provider'])('does not call %s when it is off', (check) => {
    const all = brief(makeInput());
    const rest = brief(makeInput({}, `version: 1\nchecks: { ${check}: off }\n`));
    expect(rest).toEqual(all.filter((line) => !line.includes(check)));
    expect(rest.length).toBeLessThan(all.length);
  });

  it('says which checks are off, and nothing where none is', () => {
    expect(audit(makeInput({}, 'version: 1\nchecks: { leaked-key: off }\n')).stats.checksOff).toEqual(['leaked-key']);
    expect(audit(makeInput()).stats).not.toHaveProperty('checksOff');
  });

  it('is neutral for a problem alone, and hands it on', () => {
    const problems = [makeProblem()];
    const quiet = makeInput({ problems, integrationsAfter: [], after: [], webhooksAfter: [] });
    expect(audit(quiet)).toMatchObject({ conclusion: 'neutral', problems, findings: [] });
    expect(audit({ ...quiet, problems: [] }).conclusion).toBe('success');
  });

  it('gives the same for the same', () => {
    expect(JSON.stringify(audit(makeInput()))).toBe(JSON.stringify(audit(makeInput())));
  });

  it('mutes a key for the reason of a remark, and not for a remark without one', () => {
    const remarked = (remark: string) => [{ path: 'z.ts', facts: { ...NO_FACTS, keys: [{ ...key('1', 9), remark }] } }];
    const muted = audit(makeInput({ after: remarked('of the public sandbox'), webhooksAfter: [] }));
    expect(muted.findings.filter((f) => f.check === 'leaked-key')).toEqual([]);
    expect(muted.muted.map((f) => [f.check, f.line, f.reason, f.until])).toEqual([
      ['leaked-key', 9, 'of the public sandbox', null],
    ]);
    expect(muted.conclusion).toBe('neutral');
    const refused = audit(makeInput({ after: remarked(''), webhooksAfter: [] }));
    expect(refused.muted).toEqual([]);
    expect(refused.findings.map((f) => `${f.severity} ${f.code} ${f.line}`)).toEqual([
      'error hardcoded-key 9',
      'warning new-provider 12',
      'notice remark-without-reason 9',
    ]);
  });
});
