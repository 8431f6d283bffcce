import { fillSample } from './fill-sample.ts';

// Files of a small shop that the App's tests change.

export function makePackageJson(dependencies: Readonly<Record<string, string>>, version = '1.0.0'): string {
  return `${JSON.stringify({ name: 'shop', version, dependencies }, null, 2)}\n`;
}

/** A live key of Stripe's shape, which stands nowhere in the repository. */
export function makeStripeKey(seed: string): string {
  return fillSample(`sk_${'live'}_{{alnum:24}}`, seed);
}

/** Line 3 holds the key. */
export function makeLeak(key: string): string {
  return `import Stripe from 'stripe';\n\nexport const stripe = new Stripe('${key}');\n`;
}

/** Line 7 begins a handler that believes anybody. */
export const UNSIGNED_WEBHOOK = `import express from 'express';
import { fulfil } from './fulfil.js';

export const app = express();
app.use(express.json());

app.post('/webhooks/stripe', async (request, response) => {
  const event = request.body;
  if (event.type === 'checkout.session.completed') await fulfil(event.data.object);
  response.sendStatus(200);
});
`;
