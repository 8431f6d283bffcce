/**
 * Top-level labels that no service on the public internet has: reserved (RFC 2606, 6761, 6762) or local by convention.
 */
const LOCAL_SUFFIXES = new Set(
  'arpa corp example home internal intranet invalid lan local localdomain localhost onion test'.split(' '),
);

const SAMPLE_DOMAINS = new Set(['example.com', 'example.net', 'example.org', 'example.edu', 'localhost.com']);

/** Hosts whose URLs name a vocabulary and are never called. */
const VOCABULARIES = new Set([
  'json-schema.org',
  'json.schemastore.org',
  'ns.adobe.com',
  'ogp.me',
  'purl.org',
  'rdfs.org',
  'schema.org',
  'www.opengis.net',
  'www.schema.org',
  'www.sitemaps.org',
  'www.w3.org',
  'w3.org',
  'xmlns.com',
  'xmlpull.org',
]);

/** Placeholders for a customer's or company's name: `your-company.zendesk.com`. */
const STAND_IN =
  /^(?:example|xyzcompany|your[-_]?[a-z]{3,20}|my[-_]?(?:account|app|company|domain|instance|org|project|shop|site|store|subdomain|team|tenant|workspace))$/;

/** Placeholders in any label: `worker.yourdomain.workers.dev`. */
const YOURS =
  /^your[-_]?(?:account|app|company|domain|instance|name|org|project|shop|site|store|subdomain|tenant|workspace)$/;

/** True if a host may be a third party's service. It must be in lower case, and may start with `*.` or `*-`. */
export function isForeignHost(host: string): boolean {
  const name = host.replace(/^\*[.-]/, '');
  const labels = name.split('.');
  if (labels.length < 2 || LOCAL_SUFFIXES.has(labels.at(-1) ?? '')) return false;
  if (SAMPLE_DOMAINS.has(labels.slice(-2).join('.')) || VOCABULARIES.has(name)) return false;
  if (STAND_IN.test(labels.at(labels.length > 2 ? 0 : -2) ?? '') || labels.some((l) => YOURS.test(l))) return false;
  return labels[0] !== 'schemas' && labels[0] !== 'xmlns' && !name.endsWith('.xmlsoap.org');
}
