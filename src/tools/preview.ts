import { NO_PAINT } from '../core/report/paint.ts';
import { renderCheckRun } from '../core/report/render-check-run.ts';
import { renderComment, renderResolvedComment } from '../core/report/render-comment.ts';
import { renderDiffJson } from '../core/report/render-json.ts';
import { renderInventoryMarkdown } from '../core/report/render-markdown.ts';
import { renderDiffText, renderInventoryText } from '../core/report/render-text.ts';
import type { Audit, Finding } from '../core/audit-types.ts';
import type { Evidence, Integration, Inventory } from '../core/inventory-types.ts';

// Writes every form of the report over made-up audits, so that a person can look at the words.

const blobUrl = (path: string, line: number) => `https://github.example/acme/shop/blob/head/${path}#L${line}`;

const evidence = (over: Partial<Evidence>): Evidence => ({
  kind: 'package',
  value: 'stripe',
  detail: 'npm ^14.0.0',
  path: 'package.json',
  line: 12,
  column: 5,
  ...over,
});

const STRIPE: Integration = {
  provider: 'stripe',
  name: 'Stripe',
  aliases: [],
  category: 'payments',
  confidence: 'confirmed',
  development: false,
  evidence: [
    evidence({}),
    evidence({ kind: 'env', value: 'STRIPE_SECRET_KEY', detail: 'read', path: 'src/pay.ts', line: 3 }),
    evidence({ kind: 'host', value: 'api.stripe.com/v1', detail: null, path: 'src/pay.ts', line: 9 }),
    evidence({ kind: 'import', value: 'stripe', detail: 'javascript', path: 'src/pay.ts', line: 1 }),
  ],
};

const HOSTILE: Integration = {
  ...STRIPE,
  provider: 'evil',
  name: '@everyone [click](https://evil.example) <img src=x> | `x`',
  category: 'other',
  confidence: 'inferred',
  evidence: [evidence({ value: '<script>|`a`\n# b', path: 'we`ird|pa\nth/<b>@octocat #1.ts' })],
};

const POSTHOG: Integration = { ...STRIPE, provider: 'posthog', name: 'PostHog', category: 'analytics', evidence: [] };

const finding = (over: Partial<Finding>): Finding => ({
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
});

const LEAK = finding({
  check: 'leaked-key',
  code: 'hardcoded-key',
  severity: 'error',
  path: 'src/pay.ts',
  line: 7,
  column: 15,
  endLine: 7,
  endColumn: 47,
  keyClass: 'secret',
  masked: 'sk_live_…a1b2',
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
  },
});

const WEBHOOK = finding({
  check: 'unsigned-webhook',
  code: 'unverified-webhook',
  severity: 'error',
  path: 'app/api/stripe/route.ts',
  line: 4,
  args: {
    name: 'Stripe',
    route: '/api/stripe',
    framework: 'next',
    why: 'no-verification',
    fix: 'stripe.webhooks.constructEvent',
    secretEnv: 'STRIPE_WEBHOOK_SECRET',
  },
});

const QUIET: Audit = {
  base: 'b'.repeat(40),
  head: 'a'.repeat(40),
  conclusion: 'success',
  change: { added: [], removed: [], changed: [] },
  findings: [],
  muted: [],
  problems: [],
  rehearsal: null,
  stats: { files: 120, changedFiles: 1, readBlobs: 2, readBytes: 4096, rulebook: 'abc123' },
};

const LOUD: Audit = {
  ...QUIET,
  conclusion: 'failure',
  change: {
    added: [STRIPE, HOSTILE],
    removed: [POSTHOG],
    changed: [{ provider: 'resend', name: 'Resend', added: [evidence({ value: 'resend' })], removed: [] }],
  },
  findings: [
    LEAK,
    WEBHOOK,
    finding({}),
    finding({ provider: 'evil', args: { name: HOSTILE.name, category: 'other' } }),
  ],
  muted: [{ ...LEAK, path: 'e2e/pay.ts', reason: 'recorded fixtures', until: '2027-03-01' }],
  problems: [{ path: 'apps/web/package.json', line: 3, code: 'malformed', detail: 'Unexpected end of JSON' }],
};

const INVENTORY: Inventory = {
  integrations: [STRIPE, HOSTILE],
  webhooks: [],
  env: [{ name: 'STRIPE_SECRET_KEY', provider: 'stripe', class: 'secret', declaredIn: [], readIn: [] }],
  problems: LOUD.problems,
};

function show(title: string, body: string): void {
  process.stdout.write(`\n${'='.repeat(20)} ${title} ${'='.repeat(20)}\n\n${body}\n`);
}

for (const [name, audit] of Object.entries({ loud: LOUD, quiet: QUIET })) {
  const { annotations, summary, text, ...run } = renderCheckRun(audit, { annotations: true }, blobUrl);
  show(`check run, ${name}`, `${run.conclusion}: ${run.title}\n\n${summary}\n\n--- text\n\n${text ?? '(none)'}`);
  show(`annotations, ${name}`, JSON.stringify(annotations, null, 2));
  show(`comment, ${name}`, renderComment(audit, { blobUrl }));
  show(`terminal, ${name}`, renderDiffText(audit, NO_PAINT));
  show(`JSON, ${name}`, renderDiffJson(audit));
}
show('comment, resolved', renderResolvedComment(QUIET, 'failure'));
show('inventory document', renderInventoryMarkdown(INVENTORY));
show('inventory, terminal', renderInventoryText(INVENTORY, QUIET.stats, NO_PAINT));
