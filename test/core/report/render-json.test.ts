import { expect, test } from 'vitest';
import { renderDiffJson, renderInventoryJson } from '../../../src/core/report/render-json.ts';
import { renderMessage } from '../../../src/core/report/render-message.ts';
import {
  BASE,
  HEAD,
  makeAudit,
  makeEvidence,
  makeFinding,
  makeIntegration,
  makeInventory,
  makeKeyFinding,
  makeMutedFinding,
  makeProblem,
  makeWebhook,
} from '../../support/make-audit.ts';

const STRIPE = {
  provider: 'stripe',
  name: 'Stripe',
  aliases: [],
  category: 'payments',
  confidence: 'confirmed',
  development: false,
  evidence: [
    { kind: 'package', value: 'stripe', detail: 'npm ^14.0.0', path: 'package.json', line: 12 },
    { kind: 'env', value: 'STRIPE_SECRET_KEY', detail: 'read', path: 'src/pay.ts', line: 3 },
  ],
};

const KEY = {
  check: 'leaked-key',
  code: 'hardcoded-key',
  severity: 'error',
  provider: 'stripe',
  path: 'src/pay.ts',
  line: 7,
  column: 15,
  message: renderMessage(makeKeyFinding()),
  fingerprint: 'fedcba9876543210',
  keyClass: 'secret',
  masked: 'sk_live_…a1b2',
};

// Compared as text: the order of the keys is part of the format.
const asText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

test('A diff has the fields of version 1, in their order.', () => {
  const audit = makeAudit({
    conclusion: 'failure',
    change: {
      added: [makeIntegration()],
      removed: [makeIntegration({ aliases: ['Stripe Inc'], evidence: [] })],
      changed: [{ provider: 'resend', name: 'Resend', added: [makeEvidence()], removed: [] }],
    },
    findings: [makeKeyFinding()],
    muted: [makeMutedFinding({ path: 'src/pay.ts' })],
    problems: [makeProblem()],
  });
  expect(renderDiffJson(audit)).toBe(
    asText({
      version: 1,
      base: BASE,
      head: HEAD,
      conclusion: 'failure',
      changes: {
        added: [STRIPE],
        removed: [{ ...STRIPE, aliases: ['Stripe Inc'], evidence: [] }],
        changed: [{ provider: 'resend', name: 'Resend', added: [STRIPE.evidence[0]], removed: [] }],
      },
      findings: [KEY],
      muted: [{ ...KEY, reason: 'recorded fixtures', until: '2027-03-01' }],
      problems: [{ path: 'apps/web/package.json', message: 'could not be parsed (line 3): Unexpected end of JSON' }],
      stats: { files: 120, changedFiles: 3, readBlobs: 6, readBytes: 2048, rulebook: 'abc123' },
    }),
  );
});

test('A finding that is no key has no fields of one.', () => {
  const [finding] = JSON.parse(renderDiffJson(makeAudit({ findings: [makeFinding()] }))).findings;
  expect(Object.keys(finding)).toEqual([
    'check',
    'code',
    'severity',
    'provider',
    'path',
    'line',
    'column',
    'message',
    'fingerprint',
  ]);
});

test('An inventory has the fields of version 1, in their order.', () => {
  const inventory = makeInventory({
    webhooks: [
      makeWebhook(),
      makeWebhook({ provider: null, route: null, verification: 'unknown', verifiedIn: null, why: 'delegated' }),
    ],
    problems: [makeProblem()],
  });
  const stats = { files: 120, readBlobs: 6, readBytes: 2048, rulebook: 'abc123' };
  expect(renderInventoryJson(inventory, stats)).toBe(
    asText({
      version: 1,
      integrations: [STRIPE],
      webhooks: [
        {
          provider: 'stripe',
          path: 'app/api/stripe/route.ts',
          line: 4,
          route: '/api/stripe',
          verification: 'verified',
          verifiedIn: { path: 'app/api/stripe/route.ts', line: 9 },
          why: 'sdk-verifier',
        },
        {
          provider: null,
          path: 'app/api/stripe/route.ts',
          line: 4,
          route: null,
          verification: 'unknown',
          verifiedIn: null,
          why: 'delegated',
        },
      ],
      env: [
        {
          name: 'STRIPE_SECRET_KEY',
          provider: 'stripe',
          class: 'secret',
          declaredIn: [{ path: '.env.example', line: 1 }],
          readIn: [{ path: 'src/pay.ts', line: 3 }],
          optional: false,
        },
      ],
      problems: [{ path: 'apps/web/package.json', message: 'could not be parsed (line 3): Unexpected end of JSON' }],
      stats,
    }),
  );
});

test('Hostile names stay data: the document is valid and holds them unchanged.', () => {
  const path = 'a"\n\u2028</script>.ts';
  const { findings } = JSON.parse(renderDiffJson(makeAudit({ findings: [makeFinding({ path })] })));
  expect(findings[0].path).toBe(path);
});
