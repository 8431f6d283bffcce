import type { Category } from '../../categories.ts';

/** The name of a category as a heading. */
export const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
  payments: 'Payments',
  analytics: 'Analytics',
  'error-tracking': 'Error tracking',
  monitoring: 'Monitoring',
  logging: 'Logging',
  ai: 'AI',
  cloud: 'Cloud',
  database: 'Database',
  cache: 'Cache',
  queue: 'Queue',
  storage: 'Storage',
  search: 'Search',
  email: 'Email',
  messaging: 'Messaging',
  auth: 'Authentication',
  ci: 'CI',
  hosting: 'Hosting',
  'cdn-dns': 'CDN and DNS',
  maps: 'Maps',
  calendar: 'Calendar',
  crm: 'CRM',
  cms: 'CMS',
  support: 'Customer support',
  design: 'Design',
  'feature-flags': 'Feature flags',
  secrets: 'Secrets management',
  security: 'Security',
  data: 'Data',
  iot: 'Internet of things',
  social: 'Social networks',
  other: 'Other',
};

/** The name of a category within a sentence: `payments`, but `AI`. */
export function categoryInSentence(category: string): string {
  const words = (CATEGORY_WORDS as Readonly<Record<string, string | undefined>>)[category];
  if (words === undefined) return category;
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}
