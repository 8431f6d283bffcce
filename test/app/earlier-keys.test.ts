import { afterEach, beforeEach, expect, test } from 'vitest';

import { makeLeak, makePackageJson, makeStripeKey } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

// A key that an earlier commit of a pull request held is as public as one that stays.

const KEY = makeStripeKey('passed');

let app: App;
beforeEach(async () => {
  app = await startApp({ base: { 'package.json': makePackageJson({ express: '5.0.0' }), 'src/a.ts': 'export {};\n' } });
});
afterEach(() => app.close());

test('tells a key that is gone from the head, and reads no more than the commits', async () => {
  const leak = await app.github.commitFiles({ 'src/stripe.ts': makeLeak(KEY) }, { branch: 'topic' });
  const { number, headSha } = await app.makePull({ 'src/stripe.ts': 'export const key = process.env.KEY;\n' }, 'topic');
  await app.tell('opened', number);
  await app.settle();
  const [run] = await app.checkRuns(headSha);
  const notes = await app.annotations(run?.id ?? 0);

  expect(run?.conclusion).toBe('neutral');
  expect(notes.map((n) => [n.path, n.annotation_level])).toEqual([['src/stripe.ts', 'warning']]);
  expect(notes[0]?.message).toContain(`was in this file in commit “${leak.slice(0, 10)}” of this change`);
  expect(JSON.stringify([run, notes, await app.comments(number), app.log()])).not.toContain(KEY);
  expect(app.gate.requests.filter((r) => r.path.includes('/commits'))).toHaveLength(1);
  expect(app.gate.requests.filter((r) => r.path.includes('/git/trees/'))).toHaveLength(3);
});

test('asks for no commits where there is one', async () => {
  await app.audit({ 'src/a.ts': 'export const a = 1;\n' });
  expect(app.gate.requests.filter((r) => r.path.includes('/commits'))).toEqual([]);
});
