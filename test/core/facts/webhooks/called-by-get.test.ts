import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const { verdicts } = await makeWebhookReader();

const SIGNED = "createHmac('sha512', process.env.ACME_HASH_SECRET).update(sorted(rest)).digest('hex')";
const PAY = 'await db.order.update({ where: { id: rest.order_id }, data: { paid: true } });';

describe('what providers call by GET, with all that they say in the query', () => {
  /** Each in two parts, between which it is checked. */
  test.each([
    [
      'a route of Express',
      'src/routes/acme.js',
      "router.get('/acme_ipn', async (req, res) => { const { acme_sign: sign, ...rest } = req.query;",
      "res.json({ code: '00' }); });",
      "res.json({ code: '97' })",
    ],
    [
      'a route of Hono',
      'src/index.ts',
      "import { Hono } from 'hono';\nconst app = new Hono();\napp.get('/acme/postback', async (c) => { const { sign, ...rest } = c.req.query();",
      "return c.text('1'); });",
      "c.text('0')",
    ],
    [
      'a method of NestJS',
      'src/pay.controller.ts',
      "@Controller('payments')\nexport class PayController { @Get('acme-ipn') async ipn(@Query() query) { const { sign, ...rest } = query;",
      "return { code: '00' }; } }",
      "{ code: '97' }",
    ],
    [
      'a route of the file system',
      'app/api/acme/ipn/route.ts',
      'export async function GET(request) { const { sign, ...rest } = Object.fromEntries(new URL(request.url).searchParams);',
      "return Response.json({ code: '00' }); }",
      "Response.json({ code: '97' })",
    ],
    [
      'a loader',
      'app/routes/acme.ipn.ts',
      'export async function loader({ request }) { const { sign, ...rest } = Object.fromEntries(new URL(request.url).searchParams);',
      "return Response.json({ code: '00' }); }",
      "Response.json({ code: '97' })",
    ],
    [
      'a handler of Nitro',
      'server/api/acme/ipn.get.ts',
      'export default defineEventHandler(async (event) => { const { sign, ...rest } = getQuery(event);',
      "return { code: '00' }; });",
      "{ code: '97' }",
    ],
    [
      'a page of an API, which serves all methods',
      'pages/api/acme/ipn.js',
      'export default async function handler(req, res) { const { sign, ...rest } = req.query;',
      "res.json({ code: '00' }); }",
      "res.json({ code: '97' })",
    ],
    [
      'a function of a controller',
      'src/controllers/acme.js',
      'exports.acmeIpn = async (req, res) => { const { sign, ...rest } = req.query;',
      "res.json({ code: '00' }); };",
      "res.json({ code: '97' })",
    ],
  ])('%s', (_title, path, before, after, refuse) => {
    expect(verdicts(path, `${before} ${PAY} ${after}`)).toEqual(['null unverified no-verification']);
    const check = `if (sign !== ${SIGNED}) return ${refuse};`;
    expect(verdicts(path, `${before} ${check} ${PAY} ${after}`)).toEqual(['null verified signature-compared']);
  });

  test.each([
    [
      'by parameters that are asked for one by one',
      "const params = request.nextUrl.searchParams; await pay(params.get('order_id'));",
      'unverified no-verification',
    ],
    [
      'with a secret in the query',
      "const params = request.nextUrl.searchParams; if (params.get('secret') !== process.env.POSTBACK_SECRET) return new Response('', { status: 403 }); await pay(params.get('order_id'));",
      'verified token-compared',
    ],
  ])('%s', (_title, code, expected) => {
    const text = `export async function GET(request) { ${code} return new Response('1'); }`;
    expect(verdicts('app/api/acme/postback/route.ts', text)).toEqual([`null ${expected}`]);
  });
});

test.each([
  ['the page that people come back to', '/acme_return', `const rest = req.query; ${PAY} res.redirect('/done');`],
  ['a list of what has come in', '/ipn', 'res.json(await db.ipn.findMany(req.query));'],
  ['what says that it is there', '/postback', "res.send('ready');"],
])('%s is no receiver', (_title, route, code) => {
  expect(verdicts('src/routes/acme.js', `router.get('${route}', async (req, res) => { ${code} });`)).toEqual([]);
});
