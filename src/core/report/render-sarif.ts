import type { Location, Log, Notification, ReportingDescriptor, Result } from 'sarif';
import { CHECKS, SEVERITIES, type Audit, type CheckId, type Finding, type Severity } from '../audit-types.ts';
import type { Place, Problem } from '../place-types.ts';
import { findingSentence, problemSentence } from './render-message.ts';
import { code, say, toSarifText, type Sentence } from './sentences/sentence.ts';

const LEVELS: Readonly<Record<Severity, Result.level>> = { error: 'error', warning: 'warning', notice: 'note' };

/** A check's name, what it tells, what to do about it, in Markdown, how often it is right, and how grave it is. */
type CheckWords = { name: string; tells: string; help: string; precision: 'very-high' | 'high'; gravity: Gravity };

/** Where code scanning puts a check: among those of security on the scale of CVSS (from 7 high), or among the others. */
type Gravity = { 'security-severity': '8.0' | '7.0' } | { 'problem.severity': 'warning' | 'recommendation' };

const CHECK_WORDS: Readonly<Record<CheckId, CheckWords>> = {
  'new-provider': {
    name: 'New provider',
    tells: 'The change integrates a third-party service that its base does not.',
    help: 'Make sure that somebody decided for this service, and list it under `providers.approved` of `.integrations.yml`.',
    precision: 'high',
    gravity: { 'problem.severity': 'warning' },
  },
  'leaked-key': {
    name: 'Leaked key',
    tells: 'The change writes a key into a file.',
    help: 'Revoke the key, since the history keeps it, and read the new one from the environment.',
    precision: 'high',
    gravity: { 'security-severity': '8.0' },
  },
  'unsigned-webhook': {
    name: 'Unsigned webhook',
    tells: 'A webhook endpoint acts on calls without making sure who sent them.',
    help: 'Verify the signature over the raw body, and refuse the call when it does not match, before anything is done with it.',
    precision: 'high',
    gravity: { 'security-severity': '8.0' },
  },
  'committed-env': {
    name: 'Committed environment file',
    tells: 'The change commits an environment file that holds values of secrets.',
    help: 'Revoke what it holds, take it out of the repository and add it to `.gitignore`.',
    precision: 'very-high',
    gravity: { 'security-severity': '7.0' },
  },
  'exposed-secret': {
    name: 'Exposed secret',
    tells: 'A secret is read where bundlers hand it to browsers.',
    help: 'Read it on the server only, under a name without the prefix.',
    precision: 'high',
    gravity: { 'security-severity': '8.0' },
  },
  'stale-inventory': {
    name: 'Stale inventory',
    tells: 'The inventory document no longer says what the code integrates.',
    help: 'Write it anew with `integration-audit inventory --write`.',
    precision: 'very-high',
    gravity: { 'problem.severity': 'recommendation' },
  },
  config: {
    name: 'Configuration',
    tells: 'The configuration of the audit has an error or a part that does nothing.',
    help: 'Mend `.integrations.yml` at the line; `integration-audit config check` holds it against its schema.',
    precision: 'very-high',
    gravity: { 'problem.severity': 'warning' },
  },
};

/** So many results of a run are shown by code scanning; from 25,000 on the run is refused. */
const MOST_RESULTS = 5000;

/**
 * A diff as SARIF 2.1.0, within what code scanning of GitHub takes: the gravest findings first, and no more than it shows.
 * Muted ones are left out, since it opens an alert for a suppressed result too. A finding without a place cannot be a result
 * there, and is a notification like what was not read.
 *
 * @param version of this tool
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function renderSarif(audit: Audit, version: string): string {
  const placed = audit.findings
    .filter(({ path }) => path !== '')
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const nowhere = audit.findings.filter(({ path }) => path === '');
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Integration Audit', version, semanticVersion: version, rules: CHECKS.map(describeCheck) },
        },
        // The part before the slash keeps the alerts of several tools on one commit apart.
        automationDetails: { id: 'integration-audit/' },
        columnKind: 'utf16CodeUnits',
        // Where it lies on the disk is nobody's matter; a base that is not named at all would be an error of the format.
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
  return `${JSON.stringify(log, null, 2)}\n`;
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

/** Equal findings of a file, such as one key in several lines, have one fingerprint, and would be one alert. */
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
    // GitHub follows an alert over commits by this name alone; ours outlives moved lines as theirs does.
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
      artifactLocation: { uri: toUri(path), uriBaseId: '%SRCROOT%' },
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

/** A path as a relative address: names may hold anything but a slash. */
function toUri(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
