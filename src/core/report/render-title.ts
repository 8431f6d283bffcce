import type { Audit, Finding } from '../audit-types.ts';
import { isSecretKey } from '../is-secret-key.ts';
import type { Change, Integration } from '../inventory-types.ts';
import type { Problem } from '../place-types.ts';
import { count } from './count.ts';
import { gatherRepeats } from './gather-repeats.ts';
import { cleanText } from './clean-text.ts';

/** Names listed in a title. The others are counted. */
const NAMED = 3;

/** The audit in one line of plain text, within GitHub's 255 characters: `2 new providers: Stripe, Resend · 1 secret`. */
export function renderTitle(audit: Audit): string {
  const { base, change, findings, muted, problems } = audit;
  const counted = [...(base === null ? [] : countProviders(change)), ...countAll(findings)];
  const parts = counted.filter((part) => part !== '');
  if (parts.length === 0) parts.push(base === null ? 'Nothing found' : 'No change to integrations');
  // Muted findings are counted, so that their absence is not mistaken for a clean result.
  if (muted.length > 0) parts.push(`${muted.length} muted`);
  const unread = countUnread(problems);
  if (unread > 0) parts.push(count(unread, 'file not read in full', 'files not read in full'));
  if (problems.some(isOfConfig)) parts.push('configuration error');
  return parts.join(' · ');
}

/** The number of files that were not read in full, without errors in the configuration. */
export function countUnread(problems: readonly Problem[]): number {
  return new Set(problems.filter((p) => !isOfConfig(p)).map((p) => p.path)).size;
}

/** True for an error in the configuration that the audit applies, which was read. */
export function isOfConfig({ code }: Problem): boolean {
  return code === 'config';
}

/** Separates the integrations with a rule from inferred ones, which are reported separately. */
export function splitInferred(integrations: readonly Integration[]): [Integration[], Integration[]] {
  const isInferred = ({ confidence }: Integration): boolean => confidence === 'inferred';
  return [integrations.filter((i) => !isInferred(i)), integrations.filter(isInferred)];
}

function countProviders({ added, removed }: Change): string[] {
  const [known, inferred] = splitInferred(added);
  return [
    namedCount(known, 'new provider'),
    namedCount(inferred, 'inferred service'),
    namedCount(removed, 'provider removed', 'providers removed'),
  ];
}

function namedCount(integrations: readonly { name: string }[], one: string, many?: string): string {
  if (integrations.length === 0) return '';
  const names = integrations.slice(0, NAMED).map(({ name }) => cleanText(name, 40));
  const more = integrations.length - names.length;
  return `${count(integrations.length, one, many)}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Notices are counted separately, because tests may contain hundreds of samples that are no secrets. */
function countAll(findings: readonly Finding[]): string[] {
  const told = gatherRepeats(findings).map(({ finding }) => finding);
  const [notices = [], others = []] = [true, false].map((isNotice) =>
    told.filter((f) => (f.severity === 'notice') === isNotice),
  );
  return [...countFindings(others), countIfAny(notices.length, 'notice')];
}

function countFindings(findings: readonly Finding[]): string[] {
  const keys = findings.filter((f) => f.check === 'leaked-key');
  const passed = keys.filter((f) => f.code === 'passed-key').length;
  const open = keys.filter((f) => !isSecretKey(f.keyClass)).length;
  const of = (check: Finding['check']) => findings.filter((f) => f.check === check).length;
  const forbidden = findings.filter((f) => f.code === 'forbidden-provider').length;
  return [
    countIfAny(forbidden, 'forbidden', 'forbidden'),
    countIfAny(keys.length - open - passed, 'secret'),
    countIfAny(passed, 'secret in an earlier commit', 'secrets in earlier commits'),
    countIfAny(open, 'public key'),
    countIfAny(of('unsigned-webhook'), 'unsigned webhook'),
    countIfAny(of('exposed-secret'), 'exposed secret'),
    countIfAny(of('stale-inventory'), 'inventory document to update', 'inventory documents to update'),
    countIfAny(of('committed-env'), 'committed environment file'),
    countIfAny(of('config'), 'configuration note'),
  ];
}

function countIfAny(number: number, one: string, many?: string): string {
  return number === 0 ? '' : count(number, one, many);
}
