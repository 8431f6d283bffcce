import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { sql } from './database.ts';
import { takeOrder } from './take-order.ts';

const app = new Hono();

app.get('/health', (c) => c.json({ ok: true }));

app.get('/products', async (c) => c.json(await sql`select slug, name, cents, "left" from products order by name`));

app.post('/orders', async (c) => {
  const { email } = await c.req.json<{ email: string }>();
  return c.json({ id: await takeOrder(email) }, 201);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 4000) });
