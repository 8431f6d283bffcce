import type { Audit, AuditStats, Finding, MutedFinding, Rehearsal } from '../audit-types.ts';
import type { EnvName, Evidence, Integration, Inventory, Webhook } from '../inventory-types.ts';
import type { Place, Problem } from '../place-types.ts';
import { jsonText } from './json-text.ts';
import { renderMessage, renderProblem } from './render-message.ts';

/** Version of both documents. Fields may be added, but none is removed or renamed. */
const VERSION = 1;

/** Statistics of an inventory. A diff also counts changed files. */
export type InventoryStats = Omit<AuditStats, 'changedFiles'> & Partial<Pick<AuditStats, 'changedFiles'>>;

/**
 * A diff as JSON, indented by two spaces, with keys in a fixed order, ending in a line break. Keys are masked; paths
 * are not escaped.
 */
export function renderDiffJson(audit: Audit): string {
  const { base, head, conclusion, change, findings, muted, problems, rehearsal, stats } = audit;
  return jsonText({
    version: VERSION,
    base,
    head: head === '' ? null : head,
    conclusion,
    changes: {
      added: change.added.map(integrationJson),
      removed: change.removed.map(integrationJson),
      changed: change.changed.map(({ provider, name, added, removed }) => ({
        provider,
        name,
        added: added.map(evidenceJson),
        removed: removed.map(evidenceJson),
      })),
    },
    findings: findings.map(findingJson),
    muted: muted.map(mutedJson),
    problems: problems.map(problemJson),
    ...(rehearsal !== null && { rehearsal: rehearsalJson(rehearsal) }),
    stats: statsJson(stats),
  });
}

function rehearsalJson({ path, conclusion, gone, come, changed }: Rehearsal): object {
  const of = (findings: readonly Finding[]) => findings.map(findingJson);
  return { path, conclusion, gone: of(gone), come: of(come), changed: of(changed) };
}

/** An inventory as JSON, in the same format. */
export function renderInventoryJson(inventory: Inventory, stats: InventoryStats): string {
  return jsonText({
    version: VERSION,
    integrations: inventory.integrations.map(integrationJson),
    webhooks: inventory.webhooks.map(webhookJson),
    env: inventory.env.map(envJson),
    problems: inventory.problems.map(problemJson),
    stats: statsJson(stats),
  });
}

/** True for a document that `renderInventoryJson` wrote, by its start. */
export function isInventoryJson(text: string): boolean {
  return text.startsWith(jsonText({ version: VERSION, integrations: [] }).split('[')[0] ?? '');
}

function integrationJson(integration: Integration): object {
  const { provider, name, aliases, category, confidence, development, evidence, approval } = integration;
  return {
    provider,
    name,
    aliases,
    category,
    confidence,
    development,
    ...(approval && { approval: { owner: approval.owner, reviewBy: approval.reviewBy } }),
    evidence: evidence.map(evidenceJson),
  };
}

function evidenceJson({ kind, value, detail, path, line }: Evidence): object {
  return { kind, value, detail, path, line };
}

function webhookJson({ provider, path, line, route, verification, verifiedIn, why }: Webhook): object {
  return { provider, path, line, route, verification, verifiedIn: verifiedIn && spot(verifiedIn), why };
}

function envJson({ name, provider, class: kind, declaredIn, readIn, optional = false }: EnvName): object {
  return { name, provider, class: kind, declaredIn: declaredIn.map(spot), readIn: readIn.map(spot), optional };
}

function spot({ path, line }: Pick<Place, 'path' | 'line'>): object {
  return { path, line };
}

function problemJson(problem: Problem): object {
  return { path: problem.path, message: renderProblem(problem) };
}

function findingJson(finding: Finding): object {
  const { check, code, severity, provider, path, line, column, fingerprint, keyClass, masked } = finding;
  const message = renderMessage(finding);
  const key = { ...(keyClass !== undefined && { keyClass }), ...(masked !== undefined && { masked }) };
  const patch = typeof finding.args['patch'] === 'string' ? { patch: finding.args['patch'] } : {};
  return { check, code, severity, provider, path, line, column, message, fingerprint, ...key, ...patch };
}

function mutedJson(finding: MutedFinding): object {
  return { ...findingJson(finding), reason: finding.reason, until: finding.until };
}

function statsJson(stats: InventoryStats): object {
  const { files, changedFiles, ignoredFiles, checksOff, readBlobs, readBytes, rulebook } = stats;
  const changed = { ...(changedFiles !== undefined && { changedFiles }), ...(ignoredFiles && { ignoredFiles }) };
  return { files, ...changed, readBlobs, readBytes, rulebook, ...(checksOff && { checksOff }) };
}
