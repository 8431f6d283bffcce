import os

import stripe

webhook_secret = os.environ["STRIPE_WEBHOOK_SECRET"]


def read_event(body, signature):
    return stripe.Webhook.construct_event(body, signature, webhook_secret)
