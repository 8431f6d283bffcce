import { afterEach, beforeEach, expect, test } from 'vitest';

import { makePackageJson } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

// GitHub's budget of requests is what limits the number of audits: issue 2 allows 6 for a warm one, and the blobs.

const SOURCES = Object.fromEntries(
  Array.from({ length: 20 }, (_, n) => [`src/file-${n}.ts`, `export const value = ${n};\n`]),
);
const BASE = { 'package.json': makePackageJson({ express: '5.0.0' }), ...SOURCES };

let app: App;
beforeEach(async () => {
  app = await startApp({ base: BASE });
});
afterEach(() => app.close());

function count(part: string): number {
  return app.gate.requests.filter((r) => r.path.includes(part)).length;
}

test.each([1, 5, 10])(
  'makes at most 6 requests and the changed blobs for a quiet change of %i files',
  async (changed) => {
    const edit = (text: string): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length: changed }, (_, n) => [`src/file-${n}.ts`, `export const value = '${text} ${n}';\n`]),
      );
    await app.audit(edit('to warm up'));
    app.gate.forget();
    const run = await app.audit(edit('again'));

    expect(run.conclusion).toBe('success');
    expect(count('/git/blobs/')).toBe(changed);
    expect(app.gate.requests.length - changed).toBeLessThanOrEqual(6);
    expect(count(`/git/trees/`)).toBe(1);
  },
);

test('asks for nothing that it read before when a run is asked for again', async () => {
  const { number, headSha } = await app.audit({ 'src/file-1.ts': 'export const value = 2;\n' });
  app.gate.forget();
  const repository = await app.github.call('GET', '/repos/acme/shop');
  const check_run = { id: 1, name: 'Integration audit', head_sha: headSha, pull_requests: [{ number }] };
  await app.post('check_run', { action: 'rerequested', check_run, repository, installation: { id: 77 } });
  await app.settle();

  expect([count('/git/trees/'), count('/git/blobs/'), count('/check-runs')]).toEqual([0, 0, 2]);
  expect(app.gate.requests.length).toBeLessThanOrEqual(5);
});

test('reads no blob of files that say nothing', async () => {
  await app.audit({ 'logo.png': new Uint8Array([137, 80, 78, 71]), 'fonts/a.woff2': new Uint8Array([1]) });

  expect(count('/git/blobs/')).toBe(0);
});

test('reads a blob once that stands at many paths', async () => {
  const text = 'export const same = 1;\n';
  await app.audit({ 'a/one.ts': text, 'b/two.ts': text, 'c/three.ts': text });

  expect(count('/git/blobs/')).toBe(1);
});

test('keeps a second between its writes, as GitHub asks for', async () => {
  await app.close();
  app = await startApp({ base: BASE, pauses: true });
  const run = await app.audit({ 'package.json': makePackageJson({ express: '5.0.0', stripe: '^14.0.0' }) });
  const times = app.gate.requests.filter((r) => r.method !== 'GET').map((r) => r.at);
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));

  expect([run.conclusion, (await app.comments(run.number)).length, pauses.length]).toEqual(['neutral', 1, 2]);
  expect(Math.min(...pauses)).toBeGreaterThan(900);
});
