// import Stripe from 'stripe' once we take cards: https://api.stripe.com
export const a = 2;
