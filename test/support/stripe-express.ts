/** The beginning of an Express file with a Stripe client. */
export const APP =
  "const express = require('express');\nconst app = express();\nconst stripe = require('stripe')(process.env.STRIPE_KEY);\n";
/** The statement of a handler that reads the signature, and the call that verifies it. */
export const SIG = "const sig = req.headers['stripe-signature'];";
export const EVENT = 'stripe.webhooks.constructEvent(req.body, sig, process.env.STRIPE_WEBHOOK_SECRET)';
