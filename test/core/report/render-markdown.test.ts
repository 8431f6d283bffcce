import { describe, expect, test } from 'vitest';
import { CATEGORY_WORDS } from '../../../src/core/report/category-words.ts';
import { renderCheckRun } from '../../../src/core/report/render-check-run.ts';
import { renderDiffMarkdown, renderInventoryMarkdown } from '../../../src/core/report/render-markdown.ts';
import { CATEGORIES } from '../../../src/core/types.ts';
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
  const audit = makeAudit({ change: { added: [makeIntegration()] }, findings: [makeKeyFinding()] });
  const { summary, text } = renderCheckRun(audit, { annotations: true });
  expect(renderDiffMarkdown(audit)).toBe(
    `## Integration audit: 1 new provider: Stripe · 1 secret\n\n${summary}\n\n${text ?? ''}\n`,
  );
});

test('A diff lists everything, however long.', () => {
  const findings = Array.from({ length: 500 }, (_, i) => makeKeyFinding({ line: i + 1 }));
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

**Monitoring:**

- Not detected

## CI/CD & Deployment

**Hosting:**

- Not detected

**CI Pipeline:**

- Not detected

## Environment Configuration

**Secrets:**

- Not detected

**Other variables:**

- Not detected

**Declared in:**

- Not detected

## Webhooks & Callbacks

**Incoming:**

- Not detected

**Outgoing:**

- Not read from the code

---

*Written by \`integration-audit inventory\` from the code.*
`);
  });

  test('tells of a provider by what it was found, with versions and files.', () => {
    const text = renderInventoryMarkdown(makeInventory());
    expect(text).toContain(`**Payments:**

- Stripe
  - SDK: \`stripe\` (^14.0.0)
  - Environment: \`STRIPE_SECRET_KEY\`
  - Seen in: \`package.json\`, \`src/pay.ts\`
`);
    expect(text).toContain('**Secrets:**\n\n- `STRIPE_SECRET_KEY` (stripe)\n');
    expect(text).toContain('**Declared in:**\n\n- `.env.example`\n');
    expect(text).toContain(
      "- `/api/stripe` from stripe in `app/api/stripe/route.ts:4`: verified (the provider's own call verifies the signature)\n",
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
      integrations: [makeIntegration({ confidence: 'inferred', development: true, evidence })],
    });
    expect(text).toContain('- Stripe (inferred, development only)\n  - SDK: `@acme/p0`, `@acme/p1`,');
    expect(text).toMatch(/`p7\/package\.json` and 4 more\n/);
  });

  test('names variables that are read and declared nowhere, webhooks without a route, and what was not read.', () => {
    const base = makeInventory();
    const undeclared = { name: 'OTHER', provider: null, class: 'config' as const, declaredIn: [], readIn: [] };
    const text = renderInventoryMarkdown({
      ...base,
      env: [...base.env, undeclared],
      webhooks: [makeWebhook({ route: null, provider: null, verification: 'unverified', why: 'no-verification' })],
      problems: [makeProblem()],
    });
    expect(text).toContain('**Read but declared nowhere:**\n\n- `OTHER`\n');
    expect(text).toContain(
      '- A handler in `app/api/stripe/route.ts:4`: unverified (nothing in the handler checks a signature)\n',
    );
    expect(text).toContain(
      '## Not Read\n\n- `apps/web/package.json`: could not be parsed (line 3): Unexpected end of JSON\n',
    );
  });

  test('has a date only when one is given, so that it changes with the code alone.', () => {
    expect(renderInventoryMarkdown(EMPTY, { date: '2026-11-21' })).toContain(
      '\n\n**Analysis Date:** 2026-11-21\n\n## APIs',
    );
    expect(renderInventoryMarkdown(EMPTY)).not.toContain('Date');
    expect(renderInventoryMarkdown(makeInventory())).toBe(renderInventoryMarkdown(structuredClone(makeInventory())));
  });
});
