import { CHECKS, type Audit, type Conclusion, type Finding, type MutedFinding, type Severity } from '../audit-types.ts';
import type { Evidence, Integration, Inventory } from '../inventory-types.ts';
import type { Place, Problem } from '../place-types.ts';
import { CATEGORY_WORDS } from './sentences/category-words.ts';
import { cleanText } from './clean-text.ts';
import { CHECK_WORDS } from './sentences/check-words.ts';
import { evidenceSentence } from './sentences/evidence-sentence.ts';
import { gatherRepeats, repeatsText, type Told } from './gather-repeats.ts';
import type { Paint } from './paint.ts';
import type { InventoryStats } from './render-json.ts';
import { renderMessage, renderProblem } from './render-message.ts';
import { count } from './count.ts';
import { renderTitle } from './render-title.ts';
import { toPlain } from './sentences/sentence.ts';
import { renderBytes } from './summary-sections.ts';
import { webhookReason } from './sentences/webhook-sentence.ts';
import { wrapText } from './wrap-text.ts';

const CONCLUSIONS: Readonly<Record<Conclusion, (paint: Paint) => string>> = {
  success: (paint) => paint.green('success'),
  neutral: (paint) => paint.yellow('neutral'),
  failure: (paint) => paint.red('failure'),
};

/**
 * A diff for a terminal: grouped by check, `path:line:column` first, the verdict in the last line.
 *
 * @param width columns at which sentences wrap; null leaves each on one line, for programs that read the output.
 */
export function renderDiffText(audit: Audit, paint: Paint, width: number | null = null): string {
  const { base, change, findings, muted, problems, stats } = audit;
  const groups = CHECKS.map((check) =>
    group(
      check === 'new-provider' && base === null ? 'Forbidden providers' : CHECK_WORDS[check].heading,
      checkLines(
        findings.filter((f) => f.check === check),
        paint,
        width,
      ),
      paint,
    ),
  );
  const removed = change.removed.map(
    ({ name, category }) => `  ${cleanText(name)} ${paint.dim(`(${CATEGORY_WORDS[category]})`)}`,
  );
  const silenced = mutedLines(muted, paint);
  const ignored = stats.ignoredFiles === undefined ? '' : `, ${stats.ignoredFiles} left out by paths.ignore`;
  const changed = base === null ? '' : `, ${stats.changedFiles} changed`;
  // In a change, both versions of a file are read, so there are more versions than files.
  const read = base === null ? `${stats.readBlobs} read` : `${count(stats.readBlobs, 'version')} read`;
  const off = (stats.checksOff ?? []).map((check) => `${check} off`).join(', ');
  const coverage = `${count(stats.files, 'file')}${changed}${ignored}, ${read} (${renderBytes(stats.readBytes)})${off === '' ? '' : `; ${off}`}`;
  const verdict = `${CONCLUSIONS[audit.conclusion](paint)}: ${renderTitle(audit)}`;
  return joinGroups([
    ...groups,
    group('Removed providers', removed, paint),
    group('Muted', silenced, paint),
    unreadGroup(problems, paint),
    [verdict, ...rehearsalLines(audit), paint.dim(coverage)],
  ]);
}

/** Explains to those who change the configuration in this branch why it has no effect yet. */
function rehearsalLines({ rehearsal }: Audit): string[] {
  if (rehearsal === null) return [];
  const { path, conclusion, gone, come, changed } = rehearsal;
  const effect = count(gone.length + come.length + changed.length, 'finding');
  return [
    `judged by the base's configuration; under ${cleanText(path)} of the head: ${conclusion}, ${effect} different`,
  ];
}

/** An inventory for a terminal: providers by category with their evidence, webhooks, what was not read. */
export function renderInventoryText(inventory: Inventory, stats: InventoryStats, paint: Paint): string {
  const { integrations, webhooks, env, problems } = inventory;
  const categories = [...new Set(integrations.map((i) => i.category))];
  const groups = categories.map((category) =>
    group(
      CATEGORY_WORDS[category],
      integrations.filter((i) => i.category === category).flatMap((i) => integrationLines(i, paint)),
      paint,
    ),
  );
  const hooks = webhooks.map(
    (w) =>
      `  ${place(w, paint)} ${cleanText(w.route ?? w.provider ?? '')} ${w.verification} ${paint.dim(`(${toPlain(webhookReason(w.why))})`)}`,
  );
  const summary = `${count(integrations.length, 'provider')}, ${count(webhooks.length, 'webhook')}, ${count(env.length, 'environment variable')}`;
  const coverage = `${count(stats.files, 'file')}, ${stats.readBlobs} read (${renderBytes(stats.readBytes)})`;
  return joinGroups([
    ...groups,
    group('Webhooks', hooks, paint),
    unreadGroup(problems, paint),
    [paint.bold(summary), paint.dim(coverage)],
  ]);
}

/** Findings in a file with the same check and reason are represented by the first. */
function mutedLines(muted: readonly MutedFinding[], paint: Paint): string[] {
  const groups = [...Map.groupBy(muted, ({ path, check, reason }) => JSON.stringify([path, check, reason])).values()];
  const lines = groups.slice(0, MOST_NOTICES).flatMap(([first, ...others]) => {
    const more = others.length === 0 ? '' : ` ${paint.dim(`and ${others.length} more in this file`)}`;
    return first ? [`  ${place(first, paint)} ${first.check} ${paint.dim(`(${cleanText(first.reason)})`)}${more}`] : [];
  });
  const left = groups.slice(MOST_NOTICES).flat();
  return left.length === 0 ? lines : [...lines, `  ${paint.dim(`${left.length} more; ${LISTED_ELSEWHERE}`)}`];
}

const LISTED_ELSEWHERE = '`--format json` lists all';

/** Notices per check that are listed individually. With more, the number of files that are named. */
const MOST_NOTICES = 20;

/**
 * Everything above a notice. Many notices (of recorded tests, for example) are represented by the first in each file.
 */
function checkLines(findings: readonly Finding[], paint: Paint, width: number | null): string[] {
  const told = gatherRepeats(findings);
  const notices = told.filter(({ finding }) => finding.severity === 'notice');
  if (notices.length <= MOST_NOTICES) return told.flatMap((each) => findingLines(each, paint, width));
  const files = [...Map.groupBy(notices, ({ finding }) => finding.path).values()];
  const shown = files.slice(0, MOST_NOTICES);
  const left = files.slice(MOST_NOTICES);
  const rest = `${count(left.flat().length, 'more notice')} in ${count(left.length, 'file')}; ${LISTED_ELSEWHERE}`;
  return [
    ...told.filter(({ finding }) => finding.severity !== 'notice').flatMap((each) => findingLines(each, paint, width)),
    ...shown.flatMap(([first, ...others]) => (first ? findingLines(first, paint, width, others.length) : [])),
    ...(left.length === 0 ? [] : [`  ${paint.dim(rest)}`]),
  ];
}

/** @param others the number of notices in the same file that it represents. */
function findingLines(told: Told, paint: Paint, width: number | null, others = 0): string[] {
  const { finding } = told;
  const fingerprint = paint.dim(`[${finding.fingerprint}]`);
  const more = others === 0 ? '' : ` ${paint.dim(`and ${count(others, 'more notice')} in this file`)}`;
  return [
    `  ${place(finding, paint)} ${severityWord(finding.severity, paint)} ${fingerprint}${more}`,
    wrapText(renderMessage(finding) + repeatsText(told), '    ', width),
  ];
}

function severityWord(severity: Severity, paint: Paint): string {
  const colour = { error: paint.red, warning: paint.yellow, notice: paint.blue }[severity];
  return colour(severity);
}

function integrationLines(integration: Integration, paint: Paint): string[] {
  const { name, confidence, development, evidence, approval } = integration;
  const notes = [
    confidence,
    ...(development ? ['development only'] : []),
    ...(approval?.owner ? [`owner ${cleanText(approval.owner, 120)}`] : []),
    ...(approval?.reviewBy ? [`review by ${approval.reviewBy}`] : []),
  ];
  const note = paint.dim(`(${notes.join(', ')})`);
  const shown = mostTelling(evidence);
  const rest = `${evidence.length - shown.length} more; ${LISTED_ELSEWHERE}`;
  return [
    `  ${paint.bold(cleanText(name, 80))} ${note}`,
    ...shown.map((e) => `    ${place(e, paint)} ${toPlain(evidenceSentence(e))}`),
    ...(shown.length === evidence.length ? [] : [`    ${paint.dim(rest)}`]),
  ];
}

/** Evidence listed per provider. A large repository has thousands of pieces. */
const MOST_EVIDENCE = 10;

/** Selects from long lists of evidence: the first of each kind and value, then repetitions. Keeps the order. */
function mostTelling(evidence: readonly Evidence[]): readonly Evidence[] {
  if (evidence.length <= MOST_EVIDENCE) return evidence;
  const nameOf = ({ kind, value }: Evidence): string => `${kind} ${value}`;
  const firsts = new Map(evidence.toReversed().map((each) => [nameOf(each), each]));
  const ranked = new Set([...evidence.filter((each) => firsts.get(nameOf(each)) === each), ...evidence]);
  const shown = new Set([...ranked].slice(0, MOST_EVIDENCE));
  return evidence.filter((each) => shown.has(each));
}

function unreadGroup(problems: readonly Problem[], paint: Paint): string[] {
  return group(
    'Not read in full',
    problems.map((p) => `  ${cleanText(p.path, 240)} ${paint.yellow(renderProblem(p))}`),
    paint,
  );
}

function place({ path, line, column }: Place, paint: Paint): string {
  return paint.bold(`${cleanText(path, 240)}:${line}:${column}`);
}

function group(heading: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint.bold(heading), ...lines];
}

function joinGroups(groups: readonly (readonly string[])[]): string {
  return `${groups
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
