import { PUBLIC_REGISTRIES } from '../../../rulebook/public-registries.ts';

const HOLE = /\$\{\{[^}]{0,200}\}\}|\$\{[^}]{0,200}\}|\$\(\)|\$\w{1,100}/g;
const LABEL = /^[a-z0-9_*](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
/** File extensions and reserved suffixes that are not domains of a registry. */
const FILE =
  /\.(?:ya?ml|json|js|mjs|cjs|ts|tsx|sh|py|rb|go|rs|java|jar|tar|gz|tgz|zip|txt|md|toml|cfg|conf|ini|env|lock|log|xml|html|css|sql|db|pem|key|crt|tf|tfvars|tfstate|local|internal|svc|test|example|localhost)$/;

/**
 * The registry that an image reference starts with, or consists of: `europe-west1-docker.pkg.dev` for
 * `europe-west1-docker.pkg.dev/p/r/i:1`. A label that contains a variable becomes `*`: `${REGION}-docker.pkg.dev` is
 * `*.pkg.dev`. Null for images of Docker Hub and for local registries.
 */
export function parseRegistry(reference: string): { host: string; path: string } | null {
  const text = reference.trim().slice(0, 500).replace(HOLE, '*').toLowerCase();
  const host = (text.split('/', 1)[0] ?? '').replace(/:\d{1,5}$/, '').replace(/:[\w.-]+$/, '');
  const labels = host.split('.').map((label) => (label.includes('*') ? '*' : label));
  if (labels.length < 2 || labels.length > 10 || !labels.every((label) => LABEL.test(label))) return null;
  const [name = '', top = ''] = labels.slice(-2);
  if (name === '*' || !/^[a-z]{2,24}$/.test(top) || FILE.test(host)) return null;
  // A name with a single dot may be anything. A path or more labels make it an address.
  if (labels.length === 2 && !text.includes('/') && !PUBLIC_REGISTRIES.has(host)) return null;
  return { host: labels.join('.'), path: '/' };
}
