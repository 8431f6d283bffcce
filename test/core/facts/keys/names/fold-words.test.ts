import { describe, expect, it } from 'vitest';
import { foldWords } from '../../../../../src/core/facts/keys/names/fold-words.ts';

describe('foldWords', () => {
  it.each([
    ['stripeSecretKey', '_stripe_secret_key_'],
    ['STRIPE_SECRET_KEY', '_stripe_secret_key_'],
    ['stripe-secret.key', '_stripe_secret_key_'],
    ['APIToken', '_api_token_'],
    ['oauth2Token', '_oauth2_token_'],
    ['API2CART_TOKEN', '_api2cart_token_'],
    ['S3Bucket', '_s3_bucket_'],
    ['_authToken', '_auth_token_'],
    ['', '_'],
    ['Größe', '_gr_e_'],
  ])('folds %j', (name, folded) => {
    expect(foldWords(name)).toBe(folded);
  });
});
