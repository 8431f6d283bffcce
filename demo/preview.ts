import { NO_PAINT } from '../src/core/report/paint.ts';
import { renderCheckRun } from '../src/core/report/render-check-run.ts';
import { renderComment, renderResolvedComment } from '../src/core/report/render-comment.ts';
import { renderDiffJson } from '../src/core/report/render-json.ts';
import { renderInventoryMarkdown } from '../src/core/report/render-markdown.ts';
import { renderDiffText, renderInventoryText } from '../src/core/report/render-text.ts';
import {
  makeAudit,
  makeEvidence,
  makeFinding,
  makeIntegration,
  makeInventory,
  makeKeyFinding,
  makeMutedFinding,
  makeProblem,
  makeWebhookFinding,
} from '../test/support/make-audit.ts';

// Prints every form of the report for made-up audits, to proofread the wording.

const blobUrl = (path: string, line: number) => `https://github.example/acme/shop/blob/head/${path}#L${line}`;

const STRIPE = makeIntegration({
  evidence: [
    makeEvidence(),
    makeEvidence({ kind: 'env', value: 'STRIPE_SECRET_KEY', detail: 'read', path: 'src/pay.ts', line: 3 }),
    makeEvidence({ kind: 'host', value: 'api.stripe.com/v1', detail: null, path: 'src/pay.ts', line: 9 }),
    makeEvidence({ kind: 'import', value: 'stripe', detail: 'javascript', path: 'src/pay.ts', line: 1 }),
  ],
});

const HOSTILE = makeIntegration({
  provider: 'evil',
  name: '@everyone [click](https://evil.example) <img src=x> | `x`',
  category: 'other',
  confidence: 'inferred',
  evidence: [makeEvidence({ value: '<script>|`a`\n# b', path: 'we`ird|pa\nth/<b>@octocat #1.ts' })],
});

const POSTHOG = makeIntegration({ provider: 'posthog', name: 'PostHog', category: 'analytics', evidence: [] });

const QUIET = makeAudit();

const LOUD = makeAudit({
  conclusion: 'failure',
  change: {
    added: [STRIPE, HOSTILE],
    removed: [POSTHOG],
    changed: [{ provider: 'resend', name: 'Resend', added: [makeEvidence({ value: 'resend' })], removed: [] }],
  },
  findings: [
    makeKeyFinding(),
    makeWebhookFinding(),
    makeFinding(),
    makeFinding({ provider: 'evil', args: { name: HOSTILE.name, category: 'other' } }),
  ],
  muted: [makeMutedFinding()],
  problems: [makeProblem()],
});

const INVENTORY = makeInventory({ integrations: [STRIPE, HOSTILE], problems: LOUD.problems });

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
