import { afterEach, expect, test } from 'vitest';

import type { Engine } from '../../src/audit/engine.ts';
import { makeLeak, makePackageJson, makeStripeKey } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

const BASE = { 'package.json': makePackageJson({}) };

let app: App;
afterEach(() => app.close());

const BROKEN: [string, (engine: Engine) => Engine][] = [
  [
    'the reader throws',
    (engine) => ({
      ...engine,
      makeReader: (rulebook) => ({
        ...engine.makeReader(rulebook),
        read: () => {
          throw new Error('a bug in the reader');
        },
      }),
    }),
  ],
  [
    'no reader can be made',
    (engine) => ({
      ...engine,
      makeReader: () => {
        throw new Error('a bug in the reader');
      },
    }),
  ],
  [
    'the rulebook throws',
    (engine) => ({
      ...engine,
      rulebook: new Proxy(engine.rulebook, {
        get() {
          throw new TypeError('a bug in the rulebook');
        },
      }),
    }),
  ],
];

test.each(BROKEN)('completes the check run with the id of the delivery when %s', async (_name, change) => {
  const key = makeStripeKey('own faults');
  app = await startApp({ base: BASE, change });
  const { number, headSha } = await app.makePull({ 'src/stripe.ts': makeLeak(key) });
  await app.tell('opened', number, { deliveryId: '0a1b2c3d-0000-4000-8000-123456789abc' });
  await app.settle();
  const [run, ...others] = await app.checkRuns(headSha);

  expect([run?.status, run?.conclusion, others]).toEqual(['completed', 'neutral', []]);
  expect(run?.output.title).toBe('Not audited: the audit could not be completed');
  expect(run?.output.summary).toContain('`0a1b2c3d-0000-4000-8000-123456789abc`');
  expect(run?.output.summary).not.toContain('a bug in');
  expect(await app.comments(number)).toEqual([]);
  const told = app.log().filter((line) => line['msg'] === 'audit-failed');
  expect(told.map((line) => [line['deliveryId'], String(line['message']).startsWith('a bug in the')])).toEqual([
    ['0a1b2c3d-0000-4000-8000-123456789abc', true],
  ]);
  expect(JSON.stringify(app.log())).not.toContain(key);
});

test('keeps the planted key out of log, check run and comment of an audit that went well', async () => {
  const key = makeStripeKey('secrecy');
  app = await startApp({ base: BASE });
  const run = await app.audit({ 'src/stripe.ts': makeLeak(key), '.env': `STRIPE_SECRET_KEY=${key}\n` });
  const outputs = [run, await app.annotations(run.id), await app.comments(run.number), app.gate.requests, app.log()];

  expect(run.output.title).toContain('secret');
  for (const output of outputs) expect(JSON.stringify(output)).not.toContain(key.slice(8, -4));
});
