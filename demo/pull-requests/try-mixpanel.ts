import { replaceOnce, type PullRequestStory } from '../pull-request-story.ts';
import type { Files } from '../read-shop.ts';

const FUNNEL = `import mixpanel from 'mixpanel-browser';

mixpanel.init(process.env.NEXT_PUBLIC_MIXPANEL_TOKEN ?? '', { persistence: 'localStorage' });

export function countStep(step: 'basket' | 'address' | 'payment'): void {
  mixpanel.track('checkout step', { step });
}
`;

/** Brings a forbidden provider and approves it in the same breath, with a slip: what the base says still holds. */
export function tryMixpanel(shop: Files): PullRequestStory {
  const [config, manifest] = ['.integrations.yml', 'apps/web/package.json'];
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
          [config]: replaceOnce(shop[config], forbidden, approved),
          [manifest]: replaceOnce(
            shop[manifest],
            '"next": "^16.0.1"',
            '"mixpanel-browser": "^2.71.0",\n    "next": "^16.0.1"',
          ),
          'apps/web/lib/funnel.ts': FUNNEL,
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
            { path: config, code: 'reviewed-by', level: 'warning', says: 'Did you mean `review-by`?' },
          ],
          comment: ['Mixpanel is on the list of forbidden providers'],
        },
      },
    ],
  };
}
