import { afterEach, expect, test } from 'vitest';

import { makeLeak, makePackageJson, makeStripeKey } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

const LEAK = { 'src/stripe.ts': makeLeak(makeStripeKey('config')) };
const MUTED = 'version: 1\nproviders: { approved: [stripe] }\nchecks: { leaked-key: off }\n';
const PACKAGE = { 'package.json': makePackageJson({}) };

let app: App;
afterEach(() => app.close());

test('judges by the base, so that a pull request cannot mute its own alarm', async () => {
  app = await startApp({ base: PACKAGE });
  const run = await app.audit({ ...LEAK, '.integrations.yml': MUTED });

  expect(run.conclusion).toBe('failure');
  expect((await app.annotations(run.id)).map((n) => [n.path, n.start_line])).toContainEqual(['src/stripe.ts', 3]);
});

test('heeds the same configuration once it stands in the base', async () => {
  app = await startApp({ base: { ...PACKAGE, '.integrations.yml': MUTED } });
  const run = await app.audit(LEAK);

  expect(run.conclusion).toBe('success');
  expect((await app.annotations(run.id)).map((n) => [n.start_line, n.annotation_level])).toEqual([[1, 'notice']]);
});

test('reads the configuration of the commit where the branches parted, in .github too', async () => {
  app = await startApp({ base: { ...PACKAGE, '.github/integrations.yml': MUTED } });
  const { headSha, number } = await app.makePull(LEAK);
  await app.github.commitFiles({ '.github/integrations.yml': null, 'src/main.ts': '' }, { branch: 'main' });
  await app.tell('opened', number);
  await app.settle();

  expect((await app.checkRuns(headSha)).map((run) => run.conclusion)).toEqual(['success']);
});

test("notes an error in the head's configuration at its line", async () => {
  app = await startApp({ base: PACKAGE });
  const run = await app.audit({ '.integrations.yml': 'version: 1\nproviders:\n  aproved: [stripe]\n' });

  expect(run.conclusion).not.toBe('success');
  expect((await app.annotations(run.id)).map((n) => [n.path, n.start_line])).toEqual([['.integrations.yml', 3]]);
  expect((await app.annotations(run.id))[0]?.message).toContain('approved');
});

test("tells of an error in the base's configuration, and audits all the same", async () => {
  app = await startApp({ base: { ...PACKAGE, '.integrations.yml': 'version: 1\nchecks: { leaked-key: loud }\n' } });
  const run = await app.audit(LEAK);

  expect(run.conclusion).toBe('failure');
  expect(run.output.summary).toContain('.integrations.yml');
});

test("knows the repository's own providers, from the base alone", async () => {
  const own =
    'version: 1\nproviders:\n  custom:\n    - { id: acme-billing, name: Acme Billing, category: payments, detect: { hosts: [billing.acme.io] } }\n';
  app = await startApp({ base: { ...PACKAGE, '.integrations.yml': own } });
  const run = await app.audit({ 'src/bill.ts': "await fetch('https://billing.acme.io/v1/invoices');\n" });

  expect(run.output.title).toBe('1 new provider: Acme Billing');
});

test('fails on a forbidden provider', async () => {
  app = await startApp({
    base: { ...PACKAGE, '.integrations.yml': 'version: 1\nproviders: { forbidden: [mixpanel] }\n' },
  });
  const run = await app.audit({ 'package.json': makePackageJson({ mixpanel: '^0.18.0' }) });

  expect(run.conclusion).toBe('failure');
  expect(run.output.title).toContain('1 forbidden');
});

test('does not read what the configuration ignores', async () => {
  app = await startApp({
    base: { ...PACKAGE, '.integrations.yml': "version: 1\npaths: { ignore: ['examples/**'] }\n" },
  });
  const run = await app.audit({ 'examples/stripe.ts': makeLeak(makeStripeKey('ignored')) });

  expect(run.conclusion).toBe('success');
  expect(app.gate.requests.filter((r) => r.path.includes('/git/blobs/')).length).toBe(1);
});
