import type { Category } from '../categories.ts';
import type { Integration, Inventory } from '../inventory-types.ts';
import { codeSpan } from './escape-markdown.ts';
import { environmentLines } from './environment-lines.ts';
import { heading, NOT_DETECTED, spaced } from './document-lines.ts';
import { integrationLines } from './integration-lines.ts';
import { problemSentence } from './render-message.ts';
import { toMarkdown } from './sentences/sentence.ts';
import { webhookLines } from './webhook-lines.ts';

// The sections of the inventory document, in the order in which people write such documents by hand.

type Group = readonly [heading: string, categories: readonly Category[]];

/** Categories that have a section of their own further down are not repeated among the services. */
const SERVICES: readonly Group[] = [
  ['Payments', ['payments']],
  ['AI & LLM', ['ai']],
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
  ['Metrics & Monitoring', ['monitoring']],
];
const DELIVERY: readonly Group[] = [
  ['Hosting', ['hosting', 'cdn-dns']],
  ['CI Pipeline', ['ci']],
];

/** The document's body, line by line. Deterministic: it depends on the inventory alone. */
export function inventoryLines(inventory: Inventory): string[] {
  const { integrations, webhooks, env, problems } = inventory;
  const known = integrations.filter((i) => i.confidence !== 'inferred');
  const inferred = integrations.filter((i) => i.confidence === 'inferred');
  const groups = (list: readonly Group[]): string[] => groupLines(known, inventory, list);
  return [
    ...heading('APIs & External Services'),
    ...groups(SERVICES.filter((group) => membersOf(group, known).length > 0)),
    ...heading('Data Storage'),
    ...groups(STORAGE),
    ...heading('Authentication & Identity'),
    ...groups(IDENTITY),
    ...heading('Monitoring & Observability'),
    ...groups(OBSERVABILITY),
    ...heading('CI/CD & Deployment'),
    ...groups(DELIVERY),
    ...heading('Environment Configuration'),
    ...environmentLines(env, known),
    ...heading('Webhooks & Callbacks'),
    ...webhookLines(webhooks, integrations),
    ...inferredLines(inferred, inventory),
    ...(problems.length === 0 ? [] : heading('Not Read in Full')),
    ...problems.map((p) => `- ${codeSpan(p.path, 240)}: ${toMarkdown(problemSentence(p))}`),
  ];
}

function membersOf([, categories]: Group, integrations: readonly Integration[]): Integration[] {
  return integrations.filter((i) => categories.includes(i.category));
}

function groupLines(integrations: readonly Integration[], inventory: Inventory, groups: readonly Group[]): string[] {
  const parts = groups.map((group) => {
    const lines = membersOf(group, integrations).flatMap((member) => integrationLines(member, inventory));
    return [`**${group[0]}:**`, '', ...(lines.length === 0 ? [NOT_DETECTED] : lines)];
  });
  return parts.length === 0 ? [NOT_DETECTED] : spaced(parts);
}

/** Apart from the rest: nobody wrote a rule for these, so their names are read from the code. */
function inferredLines(inferred: readonly Integration[], inventory: Inventory): string[] {
  if (inferred.length === 0) return [];
  const lead = 'No rule describes these services: they are inferred from hosts, variables and routes.';
  return [...heading('Inferred Services'), lead, '', ...inferred.flatMap((i) => integrationLines(i, inventory))];
}
