import Stripe from 'stripe';
import { markPaid } from '../../../../lib/orders';

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY ?? '');

export async function POST(request: Request): Promise<Response> {
  const body = await request.text();
  const signature = request.headers.get('stripe-signature') ?? '';
  const event = stripe.webhooks.constructEvent(body, signature, process.env.STRIPE_WEBHOOK_SECRET ?? '');
  if (event.type === 'checkout.session.completed') await markPaid(event.data.object.id);
  return Response.json({ received: true });
}
