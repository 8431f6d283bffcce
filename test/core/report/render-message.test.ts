import { describe, expect, test } from 'vitest';
import { renderFindingTitle, renderMessage, renderProblem } from '../../../src/core/report/render-message.ts';
import type { ProblemCode } from '../../../src/core/place-types.ts';
import { makeFinding, makeKeyFinding, makeProblem, makeWebhookFinding } from '../../support/make-audit.ts';

const APPROVE = 'If it is wanted, add `stripe` to `providers.approved` in `.integrations.yml`.';
const args = makeFinding().args;

describe('A new provider', () => {
  test.each([
    [{}, `Stripe (payments) is new with this change: npm package \`stripe\`, env \`STRIPE_SECRET_KEY\`. ${APPROVE}`],
    [
      { confidence: 'likely', signals: ['host api.stripe.com'] },
      `Stripe (payments) is new with this change: host \`api.stripe.com\`. A single signal points to it, so it is likely, not certain. ${APPROVE}`,
    ],
    [
      { signals: ['resource cli:stripe listen', 'code stripe.checkout('] },
      `Stripe (payments) is new with this change: command \`stripe listen\`, call \`stripe.checkout(\`. ${APPROVE}`,
    ],
    [
      { development: true, approved: true, signals: ['odd'] },
      'Stripe (payments) is new with this change: `odd`. Only development dependencies point to it. It is on the list of approved providers.',
    ],
  ])('with %j is worded.', (over, expected) => {
    expect(renderMessage(makeFinding({ args: { ...args, ...over } }))).toBe(expected);
  });

  test.each([
    [
      { hosts: ['api.acme.io', '*.acme.io'], env: ['ACME_API_KEY'], approved: false },
      'The code seems to use Acme, which no rule describes: host `api.acme.io`, webhook route `/webhooks/acme`. To make it a provider of your own, add `- { id: acme, name: Acme, category: other, detect: { hosts: [api.acme.io, "*.acme.io"], env: [ACME_API_KEY] } }` to `providers.custom` in `.integrations.yml`; your own domains belong in `paths.own-domains`.',
    ],
    [
      { hosts: [], env: [], approved: true },
      'The code seems to use Acme, which no rule describes: host `api.acme.io`, webhook route `/webhooks/acme`. It is on the list of approved providers. To make it a provider of your own, add `- { id: acme, name: Acme, category: other, detect: {} }` to `providers.custom` in `.integrations.yml`; your own domains belong in `paths.own-domains`.',
    ],
  ])('that is inferred comes with the entry that makes a provider of it: %j.', (over, expected) => {
    const given = { name: 'Acme', signals: ['host api.acme.io', 'webhook route /webhooks/acme'], ...over };
    expect(renderMessage(makeFinding({ code: 'inferred-provider', provider: 'acme', args: given }))).toBe(expected);
  });

  test('that is forbidden comes with the reason, if one is given.', () => {
    const forbidden = (reason: string) =>
      makeFinding({ code: 'forbidden-provider', args: { name: 'Mixpanel', reason } });
    expect(renderMessage(forbidden('replaced by PostHog'))).toBe(
      'Mixpanel is on the list of forbidden providers. The reason given: replaced by PostHog.',
    );
    expect(renderMessage(forbidden(''))).toBe('Mixpanel is on the list of forbidden providers.');
  });
});

describe('A hardcoded key', () => {
  test('says which, where, what can be done with it and what to do.', () => {
    expect(renderMessage(makeKeyFinding())).toBe(
      'A Stripe secret key (`sk_live_…a1b2`) is written into the code beside `apiKey`. ' +
        'Anyone who reads it can take payments in your name. ' +
        'Revoke it (https://dashboard.stripe.com/apikeys), since the history keeps it, and read the new one from `STRIPE_SECRET_KEY`.',
    );
  });

  test('of the test mode says so, with the article of its name.', () => {
    const finding = makeKeyFinding({
      args: { name: 'OpenAI', mode: 'test', where: 'test', variable: '', consequence: '', rotate: '', env: '' },
    });
    expect(renderMessage(finding)).toBe(
      'An OpenAI secret key (`sk_live_…a1b2`) is written into a test or an example. It is a test-mode key. Revoke it, since the history keeps it, and read the new one from an environment variable.',
    );
  });

  test('that is public by design need not be revoked, only moved.', () => {
    const finding = makeKeyFinding({
      keyClass: 'publishable',
      args: {
        name: 'PostHog',
        consequence: 'Anyone can send events',
        env: 'POSTHOG_KEY',
        where: 'env-example',
        variable: '',
      },
    });
    expect(renderMessage(finding)).toBe(
      'A PostHog publishable key (`sk_live_…a1b2`) is in an example environment file. Anyone can send events. Read it from `POSTHOG_KEY` instead.',
    );
  });

  test('of no provider is called by its kind.', () => {
    const finding = makeKeyFinding({
      keyClass: 'private-key',
      args: { where: 'documentation', name: '', variable: '', consequence: '', rotate: '', env: '' },
    });
    expect(renderMessage(finding)).toBe(
      'A private key (`sk_live_…a1b2`) is in the documentation. If it is more than a sample, replace it, since the history keeps it.',
    );
    expect(renderFindingTitle(finding)).toBe('Hardcoded private key');
    expect(renderMessage({ ...finding, args: { ...finding.args, where: 'source' } })).toBe(
      'A private key (`sk_live_…a1b2`) is written into the code. Replace it, since the history keeps it, and read the new one from an environment variable.',
    );
  });

  test('of a server is replaced, where its documentation says how.', () => {
    const finding = makeKeyFinding({
      keyClass: 'connection-string',
      masked: 'postgres…',
      args: {
        name: 'PostgreSQL',
        key: 'url',
        variable: '',
        consequence: "Anyone who reads it can log in to the database with this user's rights.",
        rotate: 'https://www.postgresql.org/docs/current/sql-alterrole.html',
        env: 'DATABASE_URL',
      },
    });
    expect(renderMessage(finding)).toBe(
      "A PostgreSQL connection string with credentials (`postgres…`) is written into the code. Anyone who reads it can log in to the database with this user's rights. " +
        'Replace the credentials (https://www.postgresql.org/docs/current/sql-alterrole.html), since the history keeps them, and read the new string from `DATABASE_URL`.',
    );
  });

  test('that is handed out at run time has no variable to be read from.', () => {
    const finding = makeKeyFinding({
      keyClass: 'publishable',
      masked: 'pi_…a1b2',
      args: { key: 'client-secret', variable: '', consequence: 'It is made for one customer.', env: '' },
    });
    expect(renderMessage(finding)).toBe(
      'A Stripe publishable key (`pi_…a1b2`) is written into the code. It is made for one customer. Ask for a new one each time instead.',
    );
  });
});

describe('A webhook', () => {
  test('that checks nothing is told with the remedy.', () => {
    expect(renderMessage(makeWebhookFinding())).toBe(
      'The Stripe webhook at `/api/stripe` accepts unsigned calls: nothing in the handler checks a signature. ' +
        'Verify the raw body with `stripe.webhooks.constructEvent` and the secret in `STRIPE_WEBHOOK_SECRET` before using it, and refuse what fails.',
    );
  });

  test.each([
    [
      'express',
      " `express.raw({ type: 'application/json' })` on this route keeps the body raw; after `express.json()` it is lost.",
    ],
    ['next-app', ' The raw body is `await request.text()`.'],
    ['nestjs', ' `rawBody: true` in `NestFactory.create` gives the raw body as `req.rawBody`.'],
    ['koa', ' `koa-bodyparser` gives the raw body as `ctx.request.rawBody`.'],
    ['hapi', ' `payload: { parse: false }` in the options of this route keeps the body raw.'],
    ['unknown', ''],
  ])('behind %s is told how to get the raw body.', (framework, more) => {
    const finding = makeWebhookFinding();
    const fix = '@acme/sdk#verifyWebhook -> boolean';
    expect(renderMessage({ ...finding, args: { ...finding.args, framework, fix, secretEnv: '' } })).toBe(
      `The Stripe webhook at \`/api/stripe\` accepts unsigned calls: nothing in the handler checks a signature. Verify the raw body with \`verifyWebhook\` of \`@acme/sdk\` before using it, and refuse what fails.${more}`,
    );
  });

  test.each([
    [
      'x-acme-token',
      'Compare the header `x-acme-token` with the secret in `ACME_SECRET` before using the body, and refuse what differs.',
    ],
    [
      'x-acme-signature',
      'Verify the header `x-acme-signature` over the raw body with the secret in `ACME_SECRET` before using it, and refuse what fails. The raw body is `await request.text()`.',
    ],
  ])('that %s proves is told of the raw body where that is signed.', (header, advice) => {
    const finding = makeWebhookFinding();
    const told = { ...finding.args, framework: 'next-app', fix: '', secretEnv: 'ACME_SECRET', header };
    expect(renderMessage({ ...finding, args: told }).endsWith(advice)).toBe(true);
  });

  test('of no known provider, whose check does not hold, is told what the check lacks.', () => {
    const finding = makeWebhookFinding({ code: 'ineffective-webhook', args: { route: '', why: 'result-ignored' } });
    expect(renderMessage({ ...finding, args: { ...finding.args, name: '', fix: '' } })).toBe(
      "This webhook accepts unsigned calls despite its check: the check's answer is not used. Refuse the call where the check fails, before the body is used.",
    );
  });

  test('whose verifier is an export of a module names both.', () => {
    const finding = makeWebhookFinding({
      code: 'ineffective-webhook',
      args: { why: 'presence-only', fix: '@octokit/webhooks-methods#verify' },
    });
    expect(renderMessage(finding)).toContain('with `verify` of `@octokit/webhooks-methods`');
  });
});

test('A committed environment file names its variables, never their values.', () => {
  const finding = makeFinding({ check: 'committed-env', code: 'committed-env-file', args: { names: ['A_KEY', 'B'] } });
  expect(renderMessage(finding)).toBe(
    'An environment file with values is committed: `A_KEY`, `B`. Revoke what it holds, remove it from the repository and add it to `.gitignore`.',
  );
});

test('The secrets of an environment file that are not named are counted.', () => {
  const told = (more: number) =>
    renderMessage(
      makeFinding({ check: 'committed-env', code: 'committed-env-file', args: { names: ['A_KEY'], more } }),
    );
  expect(told(4)).toMatch(/^An environment file with values is committed: `A_KEY` and 4 more\. /);
  expect(told(0)).toMatch(/^An environment file with values is committed: `A_KEY`\. /);
});

test('A publishable key without a format of its own is not said to give its owner away.', () => {
  const told = (keyClass: 'publishable' | 'secret') =>
    renderMessage(makeKeyFinding({ keyClass, args: { key: 'generic', name: 'Acme', consequence: '' } }));
  expect(told('publishable')).not.toContain('as its owner does');
  expect(told('secret')).toContain('Whoever reads it can use it as its owner does.');
});

test('What a list of keys lacks is counted.', () => {
  const finding = makeFinding({ check: 'leaked-key', code: 'more-keys', args: { count: 41, listed: 1000 } });
  expect(renderMessage(finding)).toBe(
    '41 more keys are in files of this change, from here on; only the first 1000 are listed.',
  );
  expect(renderFindingTitle(finding)).toBe('More hardcoded keys');
});

test('A finding without its arguments is told all the same.', () => {
  expect(renderMessage(makeFinding({ args: {} }))).toContain('is new with this change.');
});

test.each([
  [makeFinding(), 'New provider: Stripe'],
  [makeFinding({ code: 'forbidden-provider', args: { name: 'Mixpanel' } }), 'Forbidden provider: Mixpanel'],
  [makeKeyFinding(), 'Hardcoded Stripe secret key'],
  [makeWebhookFinding(), 'Unsigned webhook: Stripe'],
  [makeWebhookFinding({ code: 'optional-webhook', args: { name: '' } }), 'Unsigned webhook'],
  [makeFinding({ code: 'committed-env-file' }), 'Committed environment file'],
  [makeFinding({ code: 'config-error', check: 'config' }), 'Error in the configuration'],
])('A finding has a title of few words: %#.', (finding, title) => {
  expect(renderFindingTitle(finding)).toBe(title);
});

test('A title keeps to the limit, whatever the provider calls itself.', () => {
  expect(renderFindingTitle(makeFinding({ args: { name: 'x\n'.repeat(500) } }))).toMatch(/^New provider: x x[x ]*…$/);
  expect(renderFindingTitle(makeFinding({ args: { name: 'x'.repeat(500) } }))).toHaveLength(120);
});

describe('A problem', () => {
  const codes: [ProblemCode, string][] = [
    ['malformed', 'could not be parsed'],
    ['too-large', 'is too large to be read'],
    ['too-deep', 'is nested too deeply to be read'],
    ['not-text', 'is not UTF-8 text'],
    ['missing', 'could not be fetched'],
    ['incomplete-tree', 'is a listing that was cut short'],
    ['config', 'has an error, and that part of it is not applied'],
    ['failed', 'could not be read because of a bug in this tool'],
  ];
  test.each(codes)('of code %s is worded.', (code, words) => {
    expect(renderProblem(makeProblem({ code, line: null, detail: '' }))).toBe(words);
  });

  test('has its line and what the reader said.', () => {
    expect(renderProblem(makeProblem({ detail: 'Unexpected\nend' }))).toBe(
      'could not be parsed (line 3): Unexpected end',
    );
  });
});

test('A secret that is handed to browsers is told with the name it should have.', () => {
  const finding = makeFinding({
    check: 'exposed-secret',
    code: 'exposed-secret',
    args: { name: 'Stripe', variable: 'VITE_STRIPE_SECRET_KEY', prefix: 'VITE_', bare: 'STRIPE_SECRET_KEY' },
  });
  expect(renderMessage(finding)).toBe(
    '`VITE_STRIPE_SECRET_KEY` is a secret of Stripe by its name, and bundlers write variables that begin with `VITE_` into what every visitor downloads. Read it as `STRIPE_SECRET_KEY` only on the server; if a build with it was published, revoke it.',
  );
  expect(renderFindingTitle(finding)).toBe('Secret exposed to browsers: Stripe');
});

test('A remark without a reason is told how to give one.', () => {
  const finding = makeFinding({ check: 'config', code: 'remark-without-reason', args: { check: 'leaked-key' } });
  expect(renderMessage(finding)).toBe(
    'A comment here asks to ignore this, but does not count: it must name the check and give a reason. Write `integration-audit-ignore leaked-key: reason`.',
  );
  expect(renderFindingTitle(finding)).toBe('Ignore comment without a reason');
});
