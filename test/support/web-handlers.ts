import type { WebhookReader } from './make-webhook-reader.ts';

// Handlers that take a Fetch API `Request`, and a list of the handlers found in a file.

/** `framework method route provider verification why` of every handler. */
export const listHandlers = ({ find }: WebhookReader, path: string, text: string): string[] =>
  find(path, text).webhooks.map(
    (w) => `${w.framework} ${w.method} ${w.route} ${w.provider} ${w.verification} ${w.why}`,
  );

export const IMPORT = "import Stripe from 'stripe';\nconst stripe = new Stripe(process.env.STRIPE_KEY);\n";
/** Handler bodies for a Fetch API `Request`: `closed` verifies, `open` does not. */
export const closed = (request = 'request'): string =>
  `const body = await ${request}.text();\nconst event = stripe.webhooks.constructEvent(body, ${request}.headers.get('stripe-signature'), process.env.STRIPE_WEBHOOK_SECRET);\nawait fulfil(event);\nreturn new Response('');`;
export const open = (request = 'request'): string =>
  `const body = await ${request}.json();\nawait fulfil(body);\nreturn new Response('');`;
