import { afterEach, beforeEach, expect, test } from 'vitest';

import { makeLeak, makePackageJson, makeStripeKey, UNSIGNED_WEBHOOK } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

const KEY = makeStripeKey('whole way');
const BAD = {
  'package.json': makePackageJson({ express: '5.0.0', stripe: '^14.0.0' }),
  'src/stripe.ts': makeLeak(KEY),
  'src/hooks.ts': UNSIGNED_WEBHOOK,
};

let app: App;
beforeEach(async () => {
  app = await startApp({ base: { 'package.json': makePackageJson({ express: '5.0.0' }), 'README.md': '# Shop\n' } });
});
afterEach(() => app.close());

test("answers GitHub's own webhook: a run in progress at once, then its verdict, notes at lines, one comment", async () => {
  app.github.deliverWebhooksTo(app.webhookUrl);
  const held = app.gate.hold('GET', /\/compare\//u);
  const { number, headSha } = await app.makePull(BAD);
  await held.reached;
  const [begun] = await app.checkRuns(headSha);
  held.release();
  await app.settle();
  const [run, ...others] = await app.checkRuns(headSha);
  const [comment, ...further] = await app.comments(number);

  expect([begun?.name, begun?.status, begun?.external_id]).toEqual([
    'Integration audit',
    'in_progress',
    `pr=${number} base=${(await app.github.call('GET', `/repos/acme/shop/pulls/${number}`)).base.sha}`,
  ]);
  expect([run?.id, run?.status, run?.conclusion, others]).toEqual([begun?.id, 'completed', 'failure', []]);
  expect(run?.output.title).toBe('1 new provider: Stripe · 1 secret · 1 unsigned webhook');
  expect(run?.output.summary).toContain(`https://github.example/acme/shop/blob/${headSha}/src/stripe.ts#L3`);
  const notes = await app.annotations(run?.id ?? 0);
  expect(notes.map((n) => [n.path, n.start_line, n.annotation_level])).toEqual([
    ['src/hooks.ts', 7, 'failure'],
    ['src/stripe.ts', 3, 'failure'],
    ['package.json', 6, 'warning'],
  ]);
  expect([comment?.user.login, further]).toEqual(['integration-audit[bot]', []]);
  expect(comment?.body.startsWith(`<!-- integration-audit:v1 sha=${headSha} state=leaked `)).toBe(true);
  expect(JSON.stringify([run, notes, comment, app.log()])).not.toContain(KEY);
});

test('says nothing but green to a version bump', async () => {
  const run = await app.audit({ 'package.json': makePackageJson({ express: '5.1.0' }, '1.0.1') });

  expect([run.conclusion, run.output.title]).toEqual(['success', 'No change to integrations']);
  expect(await app.annotations(run.id)).toEqual([]);
  expect(await app.comments(run.number)).toEqual([]);
});

test('turns its comment to resolved when a push takes everything back, out of the history too', async () => {
  const { number, id, headSha } = await app.audit(BAD);
  const [before] = await app.comments(number);
  const pull = await app.github.call('GET', `/repos/acme/shop/pulls/${number}`);
  const files = { 'src/hooks.ts': 'export const none = 1;\n' };
  const fixed = await app.github.commitFiles(files, { branch: pull.head.ref, parent: pull.base.sha });
  await app.tell('synchronize', number);
  await app.settle();
  const [run] = await app.checkRuns(fixed);
  const [after, ...further] = await app.comments(number);

  expect([run?.conclusion, run?.output.title]).toEqual(['success', 'No change to integrations']);
  expect(run?.id).not.toBe(id);
  expect((await app.checkRuns(headSha)).map((r) => r.conclusion)).toEqual(['failure']);
  expect([after?.id, further]).toEqual([before?.id, []]);
  expect(after?.body.startsWith(`<!-- integration-audit:v1 sha=${fixed} state=resolved `)).toBe(true);
  expect(after?.body.split('\n').slice(1).join('\n')).toBe(
    '### Integration audit: resolved\n\nWhat was found in an earlier version of this pull request is gone from it. A secret was among it, and what was pushed once can still be fetched by its commit: revoke it if you have not done so yet.\n',
  );
});

test('writes no comment when the only news is a provider less', async () => {
  await app.github.commitFiles({ 'package.json': makePackageJson({ stripe: '^14.0.0' }) }, { branch: 'main' });
  const run = await app.audit({ 'package.json': makePackageJson({}) });

  expect([run.conclusion, run.output.title]).toEqual(['success', '1 provider removed: Stripe']);
  expect(await app.comments(run.number)).toEqual([]);
});
