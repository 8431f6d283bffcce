import { markPaid } from '../../../../lib/orders';

export async function POST(request: Request): Promise<Response> {
  const event = await request.json();
  if (event.type === 'checkout.session.completed') await markPaid(event.data.object.id);
  return Response.json({ received: true });
}
