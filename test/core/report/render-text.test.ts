import { expect, test } from 'vitest';
import { NO_PAINT, type Paint } from '../../../src/core/report/paint.ts';
import { renderDiffText, renderInventoryText } from '../../../src/core/report/render-text.ts';
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
} from '../../support/make-audit.ts';

const STATS = makeAudit().stats;

const MARKED = Object.fromEntries(
  Object.keys(NO_PAINT).map((name) => [name, (text: string) => `<${name}>${text}</${name}>`]),
) as Paint;

test('A diff is grouped by check, place first, with its verdict at the end.', () => {
  const audit = makeAudit({
    conclusion: 'failure',
    change: { added: [makeIntegration()], removed: [makeIntegration({ name: 'Mixpanel', category: 'analytics' })] },
    findings: [
      makeFinding({ check: 'leaked-key', code: 'more-keys', severity: 'error', args: { count: 9, listed: 5000 } }),
      makeWebhookFinding({ code: 'idle-webhook', args: { why: 'no-verification' } }),
      makeFinding({ code: 'forbidden-provider' }),
    ],
    muted: [makeMutedFinding()],
    problems: [makeProblem()],
  });
  expect(renderDiffText(audit, NO_PAINT)).toBe(`New providers
  package.json:12:5 warning [0123456789abcdef]
    Stripe is on the list of forbidden providers.

Keys in the code
  package.json:12:5 error [0123456789abcdef]
    9 more keys are in files of this change, from here on; only the first 5000 are listed.

Unsigned webhooks
  app/api/stripe/route.ts:4:1 error [00112233445566aa]
    The Stripe webhook at \`/api/stripe\` accepts unsigned calls, though it only logs them: nothing in the handler checks a signature. Verify the signature before it does more with them.

Removed providers
  Mixpanel (Analytics)

Muted
  e2e/pay.ts:7:15 leaked-key (recorded fixtures)

Not read in full
  apps/web/package.json could not be parsed (line 3): Unexpected end of JSON

failure: 1 new provider: Stripe · 1 provider removed: Mixpanel · 1 forbidden · 1 secret · 1 unsigned webhook · 1 muted · 1 file not read in full
120 files, 3 changed, 6 versions read (2.0 KB)
`);
});

test('Of many notices of a check the first of each file is told, and how many more there are; all that is louder is told.', () => {
  const at = (file: number, line: number) =>
    makeKeyFinding({
      severity: 'notice',
      path: `tests/recorded/${file}.json`,
      line,
      fingerprint: `${file}${line}`.padStart(16, '0'),
    });
  const many = Array.from({ length: 21 }, (_, file) => [at(file, 1), at(file, 2), at(file, 3)]).flat();
  const loud = [
    makeKeyFinding({ path: 'a.ts' }),
    makeKeyFinding({ path: 'a.ts', line: 9, severity: 'warning', fingerprint: 'b'.repeat(16) }),
  ];
  const lines = renderDiffText(makeAudit({ findings: [...loud, ...many] }), NO_PAINT).split('\n');
  const places = lines.filter((line) => /^ {2}\S+:\d+:\d+ /.test(line));
  expect(places.slice(0, 3)).toEqual([
    '  a.ts:7:15 error [fedcba9876543210]',
    '  a.ts:9:15 warning [bbbbbbbbbbbbbbbb]',
    '  tests/recorded/0.json:1:15 notice [0000000000000001] and 2 more notices in this file',
  ]);
  expect(places).toHaveLength(2 + 20);
  expect(lines).toContain('  3 more notices in 1 file; `--format json` lists all');
  const few = renderDiffText(makeAudit({ findings: many.slice(0, 20) }), NO_PAINT);
  expect(few.match(/ notice \[\w+\]$/gm)).toHaveLength(20);
});

test('A key in several places is told once, where it stands first, with some of the others.', () => {
  const at = (path: string, over = {}) => makeKeyFinding({ path, ...over });
  const findings = [at('a.ts'), at('b.ts'), at('c.ts'), at('d.ts'), at('e.ts'), at('f.ts', { fingerprint: 'other' })];
  const text = renderDiffText(
    makeAudit({ findings: [...findings, at('test/a.ts', { severity: 'notice' })] }),
    NO_PAINT,
  );
  expect(text.match(/^ {2}\S+:7:15 \w+/gm)).toEqual(['  a.ts:7:15 error', '  f.ts:7:15 error']);
  expect(text).toContain(' Also at b.ts:7:15, c.ts:7:15, d.ts:7:15 and 2 more places.\n');
  expect(text).toContain(': 2 secrets\n');
});

test('With nothing to say, the verdict stands alone, in its colour.', () => {
  expect(renderDiffText(makeAudit(), MARKED)).toBe(
    '<green>success</green>: No change to integrations\n<dim>120 files, 3 changed, 6 versions read (2.0 KB)</dim>\n',
  );
});

test('What the configuration leaves out is counted.', () => {
  expect(renderDiffText(makeAudit({ stats: { ignoredFiles: 2 } }), MARKED)).toContain(
    '120 files, 3 changed, 2 left out by paths.ignore, 6 versions read',
  );
});

test('Of what one reason mutes in a file the first stands for the others.', () => {
  const muted = [
    makeMutedFinding({ path: 'a.ts', line: 1, reason: 'Samples' }),
    makeMutedFinding({ path: 'a.ts', line: 2, reason: 'Samples' }),
    makeMutedFinding({ path: 'a.ts', line: 3, reason: 'Another' }),
  ];
  const lines = renderDiffText(makeAudit({ muted }), NO_PAINT).split('\n');
  expect(lines.slice(1, 3).map((line) => line.replace(/:\d+ leaked-key/, ''))).toEqual([
    '  a.ts:1 (Samples) and 1 more in this file',
    '  a.ts:3 (Another)',
  ]);
  const many = Array.from({ length: 25 }, (_, i) => makeMutedFinding({ path: `${i}.ts` }));
  expect(renderDiffText(makeAudit({ muted: many }), NO_PAINT)).toContain('\n  5 more; `--format json` lists all\n');
});

test('Of many places of a provider in an inventory ten are told, and each name first.', () => {
  const evidence = [
    ...Array.from({ length: 12 }, (_, i) =>
      makeEvidence({ kind: 'host', value: 'api.stripe.com', path: 'a.ts', line: i + 1 }),
    ),
    makeEvidence({ kind: 'env', value: 'STRIPE_KEY', path: 'b.ts', line: 1 }),
  ];
  const text = renderInventoryText(makeInventory({ integrations: [makeIntegration({ evidence })] }), STATS, NO_PAINT);
  const lines = text.split('\n').filter((line) => line.startsWith('    '));
  expect(lines.map((line) => line.split(':')[1] ?? line)).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
    '1',
    '    3 more; `--format json` lists all',
  ]);
});

test('Checks that the configuration switches off are named.', () => {
  expect(renderDiffText(makeAudit({ stats: { checksOff: ['leaked-key', 'committed-env'] } }), MARKED)).toContain(
    '6 versions read (2.0 KB); leaked-key off, committed-env off</dim>',
  );
});

test('Of what stands each file is read once.', () => {
  expect(renderDiffText({ ...makeAudit(), base: null }, MARKED)).toContain('120 files, 6 read (2.0 KB)');
});

test('Severities have their colours.', () => {
  const findings = (['error', 'warning', 'notice'] as const).map((severity) => makeFinding({ severity }));
  const text = renderDiffText(makeAudit({ findings, conclusion: 'neutral' }), MARKED);
  expect(text).toContain('<red>error</red>');
  expect(text).toContain('<yellow>warning</yellow>');
  expect(text).toContain('<blue>notice</blue>');
  expect(text).toContain('<yellow>neutral</yellow>: ');
});

test('An inventory lists providers by category with their evidence, then webhooks.', () => {
  const inventory = makeInventory({
    integrations: [
      makeIntegration(),
      makeIntegration({ name: 'Jest', category: 'other', development: true, confidence: 'likely', evidence: [] }),
    ],
    problems: [makeProblem()],
  });
  expect(renderInventoryText(inventory, STATS, NO_PAINT)).toBe(`Payments
  Stripe (confirmed)
    package.json:12:5 npm package \`stripe\` ^14.0.0
    src/pay.ts:3:20 env name \`STRIPE_SECRET_KEY\` (read)

Other
  Jest (likely, development only)

Webhooks
  app/api/stripe/route.ts:4:1 /api/stripe verified (the provider's own call verifies the signature)

Not read in full
  apps/web/package.json could not be parsed (line 3): Unexpected end of JSON

2 providers, 1 webhook, 1 environment variable
120 files, 6 read (2.0 KB)
`);
});

test('Names of the repository reach no terminal with their escapes, and start no line.', () => {
  const evil = 'a\u001B]0;x\u0007\nfailure: b\u202E';
  const audit = makeAudit({
    change: { added: [], removed: [makeIntegration({ name: evil })] },
    findings: [makeKeyFinding({ path: evil, masked: evil, args: { name: evil, variable: evil, consequence: evil } })],
    muted: [makeMutedFinding({ path: evil, reason: evil })],
    problems: [makeProblem({ path: evil, detail: evil })],
  });
  const inventory = makeInventory({ integrations: [makeIntegration({ name: evil })], problems: audit.problems });
  for (const text of [renderDiffText(audit, NO_PAINT), renderInventoryText(inventory, STATS, NO_PAINT)]) {
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).not.toMatch(/^failure: b/m);
  }
});
