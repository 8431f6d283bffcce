import { replaceOnce, type PullRequestStory } from '../pull-request-story.ts';
import type { Files } from '../read-shop.ts';

const STRIPE = `import Stripe from 'stripe';

const key = process.env.STRIPE_SECRET_KEY;
if (key === undefined) throw new Error('STRIPE_SECRET_KEY is not set');

export const stripe = new Stripe(key);
`;

const PAY_BY_CARD = `'use server';

import { redirect } from 'next/navigation';
import { stripe } from '../../lib/stripe';

export async function payByCard(order: string, cents: number): Promise<void> {
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    client_reference_id: order,
    line_items: [
      { quantity: 1, price_data: { currency: 'eur', unit_amount: cents, product_data: { name: \`Order \${order}\` } } },
    ],
    success_url: 'https://shop.acme.example/checkout/thanks',
  });
  redirect(session.url ?? '/checkout');
}
`;

const ROUTE = `import type Stripe from 'stripe';
import { markPaid } from '../../../../lib/orders';

/** Stripe calls this when a payment went through. */
export async function POST(request: Request): Promise<Response> {
  const event = (await request.json()) as Stripe.Event;
  if (event.type === 'checkout.session.completed') {
    await markPaid(event.data.object.client_reference_id);
  }
  return Response.json({ received: true });
}
`;

const ORDERS = `const API = process.env.API_URL ?? 'http://localhost:4000';

export async function markPaid(order: string | null): Promise<void> {
  const response = await fetch(\`\${API}/orders/\${order}/paid\`, { method: 'PUT' });
  if (!response.ok) throw new Error(\`Order \${order} was not marked as paid\`);
}
`;

/** A new payment provider, and an endpoint that anyone can tell "this order is paid". */
export function takeCards(shop: Files): PullRequestStory {
  const route = 'apps/web/app/api/webhooks/stripe/route.ts';
  return {
    branch: 'take-cards',
    title: 'Take cards with Stripe',
    pushes: [
      {
        message: 'Take cards with Stripe',
        files: {
          'apps/web/package.json': replaceOnce(
            shop['apps/web/package.json'],
            '"react-dom": "^19.2.0"',
            '"react-dom": "^19.2.0",\n    "stripe": "^19.1.0"',
          ),
          '.env.example': `${shop['.env.example']}\n# Cards\nSTRIPE_SECRET_KEY=\n`,
          'apps/web/lib/stripe.ts': STRIPE,
          'apps/web/lib/orders.ts': ORDERS,
          'apps/web/app/checkout/pay-by-card.ts': PAY_BY_CARD,
          [route]: ROUTE,
        },
        expected: {
          conclusion: 'failure',
          annotations: [
            { path: route, code: 'export async function POST', level: 'failure', says: 'accepts unsigned calls' },
            {
              path: 'apps/web/package.json',
              code: '"stripe"',
              level: 'warning',
              says: 'Stripe (payments) is new with this change',
            },
          ],
          comment: ['**Stripe**', 'accepts unsigned calls'],
        },
      },
    ],
  };
}
