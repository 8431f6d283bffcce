import type { Audit, Finding, MutedFinding } from '../../src/core/audit-types.ts';
import type { Evidence, Integration, Inventory, Webhook } from '../../src/core/inventory-types.ts';
import type { Problem } from '../../src/core/place-types.ts';

// Sample values for tests of what follows the checks: small, complete, and overridable in part.

export const BASE = 'b'.repeat(40);
export const HEAD = 'a'.repeat(40);

export function makeEvidence(over: Partial<Evidence> = {}): Evidence {
  return {
    kind: 'package',
    value: 'stripe',
    detail: 'npm ^14.0.0',
    path: 'package.json',
    line: 12,
    column: 5,
    ...over,
  };
}

export function makeIntegration(over: Partial<Integration> = {}): Integration {
  return {
    provider: 'stripe',
    name: 'Stripe',
    aliases: [],
    category: 'payments',
    confidence: 'confirmed',
    development: false,
    evidence: [
      makeEvidence(),
      makeEvidence({
        kind: 'env',
        value: 'STRIPE_SECRET_KEY',
        detail: 'read',
        path: 'src/pay.ts',
        line: 3,
        column: 20,
      }),
    ],
    ...over,
  };
}

/** A finding of a new provider; override code, check and arguments for any other. */
export function makeFinding(over: Partial<Finding> = {}): Finding {
  return {
    check: 'new-provider',
    code: 'new-provider',
    severity: 'warning',
    provider: 'stripe',
    path: 'package.json',
    line: 12,
    column: 5,
    endLine: 12,
    endColumn: null,
    args: {
      name: 'Stripe',
      category: 'payments',
      confidence: 'confirmed',
      signals: ['npm package stripe', 'env STRIPE_SECRET_KEY'],
      development: false,
      approved: false,
    },
    fingerprint: '0123456789abcdef',
    ...over,
  };
}

/** A finding of a leaked key. The masked text only has the shape of a key. */
export function makeKeyFinding({ args, ...over }: Partial<Finding> = {}): Finding {
  return makeFinding({
    check: 'leaked-key',
    code: 'hardcoded-key',
    severity: 'error',
    path: 'src/pay.ts',
    line: 7,
    column: 15,
    endLine: 7,
    endColumn: 47,
    args: {
      name: 'Stripe',
      key: 'secret',
      keyClass: 'secret',
      mode: 'live',
      variable: 'apiKey',
      consequence: 'Anyone who reads it can take payments in your name',
      rotate: 'https://dashboard.stripe.com/apikeys',
      env: 'STRIPE_SECRET_KEY',
      where: 'source',
      ...args,
    },
    fingerprint: 'fedcba9876543210',
    keyClass: 'secret',
    masked: 'sk_live_…a1b2',
    ...over,
  });
}

/** A finding of an unsigned webhook. */
export function makeWebhookFinding({ args, ...over }: Partial<Finding> = {}): Finding {
  return makeFinding({
    check: 'unsigned-webhook',
    code: 'unverified-webhook',
    severity: 'error',
    path: 'app/api/stripe/route.ts',
    line: 4,
    column: 1,
    endLine: 4,
    args: {
      name: 'Stripe',
      route: '/api/stripe',
      framework: 'next',
      why: 'no-verification',
      fix: 'stripe.webhooks.constructEvent',
      secretEnv: 'STRIPE_WEBHOOK_SECRET',
      ...args,
    },
    fingerprint: '00112233445566aa',
    ...over,
  });
}

export function makeMutedFinding(over: Partial<MutedFinding> = {}): MutedFinding {
  return { ...makeKeyFinding({ path: 'e2e/pay.ts' }), reason: 'recorded fixtures', until: '2027-03-01', ...over };
}

export function makeProblem(over: Partial<Problem> = {}): Problem {
  return { path: 'apps/web/package.json', line: 3, code: 'malformed', detail: 'Unexpected end of JSON', ...over };
}

export function makeWebhook(over: Partial<Webhook> = {}): Webhook {
  return {
    path: 'app/api/stripe/route.ts',
    line: 4,
    column: 1,
    endLine: 20,
    provider: 'stripe',
    route: '/api/stripe',
    method: 'POST',
    framework: 'next',
    verification: 'verified',
    verifiedIn: { path: 'app/api/stripe/route.ts', line: 9 },
    why: 'sdk-verifier',
    ...over,
  };
}

/** An audit without changes and findings. */
export function makeAudit({
  change,
  stats,
  ...over
}: Partial<Omit<Audit, 'change' | 'stats'>> & PartialParts = {}): Audit {
  return {
    base: BASE,
    head: HEAD,
    conclusion: 'success',
    change: { added: [], removed: [], changed: [], ...change },
    findings: [],
    muted: [],
    problems: [],
    rehearsal: null,
    stats: { files: 120, changedFiles: 3, readBlobs: 6, readBytes: 2048, rulebook: 'abc123', ...stats },
    ...over,
  };
}

type PartialParts = { change?: Partial<Audit['change']>; stats?: Partial<Audit['stats']> };

/** An inventory of one payment provider with its variable and webhook. */
export function makeInventory(over: Partial<Inventory> = {}): Inventory {
  return {
    integrations: [makeIntegration()],
    webhooks: [makeWebhook()],
    env: [
      {
        name: 'STRIPE_SECRET_KEY',
        provider: 'stripe',
        class: 'secret',
        declaredIn: [{ path: '.env.example', line: 1, column: 1 }],
        readIn: [{ path: 'src/pay.ts', line: 3, column: 20 }],
      },
    ],
    problems: [],
    ...over,
  };
}
