import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/core/audit-types.ts';
import { parseCommentMarker, renderCommentMarker, saysTheSame } from '../../../src/core/report/comment-marker.ts';
import { byteLength } from '../../../src/core/report/fit-sections.ts';
import { renderCheckRun } from '../../../src/core/report/render-check-run.ts';
import { needsComment, renderComment, renderResolvedComment } from '../../../src/core/report/render-comment.ts';
import { renderInventoryMarkdown } from '../../../src/core/report/render-markdown.ts';
import {
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
  makeWebhookFinding,
} from '../../support/make-audit.ts';

/** The digest in the marker is of no interest to a reader. */
const withoutDigest = (body: string): string => body.replace(/content=[0-9a-f]{16}/, 'content=0');

const LOUD = makeAudit({
  conclusion: 'failure',
  change: { added: [makeIntegration()], removed: [makeIntegration({ name: 'Mixpanel' })] },
  findings: [makeKeyFinding(), makeWebhookFinding(), makeFinding()],
  muted: [makeMutedFinding()],
  problems: [makeProblem()],
});

describe('A comment is needed', () => {
  test.each([
    ['a new provider', makeAudit({ findings: [makeFinding()] }), true],
    ['a key', makeAudit({ findings: [makeKeyFinding()] }), true],
    ['only an unsigned webhook', makeAudit({ findings: [makeWebhookFinding()] }), false],
    ['only a removed provider', makeAudit({ change: { removed: [makeIntegration()] } }), false],
    [
      'a version bump',
      makeAudit({ change: { changed: [{ provider: 'a', name: 'A', added: [makeEvidence()], removed: [] }] } }),
      false,
    ],
    ['a muted key', makeAudit({ muted: [makeMutedFinding()] }), false],
    ['nothing', makeAudit(), false],
  ])('or not for %s.', (_, audit, expected) => {
    expect(needsComment(audit)).toBe(expected);
  });
});

test('The comment says in sections what is new, leaked, unsigned and gone, marker first.', () => {
  expect(withoutDigest(renderComment(LOUD, { blobUrl: (path, line) => `https://g.example/${path}#L${line}` }))).toBe(
    `<!-- integration-audit:v1 sha=${HEAD} state=leaked content=0 -->
### Integration audit: 1 new provider: Stripe · 1 provider removed: Mixpanel · 1 secret · 1 unsigned webhook · 1 muted · 1 file not read in full

**Keys in the code**

- [\`src/pay.ts:7\`](https://g.example/src/pay.ts#L7): A Stripe secret key (\`sk_live_…a1b2\`) is written into the code beside \`apiKey\`. Anyone who reads it can take payments in your name. [Revoke it](https://dashboard.stripe.com/apikeys), since the history keeps it, and read the new one from \`STRIPE_SECRET_KEY\`.

**Unsigned webhooks**

- [\`app/api/stripe/route.ts:4\`](https://g.example/app/api/stripe/route.ts#L4): The Stripe webhook at \`/api/stripe\` accepts unsigned calls: nothing in the handler checks a signature. Verify the raw body with \`stripe.webhooks.constructEvent\` and the secret in \`STRIPE_WEBHOOK_SECRET\` before using it, and refuse what fails.

**New providers**

- **Stripe** (payments, confirmed): npm package \`stripe\` ^14.0.0 in [\`package.json:12\`](https://g.example/package.json#L12); env name \`STRIPE_SECRET_KEY\` (read) in [\`src/pay.ts:3\`](https://g.example/src/pay.ts#L3)

Gone with this change: **Mixpanel**. One fewer to look after, well done.

1 file was not read in full, 1 finding is muted; all details are in the check run “Integration audit”.
`,
  );
});

test('Sections with errors stand before those with warnings, and equals in the order of their kinds.', () => {
  const headings = (...findings: Finding[]) =>
    renderComment(makeAudit({ change: { added: [makeIntegration()] }, findings })).match(/^\*\*.+\*\*$/gm);
  const forbidden = makeFinding({ code: 'forbidden-provider', severity: 'error' });
  expect(headings(makeFinding(), makeKeyFinding({ severity: 'warning' }), makeWebhookFinding())).toEqual([
    '**Unsigned webhooks**',
    '**New providers**',
    '**Keys in the code**',
  ]);
  expect(headings(makeWebhookFinding(), forbidden)).toEqual([
    '**Forbidden providers**',
    '**Unsigned webhooks**',
    '**New providers**',
  ]);
  expect(headings(makeFinding({ severity: 'error' }), makeKeyFinding())).toEqual([
    '**New providers**',
    '**Keys in the code**',
  ]);
});

test('What the title counts stands in the comment: the configuration and the inventory document too.', () => {
  const misnamed = { problem: 'misnamed-file', expected: '.integrations.yml' };
  const body = renderComment(
    makeAudit({
      findings: [
        makeFinding({ check: 'config', code: 'config-error', path: '.integrations.yaml', line: 1, args: misnamed }),
        makeFinding({ check: 'stale-inventory', code: 'missing-inventory', path: 'INTEGRATIONS.md', line: 1 }),
      ],
      problems: [makeProblem({ path: '.integrations.yml', code: 'config' })],
      stats: { checksOff: ['leaked-key'] },
    }),
  );
  expect(body).toContain(' · 1 configuration note · configuration error\n');
  expect(body).toContain(
    '**Configuration**\n\n- `.integrations.yaml:1`: A file by this name is not read: call it `.integrations.yml`.\n',
  );
  expect(body).toContain('**Inventory document**\n\n- `INTEGRATIONS.md:1`: ');
  expect(body).toContain(
    '\n\nThe configuration has an error, the check `leaked-key` is off; all details are in the check run',
  );
});

test('A comment that must be there with nothing to say says just that.', () => {
  expect(withoutDigest(renderComment(makeAudit({ conclusion: 'neutral' })))).toBe(
    `<!-- integration-audit:v1 sha=${HEAD} state=neutral content=0 -->
### Integration audit: No change to integrations

All details are in the check run “Integration audit”.
`,
  );
});

test('A settled comment says so in a line, and what went.', () => {
  expect(withoutDigest(renderResolvedComment(makeAudit(), 'failure'))).toBe(
    `<!-- integration-audit:v1 sha=${HEAD} state=resolved content=0 -->
### Integration audit: resolved

Everything that was found in an earlier version of this pull request is fixed.
`,
  );
  const gone = makeAudit({ change: { removed: [makeIntegration({ name: 'A' }), makeIntegration({ name: 'B' })] } });
  expect(renderResolvedComment(gone)).toContain(
    '\n\nGone with this change: **A**, **B**. 2 fewer to look after, well done.\n',
  );
});

describe('A secret that was pushed', () => {
  const stateOf = (body: string) => parseCommentMarker(body)?.state ?? null;
  const withKey = (over: Partial<Finding>) => renderComment(makeAudit({ findings: [makeKeyFinding(over)] }));

  test('is still to be revoked when it is out of the code.', () => {
    const body = renderResolvedComment(makeAudit(), stateOf(withKey({})));
    expect(body).toContain('revoke it if you have not done so yet.');
  });

  test('is kept in mind while the comment says something else.', () => {
    const later = renderComment(makeAudit({ conclusion: 'neutral' }), { previous: stateOf(withKey({})) });
    expect(stateOf(later)).toBe('leaked');
  });

  test.each<[string, Partial<Finding>]>([
    ['made for browsers', { keyClass: 'publishable' }],
    ['of an example', { severity: 'notice' }],
  ])('is none when it is %s.', (_, over) => {
    expect(stateOf(withKey(over))).toBe('success');
  });
});

test('The same audit is the same comment, so that nothing is written twice.', () => {
  expect(renderComment(LOUD)).toBe(renderComment(structuredClone(LOUD)));
});

describe('The marker', () => {
  test.each(['success', 'neutral', 'failure', 'leaked', 'resolved'] as const)('of state %s is read back.', (state) => {
    expect(parseCommentMarker(renderCommentMarker(LOUD, state))).toEqual({
      sha: HEAD,
      state,
      content: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  test.each([
    ['not ours', 'Hello'],
    ['quoted further down', `> x\n<!-- integration-audit:v1 sha=${HEAD} state=failure content=0123456789abcdef -->`],
    ['of no state', `<!-- integration-audit:v1 sha=${HEAD} state=odd content=0123456789abcdef -->`],
    ['of no content', `<!-- integration-audit:v1 sha=${HEAD} state=failure -->`],
  ])('is none when it is %s.', (_, body) => {
    expect(parseCommentMarker(body)).toBeNull();
  });

  test('cannot be broken out of by a commit name.', () => {
    const body = renderComment({ ...LOUD, head: 'a --> <script>' });
    expect(withoutDigest(body).split('\n')[0]).toBe('<!-- integration-audit:v1 sha=ascript state=leaked content=0 -->');
  });
});

describe('A comment says the same', () => {
  const body = renderComment(LOUD);
  const moved = { ...LOUD, head: 'b'.repeat(40), findings: LOUD.findings.map((f) => ({ ...f, line: f.line + 7 })) };

  test.each([
    ['after a newer commit that only moves its lines', renderComment(moved), true],
    [
      'not when a key came',
      renderComment({ ...LOUD, findings: [...LOUD.findings, makeKeyFinding({ fingerprint: 'feed' })] }),
      false,
    ],
    ['not when a finding went', renderComment({ ...LOUD, findings: LOUD.findings.slice(1) }), false],
    ['not when a provider went', renderComment({ ...LOUD, change: { ...LOUD.change, removed: [] } }), false],
    ['not when it is settled', renderResolvedComment(LOUD), false],
    ['not when it is not ours', 'Hello', false],
  ])('%s.', (_, now, expected) => {
    expect(saysTheSame(body, now)).toBe(expected);
  });

  test('when it was settled before.', () => {
    expect(
      saysTheSame(renderResolvedComment(makeAudit(), 'failure'), renderResolvedComment(makeAudit(), 'resolved')),
    ).toBe(true);
  });
});

test('A key in several places is one line, with links to some of the others.', () => {
  const findings = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts'].map((path) => makeKeyFinding({ path }));
  const body = renderComment(makeAudit({ findings }), {
    blobUrl: (path, line) => `https://x.example/${path}#L${line}`,
  });
  expect(body.match(/^- /gm)).toHaveLength(1);
  const links = ['b.ts', 'c.ts', 'd.ts'].map((path) => `[\`${path}:7\`](https://x.example/${path}#L7)`);
  expect(body).toContain(` Also at ${links.join(', ')} and 1 more place.\n`);
});

test('Thousands of findings leave a comment that GitHub takes.', () => {
  const findings = Array.from({ length: 2000 }, (_, line) => makeKeyFinding({ line, fingerprint: `${line}` }));
  const body = renderComment(makeAudit({ findings }));
  expect(byteLength(body)).toBeLessThan(65_536);
  expect(body).toMatch(/\n\n\d+ more are not listed here\.\n/);
});

test('Whatever a repository calls its things, no report shows raw HTML, a mention, a reference or a line of its making.', () => {
  const part = fc.constantFrom(
    '@octocat',
    '#12',
    '<img>',
    '<!--',
    '-->',
    '`',
    '```',
    '|',
    '\n',
    '\r\n',
    '[x](y)',
    '](z)',
    '\u202E',
    '\u2028',
    '\\',
    'https://e.example',
    ' ',
    'a',
  );
  const hostile = fc.array(part, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(hostile, hostile, (name, path) => {
      const evidence = [
        makeEvidence({ value: name, detail: `npm ${name}`, path }),
        makeEvidence({ kind: 'env', value: name, detail: name, path }),
      ];
      const integration = makeIntegration({ name, provider: name, evidence });
      const audit = makeAudit({
        change: {
          added: [integration],
          removed: [integration],
          changed: [{ provider: name, name, added: evidence, removed: evidence }],
        },
        findings: [
          makeFinding({ path, provider: name, code: 'forbidden-provider', args: { name, reason: name } }),
          makeKeyFinding({
            path,
            masked: name,
            args: { name, variable: name, env: name, consequence: name, rotate: name },
          }),
          makeWebhookFinding({ path, args: { name, route: name, why: name, fix: name, secretEnv: name } }),
          makeFinding({ path, check: 'committed-env', code: 'committed-env-file', args: { names: [name] } }),
          makeFinding({
            path,
            check: 'config',
            code: 'config-error',
            args: { problem: 'unknown-key', key: name, parent: name, suggestion: name },
          }),
        ],
        muted: [makeMutedFinding({ path, reason: name, until: name })],
        problems: [makeProblem({ path, detail: name })],
        stats: { rulebook: name },
      });
      const { summary, text } = renderCheckRun(audit, { annotations: true });
      const inventory = makeInventory({
        integrations: [integration],
        webhooks: [makeWebhook({ path, route: name, provider: name })],
        env: [{ name, provider: name, class: 'secret', declaredIn: [{ path, line: 1, column: 1 }], readIn: [] }],
        problems: audit.problems,
      });
      const comment = renderComment(audit).split('\n').slice(1).join('\n');
      for (const shown of [summary, text ?? '', comment, renderInventoryMarkdown(inventory)])
        expect(findHarm(shown)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

/** What in a report would act, or starts a line that the report does not begin. */
function findHarm(markdown: string): string[] {
  // What stands in a code span is text: spans are taken out as Markdown reads them, fence by fence.
  const prose = markdown.replaceAll(/(?<!`)(`+)(?!`)(?:(?!\1(?!`))[^\n]|`(?=`))*?(?<!`)\1(?!`)/g, 'code');
  // An address is no text either: nothing in it is looked for.
  const words = prose.replaceAll(/\]\(https?:[^)\s]*\)/g, ']').replaceAll(/&#\d+;/g, 'x');
  const acting = [...markdown.matchAll(/[<\r\u2028\u202E]/g), ...words.matchAll(/@\w|`|#\d/g)].map(([found]) => found);
  const ours = /^(?:$|_Written|#|\||- | {2}- |\*|---|The head has|Reproduce|Gone|1 file|All )/;
  return [...acting, ...markdown.split('\n').filter((line) => !ours.test(line))];
}
