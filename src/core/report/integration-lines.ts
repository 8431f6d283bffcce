import { compareText } from '../compare-text.ts';
import type { Approval, EnvClass, Evidence, EvidenceKind, Integration, Inventory } from '../inventory-types.ts';
import { listed } from './document-lines.ts';
import { resourceWords } from './sentences/resource-words.ts';
import { codeSpan, escapeMarkdown } from './escape-markdown.ts';

/** Files listed per provider. */
const FILES = 5;

type Row = readonly [label: string, of: (evidence: Evidence) => boolean];

/** The lines for a provider in the inventory document: its SDKs and versions, variables, endpoints and files. */
export function integrationLines(integration: Integration, { env }: Pick<Inventory, 'env'>): string[] {
  const { name, confidence, development, evidence } = integration;
  const notes = [...(confidence === 'likely' ? [confidence] : []), ...(development ? ['development only'] : [])];
  const classes = new Map(env.map((e) => [e.name, e.class]));
  const rows = rowsOf(classes, evidence).map(([label, of]) => [label, evidence.filter(of)] as const);
  return [
    `- ${escapeMarkdown(name, 80)}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`,
    ...rows.filter(([, of]) => of.length > 0).map(([label, of]) => `  - ${label}: ${listed(of.map(value))}`),
    ...approvalLines(integration.approval),
    ...(evidence.length === 0 ? [] : [`  - Files: ${files(evidence)}`]),
  ];
}

/** The owner, and the date by which to review the approval. */
function approvalLines({ owner, reviewBy }: Approval = { owner: null, reviewBy: null }): string[] {
  return [
    ...(owner === null ? [] : [`  - Owner: ${codeSpan(owner, 120)}`]),
    ...(reviewBy === null ? [] : [`  - Review by: ${reviewBy}`]),
  ];
}

function rowsOf(classes: ReadonlyMap<string, EnvClass>, evidence: readonly Evidence[]): Row[] {
  const is = (kind: EvidenceKind) => (e: Evidence) => e.kind === kind;
  const isAuth = (e: Evidence): boolean => e.kind === 'env' && (classes.get(e.value) ?? 'config') !== 'config';
  const isRoute = (e: Evidence): boolean => e.kind === 'code' && e.detail === 'webhook route';
  const startsWith =
    (prefix: string) =>
    (e: Evidence): boolean =>
      e.kind === 'resource' && e.value.startsWith(prefix);
  // An import adds nothing to the package that it comes from.
  const hasPackage = evidence.some(is('package'));
  return [
    ['SDK/Client', is('package')],
    ['Import', (e) => e.kind === 'import' && !hasPackage],
    ['Auth', isAuth],
    ['Config', (e) => e.kind === 'env' && !isAuth(e)],
    ['Endpoints', (e) => e.kind === 'host' || startsWith('local:')(e)],
    ['Webhook', isRoute],
    ['Images', is('image')],
    ['Connection', startsWith('scheme:')],
    ['Resources', (e) => is('resource')(e) && !IN_ROWS.test(e.value)],
    ['Named in settings', startsWith('named:')],
    ['Chosen in code', startsWith('chosen:')],
    ['Commands', startsWith('cli:')],
    ['Request headers', startsWith('header:')],
    ['Request paths', startsWith('path:')],
    ['CI actions', is('action')],
    ['Calls', (e) => e.kind === 'code' && !isRoute(e)],
  ];
}

/** Types that have a descriptive row of their own. */
const IN_ROWS = /^(?:scheme|cli|named|chosen|local|header|path):/;

/** The value as written in the code, with its version if there is one. */
function value({ kind, value: text, detail }: Evidence): string {
  if (kind === 'resource') {
    const { words, name } = resourceWords(text);
    return IN_ROWS.test(text) || words === 'resource' ? codeSpan(name) : `${words} ${codeSpan(name)}`;
  }
  const version = kind === 'package' ? (detail ?? '').split(' ').slice(1).join(' ') : kind === 'image' ? detail : '';
  if (version === '' || version === null) return codeSpan(text);
  const escaped = escapeMarkdown(version, 40);
  return `${codeSpan(text)} (${escaped === version ? version : codeSpan(version, 40)})`;
}

/** The files, starting with those with most evidence, which are the best to read. */
function files(evidence: readonly Evidence[]): string {
  const counts = new Map<string, number>();
  for (const { path, kind } of evidence) counts.set(path, (counts.get(path) ?? 0) + (kind === 'env' ? 0 : 1));
  const paths = [...counts].toSorted(([a, m], [b, n]) => n - m || compareText(a, b)).map(([path]) => path);
  return listed(
    paths.map((path) => codeSpan(path, 240)),
    FILES,
  );
}
