import type { Config } from '../config/config-schema.ts';
import type { Audit, Finding, Severity } from '../audit-types.ts';
import { MAX_ANNOTATIONS, type Annotation, type CheckRunOutput } from '../check-run-types.ts';
import { fitSections, NO_ROWS } from './fit-sections.ts';
import type { BlobUrl } from './sentences/evidence-sentence.ts';
import { findingSentence, renderFindingTitle } from './render-message.ts';
import { renderTitle } from './render-title.ts';
import { toQuoted } from './sentences/sentence.ts';
import { detailSections, summarySections } from './summary-sections.ts';

/** GitHub accepts 65,535. The margin allows for differences in counting. */
const MAX_BYTES = 64_000;

const LEVELS: Readonly<Record<Severity, Annotation['annotation_level']>> = {
  error: 'failure',
  warning: 'warning',
  notice: 'notice',
};

/**
 * The audit as the output of a check run.
 *
 * @param blobUrl makes the URLs of lines in the head, for links
 * @see https://docs.github.com/en/rest/checks/runs#update-a-check-run
 */
export function renderCheckRun(
  audit: Audit,
  report: Pick<Config['report'], 'annotations'>,
  blobUrl?: BlobUrl,
): CheckRunOutput {
  const noted = report.annotations ? audit.findings.filter(hasPlace) : [];
  const sections = summarySections(audit, blobUrl);
  const rest = noted.length - MAX_ANNOTATIONS;
  if (rest > 0)
    sections.push(
      noteSection(`${MAX_ANNOTATIONS} findings are shown at their lines, ${rest} more are listed only here.`),
    );
  const text = fitSections(detailSections(audit, blobUrl), MAX_BYTES);
  return {
    conclusion: audit.conclusion,
    title: renderTitle(audit),
    summary: fitSections(sections, MAX_BYTES),
    text: text === '' ? null : text,
    annotations: noted.slice(0, MAX_ANNOTATIONS).map(annotate),
  };
}

function noteSection(note: string): ReturnType<typeof summarySections>[number] {
  return { heading: '', lead: [note], tableHead: [], rows: NO_ROWS, rank: 0 };
}

/**
 * True for a finding with a path. One without a path is only in the summary, because GitHub would reject the whole
 * request.
 */
function hasPlace({ path }: Finding): boolean {
  return path !== '';
}

function annotate(finding: Finding): Annotation {
  const start = Math.max(1, finding.line);
  const end = Math.max(start, finding.endLine);
  const { column, endColumn } = finding;
  const hasColumns = start === end && endColumn !== null && column >= 1 && endColumn >= column;
  return {
    path: finding.path,
    start_line: start,
    end_line: end,
    ...(hasColumns ? { start_column: column, end_column: endColumn } : {}),
    annotation_level: LEVELS[finding.severity],
    title: renderFindingTitle(finding),
    // GitHub shows it verbatim, so backticks would be visible.
    message: toQuoted(findingSentence(finding)),
  };
}
