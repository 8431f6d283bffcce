import type { Category, EnvName, Evidence, EvidenceKind, Integration, Inventory, Webhook } from '../types.ts';
import { codeSpan, escapeMarkdown } from './escape-markdown.ts';
import { placeMarkdown } from './evidence-sentence.ts';
import { problemSentence } from './render-message.ts';
import { toMarkdown } from './sentence.ts';
import { webhookReason } from './webhook-sentence.ts';

// The sections of the inventory document, in the order in which people write such documents by hand.

type Group = readonly [heading: string, categories: readonly Category[]];

/** Categories that have a section of their own further down are not repeated among the services. */
const SERVICES: readonly Group[] = [
  ['Payments', ['payments']],
  ['AI', ['ai']],
  ['Cloud Providers', ['cloud']],
  ['Email', ['email']],
  ['Messaging', ['messaging']],
  ['Analytics', ['analytics']],
  ['Feature Flags', ['feature-flags']],
  ['Search', ['search']],
  ['Maps', ['maps']],
  ['Calendar', ['calendar']],
  ['Customers & Support', ['crm', 'support']],
  ['Content & Design', ['cms', 'design']],
  ['Social Networks', ['social']],
  ['Data', ['data', 'iot']],
  ['Security & Secrets', ['security', 'secrets']],
  ['Other', ['other']],
];
const STORAGE: readonly Group[] = [
  ['Databases', ['database']],
  ['File Storage', ['storage']],
  ['Caching', ['cache']],
  ['Queues', ['queue']],
];
const IDENTITY: readonly Group[] = [['Auth Provider', ['auth']]];
const OBSERVABILITY: readonly Group[] = [
  ['Error Tracking', ['error-tracking']],
  ['Logs', ['logging']],
  ['Monitoring', ['monitoring']],
];
const DELIVERY: readonly Group[] = [
  ['Hosting', ['hosting', 'cdn-dns']],
  ['CI Pipeline', ['ci']],
];

const NOT_DETECTED = '- Not detected';
/** Values and places listed in one line. */
const LISTED = 8;

const LABELS: Readonly<Record<EvidenceKind, string>> = {
  package: 'SDK',
  import: 'Import',
  env: 'Environment',
  host: 'Hosts',
  image: 'Images',
  action: 'CI actions',
  resource: 'Resources',
  code: 'Calls',
  file: 'Files',
};

/** The document's body, line by line. Deterministic: it depends on the inventory alone. */
export function inventoryLines(inventory: Inventory): string[] {
  const { integrations, webhooks, env, problems } = inventory;
  return [
    ...heading('APIs & External Services'),
    ...groups(integrations, SERVICES, false),
    ...heading('Data Storage'),
    ...groups(integrations, STORAGE, true),
    ...heading('Authentication & Identity'),
    ...groups(integrations, IDENTITY, true),
    ...heading('Monitoring & Observability'),
    ...groups(integrations, OBSERVABILITY, true),
    ...heading('CI/CD & Deployment'),
    ...groups(integrations, DELIVERY, true),
    ...heading('Environment Configuration'),
    ...environment(env),
    ...heading('Webhooks & Callbacks'),
    ...incoming(webhooks),
    ...(problems.length === 0 ? [] : heading('Not Read')),
    ...problems.map((p) => `- ${codeSpan(p.path, 240)}: ${toMarkdown(problemSentence(p))}`),
  ];
}

function heading(title: string): string[] {
  return ['', `## ${title}`, ''];
}

function groups(integrations: readonly Integration[], list: readonly Group[], always: boolean): string[] {
  const parts = list.flatMap(([title, categories]) => {
    const members = integrations.filter((i) => categories.includes(i.category));
    if (members.length === 0 && !always) return [];
    return [[`**${title}:**`, '', ...(members.length === 0 ? [NOT_DETECTED] : members.flatMap(integrationLines))]];
  });
  return parts.length === 0 ? [NOT_DETECTED] : spaced(parts);
}

function spaced(parts: readonly (readonly string[])[]): string[] {
  return parts.flatMap((lines, i) => (i === 0 ? [...lines] : ['', ...lines]));
}

function integrationLines({ name, confidence, development, evidence }: Integration): string[] {
  const notes = [...(confidence === 'confirmed' ? [] : [confidence]), ...(development ? ['development only'] : [])];
  const kinds = [...new Set(evidence.map((e) => e.kind))];
  return [
    `- ${escapeMarkdown(name, 80)}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`,
    ...kinds.map((kind) => `  - ${LABELS[kind]}: ${values(evidence.filter((e) => e.kind === kind))}`),
    `  - Seen in: ${listed([...new Set(evidence.map((e) => e.path))].map((path) => codeSpan(path, 240)))}`,
  ];
}

function values(evidence: readonly Evidence[]): string {
  return listed([...new Set(evidence.map(valueWithVersion))]);
}

function valueWithVersion({ kind, value, detail }: Evidence): string {
  const version = kind === 'package' ? (detail ?? '').split(' ').slice(1).join(' ') : '';
  return version === '' ? codeSpan(value) : `${codeSpan(value)} (${escapeMarkdown(version, 40)})`;
}

function listed(items: readonly string[]): string {
  const more = items.length - LISTED;
  return items.slice(0, LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function environment(env: readonly EnvName[]): string[] {
  const secrets = env.filter((e) => e.class === 'secret');
  const rest = env.filter((e) => e.class !== 'secret');
  const undeclared = env.filter((e) => e.declaredIn.length === 0);
  const files = [...new Set(env.flatMap((e) => e.declaredIn.map((p) => p.path)))];
  return spaced([
    ['**Secrets:**', '', ...envLines(secrets)],
    ['**Other variables:**', '', ...envLines(rest)],
    [
      '**Declared in:**',
      '',
      ...(files.length === 0 ? [NOT_DETECTED] : files.map((path) => `- ${codeSpan(path, 240)}`)),
    ],
    ...(undeclared.length === 0 || files.length === 0
      ? []
      : [['**Read but declared nowhere:**', '', ...envLines(undeclared)]]),
  ]);
}

function envLines(env: readonly EnvName[]): string[] {
  if (env.length === 0) return [NOT_DETECTED];
  return env.map(
    ({ name, provider }) => `- ${codeSpan(name)}${provider === null ? '' : ` (${escapeMarkdown(provider)})`}`,
  );
}

function incoming(webhooks: readonly Webhook[]): string[] {
  const lines = webhooks.map((webhook) => {
    const name = webhook.route === null ? 'A handler' : codeSpan(webhook.route);
    const from = webhook.provider === null ? '' : ` from ${escapeMarkdown(webhook.provider)}`;
    const why = toMarkdown(webhookReason(webhook.why));
    return `- ${name}${from} in ${placeMarkdown(webhook)}: ${webhook.verification} (${why})`;
  });
  return spaced([
    ['**Incoming:**', '', ...(lines.length === 0 ? [NOT_DETECTED] : lines)],
    ['**Outgoing:**', '', '- Not read from the code'],
  ]);
}
