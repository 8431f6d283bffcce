import { fillSample } from '../../test/support/fill-sample.ts';
import { replaceOnce, type PullRequestStory } from '../pull-request-story.ts';
import type { Files } from '../read-shop.ts';

// Generated when the demo runs, because the repository must not contain anything shaped like a key.
const POSTHOG_TOKEN = fillSample('phc_{{alnum:43}}', 'demo/posthog');
const SERVICE_ROLE_KEY = fillSample(
  '{{jwt:{"iss":"supabase","ref":"qmvzkxwtrbnhcjdsyelp","role":"service_role","iat":1790000000,"exp":2105576000}}}',
  'demo/supabase',
);

const PICTURES = `import { createClient } from '@supabase/supabase-js';

const supabase = createClient(
  'https://qmvzkxwtrbnhcjdsyelp.supabase.co',
  '${SERVICE_ROLE_KEY}',
);

/** Keeps a product's picture and gives its address. */
export async function keepPicture(slug: string, picture: Blob): Promise<string> {
  const pictures = supabase.storage.from('pictures');
  const { data, error } = await pictures.upload(\`\${slug}.webp\`, picture, { upsert: true });
  if (error !== null) throw error;
  return pictures.getPublicUrl(data.path).data.publicUrl;
}
`;

/** Two keys in the code: one that gives access to the whole database, and one that is public but still misplaced. */
export function storePictures(shop: Files): PullRequestStory {
  const [analytics, pictures, manifest] = [
    'apps/web/lib/analytics.ts',
    'apps/web/lib/pictures.ts',
    'apps/web/package.json',
  ];
  return {
    branch: 'store-pictures',
    title: 'Store product pictures in Supabase',
    pushes: [
      {
        message: 'Store product pictures in Supabase',
        files: {
          [manifest]: replaceOnce(
            shop[manifest],
            '"next": "^16.0.1"',
            '"@supabase/supabase-js": "^2.76.1",\n    "next": "^16.0.1"',
          ),
          [pictures]: PICTURES,
          [analytics]: replaceOnce(shop[analytics], 'process.env.NEXT_PUBLIC_POSTHOG_KEY', `'${POSTHOG_TOKEN}'`),
        },
        expected: {
          conclusion: 'failure',
          annotations: [
            { path: pictures, code: SERVICE_ROLE_KEY, level: 'failure', says: 'A Supabase secret key' },
            { path: analytics, code: POSTHOG_TOKEN, level: 'warning', says: 'A PostHog publishable key' },
            { path: manifest, code: '"@supabase/supabase-js"', level: 'warning', says: 'Supabase (database) is new' },
            { path: pictures, code: '.storage.from(', level: 'warning', says: 'Supabase Storage (storage) is new' },
          ],
          comment: ['**Supabase**', 'Supabase secret key', 'PostHog publishable key'],
        },
      },
    ],
  };
}
