import { SEVERITIES, type Audit, type CheckId, type Finding, type FindingCode } from '../audit-types.ts';
import type { Integration } from '../inventory-types.ts';
import { categoryInSentence } from './sentences/category-words.ts';
import { commentStateOf, renderCommentMarker, type CommentState } from './comment-marker.ts';
import { codeSpan, escapeMarkdown } from './escape-markdown.ts';
import { CHECK_WORDS } from './sentences/check-words.ts';
import { evidenceSentence, placeMarkdown, type BlobUrl } from './sentences/evidence-sentence.ts';
import { fitSections, NO_ROWS, rowsOf, type Rows, type Section } from './fit-sections.ts';
import { gatherRepeats, repeatsMarkdown } from './gather-repeats.ts';
import { findingSentence } from './render-message.ts';
import { count } from './count.ts';
import { countUnread, isOfConfig, renderTitle, splitInferred } from './render-title.ts';
import { toMarkdown } from './sentences/sentence.ts';

/** GitHub accepts 65,536 characters, but people read comments. The check run contains more. */
const MAX_BYTES = 20_000;
const EVIDENCE_SHOWN = 4;

/**
 * Whether the change needs a comment: for new providers or keys. Removed providers and webhooks alone are shown in the
 * check run, and in an existing comment.
 */
export function needsComment({ findings }: Audit): boolean {
  return findings.some(({ check }) => check === 'new-provider' || check === 'leaked-key');
}

/**
 * `previous` is the state of the existing comment (see `parseCommentMarker`). `blobUrl` makes the URLs of lines in the
 * head.
 */
export type CommentOptions = { previous?: CommentState | null; blobUrl?: BlobUrl };

/** The comment on a pull request, marker first. */
export function renderComment(audit: Audit, { previous = null, blobUrl }: CommentOptions = {}): string {
  const { removed } = audit.change;
  const [added, inferred] = splitInferred(audit.change.added);
  const { findings } = audit;
  const about = (heading: string, rank: number, told: readonly Finding[]): Judged => {
    const rows = rowsOf(
      gatherRepeats(told),
      (each) =>
        `- ${placeMarkdown(each.finding, blobUrl)}: ${toMarkdown(findingSentence(each.finding))}${repeatsMarkdown(each, blobUrl)}`,
    );
    return { worst: worstOf(told), section: listSection(heading, [], rows, rank) };
  };
  const aboutCheck = (check: CheckId, rank: number): Judged =>
    about(
      `**${CHECK_WORDS[check].heading}**`,
      rank,
      findings.filter((f) => f.check === check),
    );
  const ofCode = (code: FindingCode) => findings.filter((f) => f.code === code);
  const addedRows = rowsOf(added, (integration) => addedRow(integration, blobUrl));
  const judged = [
    { worst: worstOf(ofCode('new-provider')), section: listSection('**New providers**', [], addedRows, 2) },
    about('**Inferred services**', 2, inferred.length === 0 ? [] : ofCode('inferred-provider')),
    about('**Forbidden providers**', 0, ofCode('forbidden-provider')),
    aboutCheck('leaked-key', 0),
    aboutCheck('unsigned-webhook', 1),
    aboutCheck('committed-env', 1),
    aboutCheck('exposed-secret', 1),
    aboutCheck('stale-inventory', 2),
    aboutCheck('config', 2),
  ];
  const sections: Section[] = [
    listSection('', [`### Integration audit: ${escapeMarkdown(renderTitle(audit), 255)}`], NO_ROWS, 0),
    ...judged.toSorted((a, b) => a.worst - b.worst).map(({ section }) => section),
    listSection('', removed.length === 0 ? [] : [removedLine(removed)], NO_ROWS, 3),
    listSection('', footer(audit), NO_ROWS, 3),
  ];
  return `${renderCommentMarker(audit, commentStateOf(audit, previous))}\n${fitSections(sections, MAX_BYTES)}\n`;
}

/** A section with the index of its highest severity. Sections that fail the check come first. */
type Judged = { worst: number; section: Section };

/** Index of the highest severity, 0 for an error; past all severities if there are no findings. */
function worstOf(findings: readonly Finding[]): number {
  return Math.min(SEVERITIES.length, ...new Set(findings.map(({ severity }) => SEVERITIES.indexOf(severity))));
}

/**
 * The comment after everything it reported is resolved: short, so that the page shows nothing outdated.
 *
 * @param previous the state of the existing comment (see `parseCommentMarker`)
 */
export function renderResolvedComment(
  audit: Pick<Audit, 'head' | 'findings' | 'change'>,
  previous: CommentState | null = null,
): string {
  const { change } = audit;
  const lines = [
    RESOLVED[previous ?? 'resolved'],
    ...(change.removed.length === 0 ? [] : [removedLine(change.removed)]),
  ];
  return `${renderCommentMarker(audit, 'resolved')}\n### Integration audit: resolved\n\n${lines.join('\n\n')}\n`;
}

const RESOLVED: Readonly<Record<CommentState, string>> = {
  failure: 'Everything that was found in an earlier version of this pull request is fixed.',
  leaked:
    'What was found in an earlier version of this pull request is gone from it. A secret was among it, and what was pushed once can still be fetched by its commit: revoke it if you have not done so yet.',
  neutral: 'The integrations that an earlier version of this pull request added are no longer in it.',
  success: 'The integrations that an earlier version of this pull request added are no longer in it.',
  resolved: 'Everything that was reported here for an earlier version of this pull request is settled.',
};

function listSection(heading: string, lead: readonly string[], rows: Rows, rank: number): Section {
  return { heading, lead, tableHead: [], rows, rank };
}

function addedRow({ name, category, confidence, development, evidence }: Integration, blobUrl?: BlobUrl): string {
  const shown = evidence
    .slice(0, EVIDENCE_SHOWN)
    .map((e) => `${toMarkdown(evidenceSentence(e))} in ${placeMarkdown(e, blobUrl)}`);
  const more =
    evidence.length > shown.length ? [count(evidence.length - shown.length, 'more piece', 'more pieces')] : [];
  const sure = confidence + (development ? ', development only' : '');
  return `- **${escapeMarkdown(name, 80)}** (${categoryInSentence(category)}, ${sure}): ${[...shown, ...more].join('; ')}`;
}

function removedLine(removed: readonly Integration[]): string {
  const names = removed.slice(0, 10).map(({ name }) => `**${escapeMarkdown(name, 80)}**`);
  const more = removed.length > names.length ? ` and ${removed.length - names.length} more` : '';
  return `Gone with this change: ${names.join(', ')}${more}. ${removed.length === 1 ? 'One' : removed.length} fewer to look after, well done.`;
}

function footer({ problems, muted, stats }: Audit): string[] {
  const files = countUnread(problems);
  const unread = files === 0 ? [] : [`${count(files, 'file was', 'files were')} not read in full`];
  const silenced = muted.length === 0 ? [] : [`${count(muted.length, 'finding is', 'findings are')} muted`];
  const broken = problems.some(isOfConfig) ? ['the configuration has an error'] : [];
  const off = (stats.checksOff ?? []).map((check) => `the check ${codeSpan(check)} is off`);
  const notes = [...unread, ...silenced, ...broken, ...off];
  return [
    `${notes.length === 0 ? '' : `${notes.join(', ')}; `}all details are in the check run “Integration audit”.`,
  ].map((line) => line.charAt(0).toUpperCase() + line.slice(1));
}
