import { describe, expect, test } from 'vitest';
import { byteLength } from '../../../src/core/report/fit-sections.ts';
import { renderCheckRun } from '../../../src/core/report/render-check-run.ts';
import { SEVERITIES, type Finding } from '../../../src/core/audit-types.ts';
import {
  BASE,
  HEAD,
  makeAudit,
  makeEvidence,
  makeFinding,
  makeIntegration,
  makeKeyFinding,
  makeMutedFinding,
  makeProblem,
  makeWebhookFinding,
} from '../../support/make-audit.ts';

const WITH = { annotations: true };

const COVERAGE = `### Coverage

The head has 120 files, of which 3 differ from the base. For this audit 6 file versions (2.0 KB) were read, with rulebook \`abc123\`.

Reproduce with \`integration-audit diff --base ${BASE} --head ${HEAD}\``;

test.each([
  [1, '1 more is left out by `paths.ignore`.'],
  [2, '2 more are left out by `paths.ignore`.'],
])('Changed files that the configuration ignores are counted: %i.', (ignoredFiles, sentence) => {
  const { summary } = renderCheckRun(makeAudit({ stats: { ignoredFiles } }), WITH);
  expect(summary).toContain(`of which 3 differ from the base. ${sentence} For this audit`);
});

test('Checks that the configuration switches off are named.', () => {
  const { summary } = renderCheckRun(makeAudit({ stats: { checksOff: ['leaked-key', 'committed-env'] } }), WITH);
  expect(summary).toContain('with rulebook `abc123`. Switched off: `leaked-key`, `committed-env`.\n');
});

test('An audit with nothing to say shows what it looked at and how to repeat it.', () => {
  expect(renderCheckRun(makeAudit(), WITH)).toEqual({
    conclusion: 'success',
    title: 'No change to integrations',
    summary: COVERAGE,
    text: null,
    annotations: [],
  });
});

describe('The summary', () => {
  const audit = makeAudit({
    conclusion: 'failure',
    change: {
      added: [makeIntegration()],
      removed: [
        makeIntegration({
          provider: 'mixpanel',
          name: 'Mixpanel',
          category: 'analytics',
          evidence: [makeEvidence({ value: 'mixpanel' })],
        }),
      ],
    },
    findings: [makeKeyFinding(), makeFinding()],
    muted: [makeMutedFinding()],
    problems: [makeProblem()],
  });

  test('has a table each of what came, went, was found and muted, and lists what was not read.', () => {
    expect(renderCheckRun(audit, WITH).summary).toBe(`**This view is partial: 1 file was not read in full.**

### New providers

| Provider | Category | Confidence | Evidence | Standing |
| --- | --- | --- | --- | --- |
| **Stripe** | Payments | confirmed | npm package \`stripe\` ^14.0.0 at \`package.json:12\`; env name \`STRIPE_SECRET_KEY\` (read) at \`src/pay.ts:3\` | warning |

### Removed providers

| Provider | Category | Evidence removed |
| --- | --- | --- |
| **Mixpanel** | Analytics | npm package \`mixpanel\` ^14.0.0 at \`package.json:12\` |

### Findings

| Severity | Where | What | Fingerprint |
| --- | --- | --- | --- |
| error | \`src/pay.ts:7\` | A Stripe secret key (\`sk_live_…a1b2\`) is written into the code beside \`apiKey\`. Anyone who reads it can take payments in your name. [Revoke it](https://dashboard.stripe.com/apikeys), since the history keeps it, and read the new one from \`STRIPE_SECRET_KEY\`. | \`fedcba9876543210\` |

### Not read in full

- \`apps/web/package.json\`: could not be parsed (line 3): Unexpected end of JSON

### Muted

| Check | Where | Reason given | Until |
| --- | --- | --- | --- |
| \`leaked-key\` | \`e2e/pay.ts:7\` | recorded fixtures | 2027-03-01 |

${COVERAGE}`);
  });

  test('links to lines where their address is known.', () => {
    const { summary } = renderCheckRun(audit, WITH, (path, line) => `https://g.example/${path}#L${line}`);
    expect(summary).toContain('[`src/pay.ts:7`](https://g.example/src/pay.ts#L7)');
  });

  test('tells whether a new provider is approved or forbidden, and what speaks for it in excess of three.', () => {
    const evidence = Array.from({ length: 5 }, (_, i) => makeEvidence({ line: i + 1 }));
    const { summary } = renderCheckRun(
      makeAudit({
        change: {
          added: [
            makeIntegration({ evidence, development: true }),
            makeIntegration({ provider: 'mixpanel', name: 'Mixpanel', evidence: [] }),
            makeIntegration({ provider: 'quiet', name: 'Quiet', evidence: [] }),
          ],
        },
        findings: [
          makeFinding({ args: { approved: true } }),
          makeFinding({ provider: 'mixpanel', code: 'forbidden-provider', args: { name: 'Mixpanel', reason: '' } }),
        ],
      }),
      WITH,
    );
    expect(summary).toMatch(
      /\| \*\*Stripe\*\* \| Payments \| confirmed, development only \| .*:3`; 2 more \| approved \|/,
    );
    expect(summary).toContain('| **Mixpanel** | Payments | confirmed |  | **forbidden** |');
    expect(summary).toContain('| **Quiet** | Payments | confirmed |  |  |');
  });
});

test('An configuration error is no file that was not read.', () => {
  const problem = makeProblem({ path: '.integrations.yml', code: 'config', detail: 'invalid-value' });
  const { summary } = renderCheckRun(makeAudit({ problems: [problem] }), WITH);
  expect(summary).toBe(
    `### Configuration\n\n- \`.integrations.yml\`: has an error, and that part of it is not applied (line 3): invalid-value\n\n${COVERAGE}`,
  );
});

test('The text lists all evidence of what is new where the table cannot, and what changed for the rest.', () => {
  const changed = { provider: 'resend', name: 'Resend', added: [makeEvidence()], removed: [makeEvidence({ line: 2 })] };
  const evidence = [1, 2, 3, 4].map((line) => makeEvidence({ line }));
  const added = [makeIntegration(), makeIntegration({ provider: 'plaid', name: 'Plaid', evidence })];
  expect(renderCheckRun(makeAudit({ change: { added, changed: [changed] } }), WITH).text).toBe(
    `### Evidence of the new providers

- **Plaid**: npm package \`stripe\` ^14.0.0 at \`package.json:1\`
- **Plaid**: npm package \`stripe\` ^14.0.0 at \`package.json:2\`
- **Plaid**: npm package \`stripe\` ^14.0.0 at \`package.json:3\`
- **Plaid**: npm package \`stripe\` ^14.0.0 at \`package.json:4\`

### Changed evidence of known providers

- **Resend**: now also npm package \`stripe\` ^14.0.0 at \`package.json:12\`
- **Resend**: no longer npm package \`stripe\` ^14.0.0 at \`package.json:2\``,
  );
});

describe('Annotations', () => {
  const annotationsOf = (...findings: Finding[]) => renderCheckRun(makeAudit({ findings }), WITH).annotations;

  test('stand at their lines, with columns where the end is known.', () => {
    const [first, second] = annotationsOf(makeKeyFinding(), makeFinding());
    expect(first).toEqual({
      path: 'src/pay.ts',
      start_line: 7,
      end_line: 7,
      start_column: 15,
      end_column: 47,
      annotation_level: 'failure',
      title: 'Hardcoded Stripe secret key',
      message: expect.stringMatching(/^A Stripe secret key/),
    });
    expect(second).toEqual({
      path: 'package.json',
      start_line: 12,
      end_line: 12,
      annotation_level: 'warning',
      title: 'New provider: Stripe',
      message: expect.stringMatching(/^Stripe \(payments\) is new/),
    });
  });

  test('hold no Markdown, which GitHub would show as it is.', () => {
    const messages = annotationsOf(makeKeyFinding(), makeFinding(), makeWebhookFinding()).map((a) => a.message);
    expect(messages[0]).toMatch(/^A Stripe secret key \(“sk_live_…a1b2”\) is written into the code beside “apiKey”\./);
    expect(messages.join(' ')).not.toMatch(/`/);
  });

  test('over several lines have no columns, which GitHub would refuse.', () => {
    const [annotation] = annotationsOf(makeKeyFinding({ endLine: 9 }));
    expect(annotation).toMatchObject({ start_line: 7, end_line: 9 });
    expect(annotation).not.toHaveProperty('start_column');
    expect(annotation).not.toHaveProperty('end_column');
  });

  test.each([
    [
      { line: 0, endLine: 0, column: 0, endColumn: 0 },
      { start_line: 1, end_line: 1 },
    ],
    [
      { line: 5, endLine: 3, column: 4, endColumn: 2 },
      { start_line: 5, end_line: 5 },
    ],
  ])('with impossible places %j are mended.', (place, expected) => {
    const [annotation] = annotationsOf(makeKeyFinding(place));
    expect(annotation).toMatchObject(expected);
    expect(annotation).not.toHaveProperty('start_column');
  });

  test('have a level for each severity, and the order of the findings.', () => {
    const findings = SEVERITIES.map((severity) => makeFinding({ severity }));
    expect(annotationsOf(...findings).map((a) => a.annotation_level)).toEqual(['failure', 'warning', 'notice']);
  });

  test('end at a hundred, the first ones, and the summary counts the rest.', () => {
    const findings = Array.from({ length: 130 }, (_, i) =>
      makeWebhookFinding({ severity: i < 90 ? 'error' : 'notice' }),
    );
    const { annotations, summary } = renderCheckRun(makeAudit({ findings }), WITH);
    expect(annotations).toHaveLength(100);
    expect(annotations.filter((a) => a.annotation_level === 'notice')).toHaveLength(10);
    expect(summary).toContain('100 findings are shown at their lines, 30 more are listed only here.');
  });

  test('can be turned off, and the summary still says all.', () => {
    const audit = makeAudit({ findings: [makeKeyFinding()] });
    const without = renderCheckRun(audit, { annotations: false });
    expect(without.annotations).toEqual([]);
    expect(without.summary).toBe(renderCheckRun(audit, WITH).summary);
  });

  test('need a path; what is muted has none.', () => {
    expect(annotationsOf(makeFinding({ path: '' }))).toEqual([]);
    expect(renderCheckRun(makeAudit({ muted: [makeMutedFinding()] }), WITH).annotations).toEqual([]);
  });
});

test('An audit of thousands of everything keeps to the limits in bytes, with whole rows and its last line.', () => {
  const path = `${'日本語/'.repeat(60)}x.ts`;
  const many = <T>(make: (i: number) => T): T[] => Array.from({ length: 3000 }, (_, i) => make(i));
  const { summary, text, title } = renderCheckRun(
    makeAudit({
      change: {
        added: many((i) => makeIntegration({ name: `名前 ${i}`, evidence: [makeEvidence({ path })] })),
        removed: many((i) => makeIntegration({ name: `Gone ${i}` })),
      },
      findings: many((line) => makeKeyFinding({ path, line })),
      muted: many((line) => makeMutedFinding({ path, line })),
      problems: many(() => makeProblem({ path })),
    }),
    WITH,
  );
  expect(byteLength(summary)).toBeLessThanOrEqual(65_535);
  expect(byteLength(text ?? '')).toBeLessThanOrEqual(65_535);
  expect(title.length).toBeLessThanOrEqual(255);
  expect(summary).toContain('--base');
  expect(summary).toMatch(/\n\d+ more are not listed here\.\n/);
  expect(summary.split('\n').filter((line) => line.startsWith('|') && !line.endsWith('|'))).toEqual([]);
});
