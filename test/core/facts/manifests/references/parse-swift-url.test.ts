import { describe, expect, it } from 'vitest';
import { parseSwiftUrl } from '../../../../../src/core/facts/manifests/references/parse-swift-url.ts';

describe('parseSwiftUrl', () => {
  it.each([
    ['https://github.com/Stripe/stripe-ios.git', 'github.com/stripe/stripe-ios'],
    ['https://github.com/Stripe/stripe-ios/', 'github.com/stripe/stripe-ios'],
    ['git@github.com:getsentry/sentry-cocoa.git', 'github.com/getsentry/sentry-cocoa'],
    ['ssh://git@gitlab.com/group/sub/kit', 'gitlab.com/group/sub/kit'],
    ['https://user:pass@github.com/a/b', 'github.com/a/b'],
    ['https://github.com/a', null],
    ['../Own', null],
    ['', null],
  ])('%s: %s', (url, name) => {
    expect(parseSwiftUrl(url)).toBe(name);
  });
});
