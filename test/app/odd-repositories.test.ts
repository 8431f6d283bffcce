import { createHash } from 'node:crypto';

import { afterEach, expect, test } from 'vitest';

import { replyWith } from '../support/gate-requests.ts';
import { makeTarball } from '../support/make-tarball.ts';
import { makePackageJson } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

const BASE = { 'package.json': makePackageJson({}) };
const WITH_STRIPE = { 'package.json': makePackageJson({ stripe: '^14.0.0' }) };

let app: App;
afterEach(() => app.close());

test('says that the head is gone when it was pushed away while it was read', async () => {
  app = await startApp({ base: BASE });
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  const gone = replyWith(404, { message: 'Not Found' });
  app.gate.answer('GET', new RegExp(`/git/(trees|commits)/${headSha}`, 'u'), gone);
  app.gate.answer('GET', /\/compare\//u, gone);
  await app.tell('opened', number);
  await app.settle();
  const [run] = await app.checkRuns(headSha);

  expect([run?.status, run?.conclusion]).toEqual(['completed', 'neutral']);
  expect(run?.output.summary).toContain('404');
  expect(app.waits).toEqual([]);
});

test('ends with a line in the log when not even a check run can be made for the head', async () => {
  app = await startApp({ base: BASE });
  app.gate.answer('POST', /\/check-runs$/u, replyWith(422, { message: 'No commit found for SHA: 0' }));
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  await app.tell('opened', number);
  await app.settle();

  expect(await app.checkRuns(headSha)).toEqual([]);
  expect(
    app
      .log()
      .filter((line) => line['msg'] === 'audit-failed')
      .map((line) => line['message']),
  ).toEqual(['GitHub answered 422 to POST /repos/acme/shop/check-runs (No commit found for SHA: 0).']);
});

test('tells which file GitHub could not give, and is not green', async () => {
  app = await startApp({ base: BASE });
  app.gate.answer('GET', /\/git\/blobs\//u, replyWith(404, { message: 'Not Found' }));
  const run = await app.audit({ 'worker/package.json': makePackageJson({ stripe: '^14.0.0' }) });

  expect([run.conclusion, run.output.title]).toEqual([
    'neutral',
    'No change to integrations · 1 file not read in full',
  ]);
  expect(run.output.summary).toContain('worker/package.json');
});

test('does not take a content for a file whose id is another', async () => {
  app = await startApp({ base: BASE });
  const content = Buffer.from(makePackageJson({ resend: '^4.0.0' })).toString('base64');
  app.gate.answer('GET', /\/git\/blobs\//u, replyWith(200, { content, encoding: 'base64' }));
  const run = await app.audit({ 'worker/package.json': makePackageJson({ stripe: '^14.0.0' }) });

  expect([run.conclusion, run.output.title]).toEqual([
    'neutral',
    'No change to integrations · 1 file not read in full',
  ]);
});

test('walks the folders of a tree that GitHub cuts', async () => {
  app = await startApp({ base: BASE });
  app.gate.answer(
    'GET',
    /\/git\/trees\/\w+\?recursive=1/u,
    async (_request, pass) => {
      const listing = (await (await pass()).json()) as { tree: unknown[] };
      return Response.json({ ...listing, tree: listing.tree.slice(0, 1), truncated: true });
    },
    2,
  );
  const run = await app.audit({ 'apps/web/package.json': makePackageJson({ stripe: '^14.0.0' }) });

  expect([run.conclusion, run.output.title]).toEqual(['neutral', '1 new provider: Stripe']);
});

test('says that the listing is not complete when GitHub cuts a folder by itself', async () => {
  app = await startApp({ base: BASE });
  app.gate.answer('GET', /\/git\/trees\//u, async (_request, pass) => {
    const listing = (await (await pass()).json()) as object;
    return Response.json({ ...listing, truncated: true });
  });
  const run = await app.audit({ 'README.md': '# Shop\n' });

  expect(run.conclusion).toBe('neutral');
  expect(run.output.title).toContain('not read');
  expect(run.output.summary).toContain('one folder alone has more entries than GitHub lists');
});

test('compares with the base itself when the histories have nothing in common', async () => {
  app = await startApp({ base: BASE });
  await app.github.commitFiles(WITH_STRIPE, { branch: 'strange', parent: null });
  const { number, headSha } = await app.github.openPullRequest({ head: 'strange' });
  await app.tell('opened', number);
  await app.settle();
  const [run] = await app.checkRuns(headSha);

  expect([run?.status, run?.output.title]).toEqual(['completed', '1 new provider: Stripe']);
});

test('audits against a base without files', async () => {
  app = await startApp({ base: { 'a.txt': 'a' } });
  await app.github.commitFiles({ 'a.txt': null }, { branch: 'main' });
  const run = await app.audit(WITH_STRIPE);

  expect([run.status, run.output.title]).toEqual(['completed', '1 new provider: Stripe']);
});

test('audits a head without files', async () => {
  app = await startApp({ base: WITH_STRIPE });
  const run = await app.audit({ 'package.json': null });

  expect([run.conclusion, run.output.title]).toEqual(['success', '1 provider removed: Stripe']);
});

test('reads no symlinks and no submodules, and does not stumble over them', async () => {
  app = await startApp({ base: BASE });
  const run = await app.audit({
    'worker/package.json': { symlink: '../../../../etc/passwd' },
    'web/package.json': { submodule: '1'.repeat(40) },
    '.integrations.yml': { symlink: '/etc/passwd' },
    'requirements.txt': 'stripe==8.0.0\n',
  });

  expect([run.status, run.output.title]).toEqual(['completed', '1 new provider: Stripe']);
  // The requirements, and the package.json that stands beside them.
  expect(app.gate.requests.filter((r) => r.path.includes('/git/blobs/')).length).toBe(2);
});

test('reads what a symlink becomes when it turns into a file', async () => {
  app = await startApp({ base: { ...BASE, 'worker/package.json': { symlink: '../package.json' } } });
  const run = await app.audit({ 'worker/package.json': makePackageJson({ stripe: '^14.0.0' }) });

  expect(run.output.title).toBe('1 new provider: Stripe');
});

const RAW = 'application/vnd.github.raw+json; charset=utf-8';

const blobIdOf = (text: string): string =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');

/** Files of many folders, of which one brings something. */
function makeMany(count: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let n = 0; n < count; n += 1) files[`src/part-${n % 50}/file-${n}.ts`] = `export const value = ${n};\n`;
  files['src/pay.ts'] =
    "import Stripe from 'stripe';\nexport const pay = new Stripe(process.env.STRIPE_SECRET_KEY ?? '');\n";
  return files;
}

async function openMany(files: Readonly<Record<string, string>>): Promise<{ number: number; headSha: string }> {
  // Contents go within the tree: a request for each blob would take long.
  const git = '/repos/acme/shop/git';
  const main = await app.github.call('GET', `${git}/ref/heads/main`);
  const commit = await app.github.call('GET', `${git}/commits/${main.object.sha}`);
  const items = Object.entries(files).map(([path, content]) => ({ path, mode: '100644', type: 'blob', content }));
  const tree = await app.github.call('POST', `${git}/trees`, { base_tree: commit.tree.sha, tree: items });
  const parents = [main.object.sha];
  const head = await app.github.call('POST', `${git}/commits`, { message: 'Much', tree: tree.sha, parents });
  await app.github.call('POST', `${git}/refs`, { ref: 'refs/heads/much', sha: head.sha });
  return app.github.openPullRequest({ head: 'much' });
}

test('audits a pull request of 1,200 files with an archive instead of 1,200 requests', async () => {
  app = await startApp({ base: BASE });
  const files = makeMany(1199);
  const archive = await makeTarball(Object.entries(files).map(([path, content]) => ({ path, content })));
  app.gate.answer('GET', /\/tarball\//u, () => new Response(new Uint8Array(archive)));
  const { number, headSha } = await openMany(files);
  await app.tell('opened', number);
  await app.settle();
  const [run] = await app.checkRuns(headSha);

  expect([run?.status, run?.output.title]).toEqual(['completed', '1 new provider: Stripe']);
  // Run, merge base, two trees, archive, what stands beside the change, completion, comments, the head and the new one.
  expect(app.gate.requests.length).toBe(10);
});

test('reads as many of 1,200 files as it may when there is no archive, and says what it left out', async () => {
  app = await startApp({ base: BASE });
  app.gate.answer('GET', /\/tarball\//u, replyWith(404, { message: 'Not Found' }));
  const files = makeMany(1199);
  // The emulator would take seconds for a thousand, and has no raw answer.
  const contents = new Map(Object.values(files).map((text) => [blobIdOf(text), text]));
  app.gate.answer('GET', /\/git\/blobs\//u, ({ url }, pass) => {
    const content = contents.get(url.split('/').at(-1) ?? '');
    return content === undefined ? pass() : new Response(content, { headers: { 'content-type': RAW } });
  });
  const { number, headSha } = await openMany(files);
  await app.tell('opened', number);
  await app.settle();
  const [run] = await app.checkRuns(headSha);

  expect([run?.status, run?.conclusion]).toEqual(['completed', 'neutral']);
  expect(run?.output.title).toContain('200 files not read in full');
  expect(app.gate.requests.filter((r) => r.path.includes('/git/blobs/')).length).toBeLessThanOrEqual(1001);
  expect(app.log()).toContainEqual(
    expect.objectContaining({ msg: 'archive-refused', owner: 'acme', repo: 'shop', number, status: 404 }),
  );
});
