import { replaceOnce, type PullRequestStory } from '../pull-request-story.ts';
import type { Files } from '../read-shop.ts';

/** The most common pull request: nothing to report, so no comment. */
export function bumpVersions(shop: Files): PullRequestStory {
  const bump = (path: string, old: string, now: string) => ({ [path]: replaceOnce(shop[path], old, now) });
  return {
    branch: 'bump-versions',
    title: 'Bump Next.js, PostHog, redis and tokio',
    pushes: [
      {
        message: 'Bump Next.js, PostHog, redis and tokio',
        files: {
          'apps/web/package.json': replaceOnce(
            replaceOnce(shop['apps/web/package.json'], '"next": "^16.0.1"', '"next": "^16.0.3"'),
            '"posthog-js": "^1.279.0"',
            '"posthog-js": "^1.290.0"',
          ),
          ...bump('worker/requirements.txt', 'redis==6.4.0', 'redis==7.0.1'),
          ...bump('stock/Cargo.toml', 'version = "1.48.0"', 'version = "1.49.0"'),
        },
        expected: { conclusion: 'success', annotations: [], comment: null },
      },
    ],
  };
}
