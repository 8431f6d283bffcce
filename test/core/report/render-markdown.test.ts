import { describe, expect, test } from 'vitest';
import { CATEGORY_WORDS } from '../../../src/core/report/sentences/category-words.ts';
import { renderCheckRun } from '../../../src/core/report/render-check-run.ts';
import { renderDiffMarkdown, renderInventoryMarkdown } from '../../../src/core/report/render-markdown.ts';
import { CATEGORIES } from '../../../src/core/categories.ts';
import {
  makeAudit,
  makeEvidence,
  makeIntegration,
  makeInventory,
  makeKeyFinding,
  makeProblem,
  makeWebhook,
} from '../../support/make-audit.ts';

const EMPTY = { integrations: [], webhooks: [], env: [], problems: [] };

test('A diff is the summary of the check run under its title, and all evidence.', () => {
  const evidence = [1, 2, 3, 4].map((line) => makeEvidence({ line }));
  const audit = makeAudit({ change: { added: [makeIntegration({ evidence })] }, findings: [makeKeyFinding()] });
  const { summary, text } = renderCheckRun(audit, { annotations: true });
  expect(renderDiffMarkdown(audit)).toBe(
    `## Integration audit: 1 new provider: Stripe · 1 secret\n\n${summary}\n\n${text ?? ''}\n`,
  );
});

test('A diff lists everything, however long.', () => {
  const findings = Array.from({ length: 500 }, (_, i) => makeKeyFinding({ line: i + 1, fingerprint: `${i}` }));
  expect(renderDiffMarkdown(makeAudit({ findings })).match(/^\| error/gm)).toHaveLength(500);
});

describe('The inventory document', () => {
  test('says of each kind that nothing was detected, in the order of such documents.', () => {
    expect(renderInventoryMarkdown(EMPTY)).toBe(`# External Integrations

## APIs & External Services

- Not detected

## Data Storage

**Databases:**

- Not detected

**File Storage:**

- Not detected

**Caching:**

- Not detected

**Queues:**

- Not detected

## Authentication & Identity

**Auth Provider:**

- Not detected

## Monitoring & Observability

**Error Tracking:**

- Not detected

**Logs:**

- Not detected

**Metrics & Monitoring:**

- Not detected

## CI/CD & Deployment

**Hosting:**

- Not detected

**CI Pipeline:**

- Not detected

## Environment Configuration

**Required env vars:**

- Not detected

**Optional env vars (the code has a default):**

- Not detected

**Secrets location:**

- Not detected

## Webhooks & Callbacks

**Incoming:**

- Not detected

**Outgoing:**

- Not detected

---

_Written by \`integration-audit inventory\` from the code._
`);
  });

  test('tells of a provider by what it was found, with versions and files.', () => {
    const text = renderInventoryMarkdown(makeInventory());
    expect(text).toContain(`**Payments:**

- Stripe
  - SDK/Client: \`stripe\` (^14.0.0)
  - Auth: \`STRIPE_SECRET_KEY\`
  - Files: \`package.json\`, \`src/pay.ts\`
`);
    expect(text).toContain('**Required env vars:**\n\n- `STRIPE_SECRET_KEY` (Stripe, secret)\n');
    expect(text).toContain('**Secrets location:**\n\n- Environment files: `.env.example`\n');
    expect(text).toContain(
      "- `/api/stripe` from Stripe in `app/api/stripe/route.ts`: verified (the provider's own call verifies the signature)\n",
    );
  });

  test('puts every category into exactly one section.', () => {
    const integrations = CATEGORIES.map((category) =>
      makeIntegration({ category, name: `Name of ${category}`, evidence: [] }),
    );
    const text = renderInventoryMarkdown({ ...EMPTY, integrations });
    expect(CATEGORIES.filter((category) => text.split(`- Name of ${category}\n`).length !== 2)).toEqual([]);
    expect(new Set(Object.values(CATEGORY_WORDS)).size).toBe(CATEGORIES.length);
  });

  test('tells how sure it is, and cuts long lists.', () => {
    const evidence = Array.from({ length: 12 }, (_, i) =>
      makeEvidence({ value: `@acme/p${i}`, detail: null, path: `p${i}/package.json` }),
    );
    const text = renderInventoryMarkdown({
      ...EMPTY,
      integrations: [makeIntegration({ confidence: 'likely', development: true, evidence })],
    });
    expect(text).toContain('- Stripe (likely, development only)\n  - SDK/Client: `@acme/p0`, `@acme/p1`,');
    expect(text).toMatch(/`@acme\/p7` and 4 more\n/);
    expect(text).toMatch(/`p2\/package\.json` and 7 more\n/);
  });

  test('names variables that are read and declared nowhere, webhooks without a route, and what was not read.', () => {
    const base = makeInventory();
    const readIn = [{ path: 'src/a.ts', line: 1, column: 1 }];
    const undeclared = { name: 'OTHER', provider: null, class: 'config' as const, declaredIn: [], readIn };
    const text = renderInventoryMarkdown({
      ...base,
      env: [...base.env, undeclared],
      webhooks: [makeWebhook({ route: null, provider: null, verification: 'unverified', why: 'no-verification' })],
      problems: [makeProblem()],
    });
    expect(text).toContain('**Read, but declared nowhere:**\n\n- `OTHER`\n');
    expect(text).toContain(
      '- A handler in `app/api/stripe/route.ts`: unverified (nothing in the handler checks a signature)\n',
    );
    expect(text).toContain(
      '## Not Read in Full\n\n- `apps/web/package.json`: could not be parsed (line 3): Unexpected end of JSON\n',
    );
  });

  test('keeps what pipelines read apart, and leaves out what they set for their own steps.', () => {
    const at = (path: string) => [{ path, line: 1, column: 1 }];
    const config = { provider: null, class: 'config' as const, declaredIn: [], readIn: [] };
    const text = renderInventoryMarkdown({
      ...EMPTY,
      env: [
        { ...config, name: 'CI', readIn: at('src/a.ts') },
        { ...config, name: 'DEPLOY_HOST', readIn: at('.github/workflows/cd.yml') },
        { ...config, name: 'LOG_LEVEL', readIn: at('src/a.ts') },
        { ...config, name: 'NODE_VERSION', declaredIn: at('.github/workflows/ci.yml') },
        { ...config, name: 'PIP_NO_CACHE_DIR', declaredIn: at('api/Dockerfile') },
      ],
    });
    const section = text.slice(text.indexOf('## Environment'), text.indexOf('**Secrets location'));
    expect(section).toBe(`## Environment Configuration

**Required env vars:**

- \`LOG_LEVEL\`

**Optional env vars (the code has a default):**

- Not detected

**Read, but declared nowhere:**

- \`LOG_LEVEL\`

**Read by pipelines:**

- \`DEPLOY_HOST\`

`);
  });

  test('writes addresses and commands as they stand in files.', () => {
    const evidence = ['scheme:postgres', 'cli:gcloud run', 'named:acme', 'aws_s3_bucket'].map((value) =>
      makeEvidence({ kind: 'resource', value, detail: null, path: 'a' }),
    );
    expect(renderInventoryMarkdown({ ...EMPTY, integrations: [makeIntegration({ evidence })] })).toContain(
      '  - Connection: `postgres://`\n  - Resources: `aws_s3_bucket`\n  - Named in settings: `acme`\n  - Commands: `gcloud run`\n',
    );
  });

  test('tells inferred services apart, and what the code calls or can do without.', () => {
    const text = renderInventoryMarkdown({
      ...EMPTY,
      integrations: [
        makeIntegration({
          provider: 'acme',
          name: 'Acme',
          category: 'other',
          confidence: 'inferred',
          evidence: [
            makeEvidence({ kind: 'host', value: 'api.acme.io', detail: null, path: 'src/a.ts' }),
            makeEvidence({ kind: 'code', value: '/webhooks/acme', detail: 'webhook route', path: 'src/b.ts' }),
            makeEvidence({ kind: 'env', value: 'ACME_WEBHOOK_URL', detail: 'read', path: 'src/a.ts' }),
          ],
        }),
      ],
      env: [
        {
          name: 'ACME_WEBHOOK_URL',
          provider: null,
          class: 'config',
          declaredIn: [{ path: '.github/workflows/ci.yml', line: 1, column: 1 }],
          readIn: [{ path: 'src/a.ts', line: 1, column: 1 }],
          optional: true,
        },
        {
          name: 'A_SECRET',
          provider: null,
          class: 'secret',
          declaredIn: [{ path: '.github/workflows/ci.yml', line: 2, column: 1 }],
          readIn: [],
        },
      ],
    });
    expect(text).toContain('## APIs & External Services\n\n- Not detected\n');
    expect(text).toContain('(the code has a default):**\n\n- `ACME_WEBHOOK_URL`\n');
    expect(text).toContain('**Declared, but not read by the code:**\n\n- `A_SECRET` (secret)\n');
    expect(text).toContain('**Secrets location:**\n\n- CI secrets: `.github/workflows/ci.yml`\n');
    expect(text).toContain('**Outgoing:**\n\n- Acme: `ACME_WEBHOOK_URL`\n');
    expect(text).toContain(`## Inferred Services

No rule describes these services: they are inferred from hosts, variables and routes.

- Acme
  - Config: \`ACME_WEBHOOK_URL\`
  - Endpoints: \`api.acme.io\`
  - Webhook: \`/webhooks/acme\`
  - Files: \`src/a.ts\`, \`src/b.ts\`
`);
  });

  test('has a date only when one is given, so that it changes with the code alone.', () => {
    expect(renderInventoryMarkdown(EMPTY, { date: '2026-11-21' })).toContain(
      '\n\n**Analysis Date:** 2026-11-21\n\n## APIs',
    );
    expect(renderInventoryMarkdown(EMPTY)).not.toContain('Date');
    expect(renderInventoryMarkdown(makeInventory())).toBe(renderInventoryMarkdown(structuredClone(makeInventory())));
  });
});
