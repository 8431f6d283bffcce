import type { Category } from '../categories.ts';
import type { Integration, Inventory } from '../inventory-types.ts';
import { codeSpan } from './escape-markdown.ts';
import { environmentLines } from './environment-lines.ts';
import { heading, NOT_DETECTED, spaced } from './document-lines.ts';
import { integrationLines } from './integration-lines.ts';
import { problemSentence } from './render-message.ts';
import { toMarkdown } from './sentences/sentence.ts';
import { webhookLines } from './webhook-lines.ts';

// The sections of the inventory document, in the usual order of hand-written documents.

type Group = readonly [heading: string, categories: readonly Category[]];

/** Categories of services. Those with a section of their own further down are left out. */
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

/** The lines of the document's body. Deterministic: they only depend on the inventory. */
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

/** The lines for inferred services, kept separate because their names are derived from the code instead of a rule. */
function inferredLines(inferred: readonly Integration[], inventory: Inventory): string[] {
  if (inferred.length === 0) return [];
  const lead = 'No rule describes these services: they are inferred from hosts, variables and routes.';
  return [...heading('Inferred Services'), lead, '', ...inferred.flatMap((i) => integrationLines(i, inventory))];
}
