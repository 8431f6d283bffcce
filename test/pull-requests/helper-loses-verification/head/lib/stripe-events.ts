import type Stripe from 'stripe';

export function readEvent(body: string, signature: string): Stripe.Event {
  return JSON.parse(body);
}
