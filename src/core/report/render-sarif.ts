import type { Location, Log, Notification, ReportingDescriptor, Result } from 'sarif';
import { CHECKS, type Audit, type CheckId, type Finding, type Severity } from '../audit-types.ts';
import type { Place, Problem } from '../place-types.ts';
import { encodePath } from './encode-path.ts';
import { jsonText } from './json-text.ts';
import { findingSentence, problemSentence } from './render-message.ts';
import { CHECK_WORDS } from './sentences/check-words.ts';
import { code, say, toSarifText, type Sentence } from './sentences/sentence.ts';

const LEVELS: Readonly<Record<Severity, Result.level>> = { error: 'error', warning: 'warning', notice: 'note' };

/** Code scanning shows this many results per run, and rejects a run with more than 25,000. */
const MOST_RESULTS = 5000;

/**
 * A diff as SARIF 2.1.0, within the limits of GitHub's code scanning: the most severe findings first, and no more than
 * it shows. Muted findings are left out, because it opens alerts for suppressed results too. A finding without a
 * position cannot be a result, so it is a notification, as are problems.
 *
 * @param version of this tool
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function renderSarif(audit: Audit, version: string): string {
  const placed = audit.findings.filter(({ path }) => path !== '');
  const nowhere = audit.findings.filter(({ path }) => path === '');
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Integration Audit', version, semanticVersion: version, rules: CHECKS.map(describeCheck) },
        },
        // The part before the slash separates the alerts of several tools on the same commit.
        automationDetails: { id: 'integration-audit/' },
        columnKind: 'utf16CodeUnits',
        // The location on disk does not matter, but the format requires a description of each base id.
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...nowhere.map(notifyOfFinding),
              ...notifyOfRest(placed.length - MOST_RESULTS),
              ...audit.problems.map(notifyOfProblem),
            ],
          },
        ],
        results: toResults(placed.slice(0, MOST_RESULTS)),
      },
    ],
  };
  return jsonText(log);
}

function describeCheck(check: CheckId): ReportingDescriptor {
  const { name, tells, help, precision, gravity } = CHECK_WORDS[check];
  return {
    id: check,
    name,
    shortDescription: { text: name },
    fullDescription: { text: tells },
    help: { text: help.replaceAll('`', ''), markdown: help },
    properties: { ...('security-severity' in gravity && { tags: ['security'] }), precision, ...gravity },
  };
}

/**
 * Equal findings in a file, such as a key on several lines, have the same fingerprint and would become one alert, so
 * they are numbered.
 */
function toResults(findings: readonly Finding[]): Result[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const count = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, count);
    return toResult(finding, `${finding.fingerprint}:${count}`);
  });
}

function toResult(finding: Finding, fingerprint: string): Result {
  return {
    ruleId: finding.check,
    ruleIndex: CHECKS.indexOf(finding.check),
    level: LEVELS[finding.severity],
    message: messageOf(findingSentence(finding)),
    locations: [locate(finding, finding)],
    // GitHub tracks an alert across commits only by this fingerprint. Like GitHub's own, ours survives moved lines.
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    properties: { code: finding.code, ...(finding.provider !== null && { provider: finding.provider }) },
  };
}

function notifyOfFinding(finding: Finding): Notification {
  return {
    level: LEVELS[finding.severity],
    message: messageOf(findingSentence(finding)),
    associatedRule: { id: finding.check, index: CHECKS.indexOf(finding.check) },
  };
}

function notifyOfProblem(problem: Problem): Notification {
  const { path, line } = problem;
  if (path === '') return { level: 'warning', message: messageOf(say`The commit's tree ${problemSentence(problem)}.`) };
  const message = messageOf(say`${code(path)} ${problemSentence(problem)}.`);
  return { level: 'warning', message, locations: [locate({ path, line: line ?? 1, column: 1 })] };
}

function notifyOfRest(count: number): Notification[] {
  if (count <= 0) return [];
  return [{ level: 'warning', message: messageOf(say`${count} more findings are not listed.`) }];
}

function messageOf(sentence: Sentence): { text: string } {
  return { text: toSarifText(sentence) };
}

function locate({ path, line, column }: Place, end?: { endLine: number; endColumn: number | null }): Location {
  const endLine = Math.max(line, end?.endLine ?? line);
  const endColumn = end?.endColumn ?? null;
  return {
    physicalLocation: {
      artifactLocation: { uri: encodePath(path), uriBaseId: '%SRCROOT%' },
      region: {
        startLine: Math.max(1, line),
        startColumn: Math.max(1, column),
        endLine: Math.max(1, endLine),
        // One past the last character, in SARIF as in a finding.
        ...(endColumn !== null && { endColumn }),
      },
    },
  };
}
