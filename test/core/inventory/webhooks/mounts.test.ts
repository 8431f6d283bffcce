import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { startCpuTime } from '../../../support/cpu-time.ts';
import { settleFiles, type Files } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const GUARD =
  "export const verifyHook = (req, res, next) => { if (req.get('x-hook-secret') !== process.env.HOOK_SECRET) return res.sendStatus(401); next(); };";
const SKIPS =
  'export const verifyHook = (req, res, next) => { if (!process.env.HOOK_SECRET) return next(); if (req.get("x-hook-secret") !== process.env.HOOK_SECRET) return res.sendStatus(401); next(); };';
const ORDERS =
  "export const orders = express.Router();\norders.post('/', async (req, res) => { await store.insert(req.body); res.end(); }); // webhook";
const ORDERS_PATH = 'src/hooks/orders-webhook.ts';
const VERIFIED = `${ORDERS_PATH} verified token-compared src/guard.ts:1`;
const OPEN = `${ORDERS_PATH} unverified no-verification -`;

const settle = (files: Files, guard = GUARD): string[] =>
  settleFiles(reader, { 'src/guard.ts': guard, [ORDERS_PATH]: ORDERS, ...files });

describe('a router that another one mounts', () => {
  const inner = (before: string): string =>
    `import { orders } from './orders-webhook';\nimport { verifyHook } from '../guard';\nexport const hooks = express.Router();\n${before}hooks.use('/orders', orders);`;
  const outer = (use: string): string =>
    `import { hooks } from './hooks';\nimport { verifyHook } from './guard';\nconst app = express();\n${use}`;

  test.each([
    ['behind a guard of the router between', 'hooks.use(verifyHook);\n', "app.use('/in', hooks);", VERIFIED],
    ['behind a guard of the application', '', "app.use('/in', verifyHook, hooks);", VERIFIED],
    [
      'behind a guard on a path of the application',
      '',
      "app.use('/hooks', verifyHook);\napp.use('/hooks', hooks);",
      VERIFIED,
    ],
    ['behind a guard on another path', '', "app.use('/other-hooks', verifyHook);\napp.use('/hooks', hooks);", OPEN],
    ['in front of the guard', '', "app.use('/in', hooks);\napp.use(verifyHook);", OPEN],
    ['twice, once in the open', '', "app.use('/in', verifyHook, hooks);\napp.use('/old', hooks);", OPEN],
    ['behind nothing', '', "app.use('/in', hooks);", OPEN],
  ])('%s', (_title, before, use, expected) => {
    expect(settle({ 'src/hooks/index.ts': inner(before), 'src/app.ts': outer(use) })).toEqual([expected]);
  });

  test('says what is weak about the guard', () => {
    const files = { 'src/hooks/index.ts': inner(''), 'src/app.ts': outer("app.use('/in', verifyHook, hooks);") };
    expect(settle(files, SKIPS)).toEqual([`${ORDERS_PATH} optional skipped-without-secret -`]);
  });

  test('is unknown where the guard cannot be read', () => {
    const app = outer("app.use('/in', verifyHook, hooks);").replace('./guard', './elsewhere');
    expect(settle({ 'src/hooks/index.ts': inner(''), 'src/app.ts': app })).toEqual([
      `${ORDERS_PATH} unknown delegated-unresolved -`,
    ]);
  });
});

test('a controller behind a route of a router that is mounted behind a guard', () => {
  const files = {
    'src/guard.ts': GUARD,
    'src/app.ts':
      "import routes from './routes/webhook.routes';\nimport { verifyHook } from './guard';\nconst app = express();\napp.use('/webhooks', verifyHook, routes);",
    'src/routes/webhook.routes.ts':
      "import { take } from '../take';\nconst router = express.Router();\nrouter.post('/payments', take);\nexport default router;",
    'src/take.ts': 'export const take = async (req, res) => { await store.insert(req.body); res.end(); }; // webhook',
  };
  expect(settleFiles(reader, files)).toEqual(['src/routes/webhook.routes.ts verified token-compared src/guard.ts:1']);
});

test.each([
  ['require', "const app = express();\napp.use('/in', verifyHook, require('./hooks/orders-webhook'));"],
  ['a factory', "const app = express();\napp.use('/in', verifyHook, makeOrders(store));"],
  ['routes of Koa', "const app = new Router();\napp.use('/in', verifyHook, orders.routes());"],
  ['a plugin of Fastify', "app.addHook('preHandler', verifyHook);\napp.register(orders, { prefix: '/in' });"],
])('a router that comes by %s', (_title, use) => {
  const imports =
    "import { orders, makeOrders } from './hooks/orders-webhook';\nimport { verifyHook } from './guard';\n";
  const framework = use.includes('register') ? "import type { FastifyInstance } from 'fastify';\n" : '';
  const own = framework === '' ? ORDERS : `${framework}${ORDERS}`;
  const [settled] = settle({ 'src/app.ts': `${framework}${imports}${use}`, [ORDERS_PATH]: own });
  expect(settled?.startsWith(`${ORDERS_PATH} verified token-compared`)).toBe(true);
});

test('a guard on a path covers what a function of another file registers below it', () => {
  const files = {
    'src/app.ts':
      "import { registerHooks } from './hooks/orders-webhook';\nimport { verifyHook } from './guard';\nconst app = express();\napp.use('/webhooks', verifyHook);\nregisterHooks(app);",
    [ORDERS_PATH]:
      "export function registerHooks(app) { app.post('/webhooks/orders', async (req, res) => { await store.insert(req.body); res.end(); }); }",
  };
  expect(settle(files)).toEqual([VERIFIED]);
});

test('files that all mount each other cost little', () => {
  const names = Array.from({ length: 40 }, (_, index) => `hooks${index}`);
  const imports = names.map((name) => `import { ${name} } from './${name}';`).join('\n');
  const mounts = (name: string): string => names.map((other) => `${name}.use('/${other}', ${other});`).join('\n');
  const files = names.map((name) => [
    `src/${name}.ts`,
    `${imports}\nexport const ${name} = express.Router();\n${mounts(name)}\n${name}.post('/webhook', (req, res) => { save(req.body); res.end(); });`,
  ]);
  const facts = Object.fromEntries(files) as Files;
  const cpuTime = startCpuTime();
  expect(settleFiles(reader, facts)).toHaveLength(40);
  expect(cpuTime()).toBeLessThan(4_000);
});

describe('a router that a barrel gives out by its name', () => {
  const app = (use: string): string =>
    `import { orders, stock } from './hooks';\nimport { verifyHook } from './guard';\nconst app = express();\n${use}`;
  const files = (use: string): Files => ({
    'src/app.ts': app(use),
    'src/hooks/index.ts': "export { stock } from './stock';\nexport { orders } from './orders-webhook';",
    'src/hooks/stock.ts': 'export const stock = express.Router();',
  });

  test.each([
    ['is protected by what stands before it', "app.use('/in', verifyHook, orders);", VERIFIED],
    [
      'is not by what stands before another one',
      "app.use('/stock', verifyHook, stock);\napp.use('/in', orders);",
      OPEN,
    ],
  ])('%s', (_title, use, expected) => {
    expect(settle(files(use))).toEqual([expected]);
  });
});
