import { expect, test } from 'vitest';
import { mayHoldHandlers } from '../../../../../src/core/facts/webhooks/frameworks/find-handlers.ts';

test.each([
  ['a route of Express', 'src/a.ts', "app.post('/stripe', take)"],
  ['a route with types', 'src/a.ts', "app.post<{ Body: string }>('/stripe', take)"],
  ['a chain of routes', 'src/a.ts', "router.route('/stripe')\n  .get(show)\n  .post(take)"],
  ['a route of Hono by its method', 'src/a.ts', "app.on(['GET', 'POST'], '/stripe', take)"],
  ['a route of Fastify', 'src/a.ts', "export const route = { method: 'POST', url: '/stripe', handler: take }"],
  ['a controller of NestJS', 'src/a.ts', "@Controller('in') class In { @Post() take() {} }"],
  ['middleware of NestJS', 'src/a.ts', "consumer.apply(Check).forRoutes('in')"],
  ['a route of TanStack', 'src/routes/in.ts', "createFileRoute('/in')({ server: { handlers: { POST: take } } })"],
  ['a route of the file system', 'app/api/stripe/route.ts', 'export { take as POST }'],
  ['an action that is shown besides', 'app/routes/hook.tsx', 'export const action = async () => null'],
  ['a function of Vercel', 'api/in.js', 'module.exports = (req, res) => take(req, res)'],
  ['an event handler of Nitro', 'server/routes/in.post.ts', 'export default defineEventHandler(take)'],
  ['a server of Bun with types', 'src/a.ts', 'Bun.serve<Data>({ fetch(req) {} })'],
  ['a worker', 'src/a.ts', 'export default { async fetch(request, env) {} }'],
  ['a worker that is named first', 'src/a.ts', 'const app = { fetch: take };\nexport default app;'],
  ['a function of AWS', 'src/a.ts', 'export const handler = async (event) => take(event.body)'],
  [
    'a controller with types',
    'src/a.ts',
    'exports.webhook = (req: Request<{ Body: { id: string; at: Date } }>, res) => 1',
  ],
  ['a controller of Koa', 'src/webhooks.ts', 'export const webhook = async (ctx) => take(ctx.request.body)'],
])('a file may hold handlers: %s', (_title, path, text) => {
  expect(mayHoldHandlers(path, text)).toBe(true);
});

test.each([
  ['a model of webhooks', 'src/models/webhook.ts', 'export class Webhook { url = "" }'],
  ['what sends', 'src/webhooks.ts', "await Promise.all([fetch(url, { method: 'POST' }), axios.post(url, body)])"],
  ['a schema', 'src/webhooks.ts', 'export const webhook = z.object({ id: z.any() })'],
  ['a function that takes an event', 'src/webhooks.ts', 'export const take = (event) => save(event)'],
  ['a helper that verifies', 'src/sign.ts', "export const sign = (body) => createHmac('sha256', key).update(body)"],
  ['a component under routes', 'src/routes/form.tsx', 'export default function Form() {}'],
  ['a page', 'app/page.ts', 'export default function Page() {}'],
])('a file holds none: %s', (_title, path, text) => {
  expect(mayHoldHandlers(path, text)).toBe(false);
});
