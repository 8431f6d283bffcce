import { Redis } from 'ioredis';
import { sql } from './database.ts';
import { sendReceipt } from './send-receipt.ts';

const queue = new Redis(process.env.REDIS_URL ?? 'redis://localhost:6379');

/** Keeps the order, thanks the customer, and leaves the invoice to the worker. */
export async function takeOrder(email: string): Promise<string> {
  const [order] = await sql<{ id: string }[]>`insert into orders (email) values (${email}) returning id`;
  if (order === undefined) throw new Error('The order was not kept');
  await queue.lpush('invoices', order.id);
  await sendReceipt(email, order.id);
  return order.id;
}
