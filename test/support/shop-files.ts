import { fillSample } from './fill-sample.ts';

// Files of a small shop, which the App's tests change.

export function makePackageJson(dependencies: Readonly<Record<string, string>>, version = '1.0.0'): string {
  return `${JSON.stringify({ name: 'shop', version, dependencies }, null, 2)}\n`;
}

/** A live key in Stripe's format that occurs nowhere in the repository. */
export function makeStripeKey(seed: string): string {
  return fillSample(`sk_${'live'}_{{alnum:24}}`, seed);
}

/** A file with the key on line 3. */
export function makeLeak(key: string): string {
  return `import Stripe from 'stripe';\n\nexport const stripe = new Stripe('${key}');\n`;
}

/** A file whose handler, on line 7, verifies nothing. */
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
