import { markPaid } from '@/lib/orders';
import { readEvent } from '@/lib/stripe-events';

export async function POST(request: Request): Promise<Response> {
  const event = readEvent(await request.text(), request.headers.get('stripe-signature') ?? '');
  if (event.type === 'checkout.session.completed') await markPaid(event.data.object.id);
  return Response.json({ received: true });
}
