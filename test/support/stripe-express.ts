/** The beginning of a file of Express with a client of Stripe. */
export const APP =
  "const express = require('express');\nconst app = express();\nconst stripe = require('stripe')(process.env.STRIPE_KEY);\n";
/** A handler's reading of the signature, and the call that verifies with it. */
export const SIG = "const sig = req.headers['stripe-signature'];";
export const EVENT = 'stripe.webhooks.constructEvent(req.body, sig, process.env.STRIPE_WEBHOOK_SECRET)';
