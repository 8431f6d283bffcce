import { expect, test } from 'vitest';
import { renderTitle } from '../../../src/core/report/render-title.ts';
import {
  makeAudit,
  makeFinding,
  makeIntegration,
  makeKeyFinding,
  makeMutedFinding,
  makeProblem,
  makeWebhookFinding,
} from '../../support/make-audit.ts';

const named = (...names: string[]) => names.map((name) => makeIntegration({ name, provider: name }));

test.each([
  ['nothing', makeAudit(), 'No change to integrations'],
  ['nothing of a whole repository', makeAudit({ base: null }), 'Nothing found'],
  [
    'what a whole repository has and should not have',
    makeAudit({
      base: null,
      change: { added: named('Mixpanel') },
      findings: [makeFinding({ code: 'forbidden-provider' }), makeWebhookFinding()],
    }),
    '1 forbidden · 1 unsigned webhook',
  ],
  [
    'the keys of a whole repository, and those of its tests',
    makeAudit({ base: null, findings: [makeKeyFinding(), makeKeyFinding({ severity: 'notice', fingerprint: 'b' })] }),
    '1 secret · 1 notice',
  ],
  [
    'two providers and a secret',
    makeAudit({ change: { added: named('Stripe', 'Resend') }, findings: [makeKeyFinding()] }),
    '2 new providers: Stripe, Resend · 1 secret',
  ],
  [
    'five providers',
    makeAudit({ change: { added: named('A', 'B', 'C', 'D', 'E') } }),
    '5 new providers: A, B, C and 2 more',
  ],
  ['what is muted alone', makeAudit({ muted: [makeMutedFinding()] }), 'No change to integrations · 1 muted'],
  ['one gone', makeAudit({ change: { removed: named('Mixpanel') } }), '1 provider removed: Mixpanel'],
  [
    'keys of both kinds',
    makeAudit({
      findings: [
        makeKeyFinding(),
        makeKeyFinding({ keyClass: 'connection-string', fingerprint: 'b' }),
        makeKeyFinding({ keyClass: 'publishable', fingerprint: 'c' }),
        makeKeyFinding({ keyClass: 'public', fingerprint: 'd' }),
      ],
    }),
    '2 secrets · 2 public keys',
  ],
  [
    'one secret in two places, in one of which it is milder',
    makeAudit({ findings: [makeKeyFinding(), makeKeyFinding({ path: 'b.ts', severity: 'notice' })] }),
    '1 secret',
  ],
  [
    'a secret that is there and one that an earlier commit held',
    makeAudit({ findings: [makeKeyFinding(), makeKeyFinding({ code: 'passed-key' })] }),
    '1 secret · 1 secret in an earlier commit',
  ],
  [
    'secrets that are gone from the head',
    makeAudit({
      findings: [makeKeyFinding({ code: 'passed-key' }), makeKeyFinding({ code: 'passed-key', fingerprint: 'b' })],
    }),
    '2 secrets in earlier commits',
  ],
  ['webhooks', makeAudit({ findings: [makeWebhookFinding(), makeWebhookFinding()] }), '2 unsigned webhooks'],
  [
    'a forbidden provider and a committed file',
    makeAudit({
      change: { added: named('Mixpanel') },
      findings: [
        makeFinding({ code: 'forbidden-provider' }),
        makeFinding({ check: 'committed-env', code: 'committed-env-file' }),
      ],
    }),
    '1 new provider: Mixpanel · 1 forbidden · 1 committed environment file',
  ],
  ['a broken configuration', makeAudit({ findings: [makeFinding({ check: 'config' })] }), '1 configuration note'],
  [
    'a configuration with an error',
    makeAudit({ problems: [makeProblem({ code: 'config', path: '.integrations.yml' })] }),
    'No change to integrations · configuration error',
  ],
  [
    'files not read in full',
    makeAudit({ problems: [makeProblem(), makeProblem({ line: 9 }), makeProblem({ path: 'b' })] }),
    'No change to integrations · 2 files not read in full',
  ],
  [
    'more evidence of a known provider',
    makeAudit({ change: { changed: [{ provider: 'a', name: 'A', added: [], removed: [] }] } }),
    'No change to integrations',
  ],
])('The title of %s is one line.', (_, audit, expected) => {
  expect(renderTitle(audit)).toBe(expected);
});

test('Long and hostile names leave the title short and on one line.', () => {
  const names = ['x'.repeat(500), 'a\nb\u202Ec', '😀'.repeat(100), 'd'];
  const title = renderTitle(makeAudit({ change: { added: named(...names), removed: named(...names) } }));
  expect(title).not.toMatch(/[\n\u202E]/);
  expect(title).toMatch(/ and 1 more · 4 providers removed: /);
  expect([...title].length).toBeLessThanOrEqual(255);
});
