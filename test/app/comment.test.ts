import { afterEach, beforeEach, expect, test } from 'vitest';

import { makePackageJson } from '../support/shop-files.ts';
import { replyWith } from '../support/gate-requests.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

const WITH_STRIPE = { 'package.json': makePackageJson({ stripe: '^14.0.0' }) };

let app: App;
beforeEach(async () => {
  app = await startApp({ base: { 'package.json': makePackageJson({}) } });
});
afterEach(() => app.close());

async function pushTo(number: number, files: Readonly<Record<string, string>>): Promise<string> {
  const { head } = await app.github.call('GET', `/repos/acme/shop/pulls/${number}`);
  const sha = await app.github.commitFiles(files, { branch: head.ref });
  await app.tell('synchronize', number);
  await app.settle();
  return sha;
}

/** A token of the installation, with which the App's own comments are written. */
function tokenOfApp(): string {
  const last = [...app.gate.tokens].findLast((token) => !token.includes('.'));
  if (last === undefined) throw new Error('no token was made');
  return last;
}

test("leaves somebody else's comment alone that quotes the marker", async () => {
  const { number } = await app.makePull(WITH_STRIPE);
  const quote = '<!-- integration-audit:v1 sha=0 state=neutral content=0123456789abcdef -->\nIs this the App?';
  await app.github.call('POST', `/repos/acme/shop/issues/${number}/comments`, { body: quote });
  await app.tell('opened', number);
  await app.settle();
  const comments = await app.comments(number);

  expect(comments.map(({ user, body }) => [user.login, body === quote])).toEqual([
    ['admin', true],
    ['integration-audit[bot]', false],
  ]);
});

test('does not rewrite its comment when a push changes nothing that it says', async () => {
  const { number } = await app.audit(WITH_STRIPE);
  const before = await app.comments(number);
  const head = await pushTo(number, { 'src/a.ts': 'export const a = 1;\n' });

  expect((await app.checkRuns(head)).map((run) => run.conclusion)).toEqual(['neutral']);
  expect(await app.comments(number)).toEqual(before);
  expect(app.gate.requests.filter((r) => r.path.includes('/comments/'))).toEqual([]);
});

test('edits its comment in place when a push brings more', async () => {
  const { number } = await app.audit(WITH_STRIPE);
  const [before] = await app.comments(number);
  await pushTo(number, { 'package.json': makePackageJson({ stripe: '^14.0.0', resend: '^4.0.0' }) });
  const [after, ...others] = await app.comments(number);

  expect([after?.id, others]).toEqual([before?.id, []]);
  expect([after?.body.includes('Stripe'), after?.body.includes('Resend')]).toEqual([true, true]);
});

test('keeps its oldest comment and deletes its own younger ones', async () => {
  const { number } = await app.audit(WITH_STRIPE);
  const [first] = await app.comments(number);
  for (const by of [tokenOfApp(), app.github.adminToken])
    await app.github.call('POST', `/repos/acme/shop/issues/${number}/comments`, { body: first?.body }, by);
  const crowd = await app.comments(number);
  await pushTo(number, { 'src/a.ts': 'export const a = 1;\n' });
  const left = await app.comments(number);

  expect(crowd.map(({ user }) => user.login)).toEqual(['integration-audit[bot]', 'integration-audit[bot]', 'admin']);
  expect(left.map(({ id }) => id)).toEqual([first?.id, crowd[2]?.id]);
});

test('finds its comment behind more than a page of others', async () => {
  const { number } = await app.makePull(WITH_STRIPE);
  for (let n = 0; n < 101; n += 1)
    await app.github.call('POST', `/repos/acme/shop/issues/${number}/comments`, { body: `comment ${n}` });
  await app.tell('opened', number);
  await app.settle();
  await pushTo(number, { 'package.json': makePackageJson({ resend: '^4.0.0' }) });
  const second = await app.github.call('GET', `/repos/acme/shop/issues/${number}/comments?per_page=100&page=2`);

  expect(second.map(({ user, body }: any) => [user.login, body.includes('Resend')])).toEqual([
    ['admin', false],
    ['integration-audit[bot]', true],
  ]);
});

test('writes a new comment when somebody deleted the old one', async () => {
  const { number } = await app.audit(WITH_STRIPE);
  const [first] = await app.comments(number);
  await app.github.call('DELETE', `/repos/acme/shop/issues/comments/${first?.id}`);
  await pushTo(number, { 'src/a.ts': 'export const a = 1;\n' });
  const [second, ...others] = await app.comments(number);

  expect([second?.id === first?.id, second?.body.includes('Stripe'), others]).toEqual([false, true, []]);
});

test('writes none where the configuration says so, and one for every change where it says that', async () => {
  await app.github.commitFiles({ '.integrations.yml': 'version: 1\nreport: { comment: never }\n' }, { branch: 'main' });
  const silent = await app.audit(WITH_STRIPE);
  await app.github.commitFiles(
    { '.integrations.yml': 'version: 1\nreport: { comment: always }\n' },
    { branch: 'main' },
  );
  const loud = await app.audit({ 'src/a.ts': 'export const a = 1;\n' });

  expect([silent.conclusion, await app.comments(silent.number)]).toEqual(['neutral', []]);
  expect([loud.conclusion, (await app.comments(loud.number)).length]).toEqual(['success', 1]);
});

test('does not go back to an older head whose delivery comes late', async () => {
  const { number, headSha: first } = await app.audit(WITH_STRIPE);
  await pushTo(number, { 'package.json': makePackageJson({ resend: '^4.0.0' }) });
  const [comment] = await app.comments(number);
  const { head } = await app.github.call('GET', `/repos/acme/shop/pulls/${number}`);
  // As after a restart, when nothing is known of what came before.
  await app.tell('opened', number, { pull: { head: { ...head, sha: first } } });
  await app.settle();

  expect((await app.checkRuns(first)).map(({ output }) => output.title)).toEqual([
    '1 new provider: Stripe',
    '1 new provider: Stripe',
  ]);
  expect(comment?.body).toContain('Resend');
  expect(await app.comments(number)).toEqual([comment]);
});

test('writes none to a pull request that was closed meanwhile', async () => {
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  const pull = await app.github.call('GET', `/repos/acme/shop/pulls/${number}`);
  app.gate.answer('GET', /\/pulls\/\d+$/u, replyWith(200, { ...pull, state: 'closed' }));
  await app.tell('opened', number);
  await app.settle();

  expect((await app.checkRuns(headSha)).map(({ conclusion }) => conclusion)).toEqual(['neutral']);
  expect(await app.comments(number)).toEqual([]);
});
