import { replaceOnce, type PullRequestStory } from '../pull-request-story.ts';
import type { Files } from '../read-shop.ts';

const FUNNEL = `import mixpanel from 'mixpanel-browser';

mixpanel.init(process.env.NEXT_PUBLIC_MIXPANEL_TOKEN ?? '', { persistence: 'localStorage' });

export function countStep(step: 'basket' | 'address' | 'payment'): void {
  mixpanel.track('checkout step', { step });
}
`;

const FUNNEL_AGAIN = `import posthog from 'posthog-js';

export function countStep(step: 'basket' | 'address' | 'payment'): void {
  posthog.capture('checkout step', { step });
}
`;

/**
 * Adds a forbidden provider and approves it in the same change, with a typo; the base's configuration still applies.
 * The next push removes the provider, and the comment changes to resolved.
 */
export function tryMixpanel(shop: Files): PullRequestStory {
  const [config, manifest, funnel] = ['.integrations.yml', 'apps/web/package.json', 'apps/web/lib/funnel.ts'];
  const { [config]: settings = '', [manifest]: packages = '' } = shop;
  const forbidden = `  forbidden:
    - id: mixpanel
      reason: Replaced by PostHog, the contract ended
`;
  const approved = `    - id: mixpanel
      owner: '@acme/growth'
      reviewed-by: 2027-01-15
`;
  return {
    branch: 'try-mixpanel',
    title: 'Try Mixpanel for the checkout funnel',
    pushes: [
      {
        message: 'Try Mixpanel for the checkout funnel',
        files: {
          [config]: replaceOnce(settings, forbidden, approved),
          [manifest]: replaceOnce(
            packages,
            '"next": "^16.0.1"',
            '"mixpanel-browser": "^2.71.0",\n    "next": "^16.0.1"',
          ),
          [funnel]: FUNNEL,
        },
        expected: {
          conclusion: 'failure',
          annotations: [
            {
              path: manifest,
              code: '"mixpanel-browser"',
              level: 'failure',
              says: 'Mixpanel is on the list of forbidden providers',
            },
            { path: config, code: 'reviewed-by', level: 'warning', says: 'Did you mean “review-by”?' },
          ],
          comment: ['Mixpanel is on the list of forbidden providers'],
        },
      },
      {
        message: 'Count the funnel with PostHog, as everything else',
        files: {
          [config]: settings,
          [manifest]: packages,
          [funnel]: FUNNEL_AGAIN,
        },
        expected: { conclusion: 'success', annotations: [], comment: ['Integration audit: resolved'] },
      },
    ],
  };
}
