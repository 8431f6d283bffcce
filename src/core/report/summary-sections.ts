import type { Audit, Finding, MutedFinding } from '../audit-types.ts';
import type { Integration } from '../inventory-types.ts';
import type { Problem } from '../place-types.ts';
import { STAGED } from '../repository-types.ts';
import { CATEGORY_WORDS } from './sentences/category-words.ts';
import { codeSpan, escapeMarkdown } from './escape-markdown.ts';
import { evidenceSentence, placeMarkdown, type BlobUrl } from './sentences/evidence-sentence.ts';
import { NO_ROWS, rowsOf, type Section } from './fit-sections.ts';
import { gatherRepeats, repeatsMarkdown } from './gather-repeats.ts';
import { findingSentence, problemSentence } from './render-message.ts';
import { count } from './count.ts';
import { countUnread, isOfConfig, splitInferred } from './render-title.ts';
import { toMarkdown } from './sentences/sentence.ts';
import { patchLines } from './sentences/stale-sentence.ts';

/** Pieces of evidence per table row. The details list all of them. */
const EVIDENCE_IN_ROW = 3;

const PLAIN: Pick<Section, 'lead' | 'tableHead' | 'rows'> = { lead: [], tableHead: [], rows: NO_ROWS };

/** The audit as sections, in reading order. The check run and the Markdown format share them. */
export function summarySections(audit: Audit, blobUrl?: BlobUrl): Section[] {
  return [
    partialSection(audit.problems),
    addedSection(audit, blobUrl),
    inferredSection(audit.findings, blobUrl),
    removedSection(audit.change.removed),
    findingsSection(audit.findings, blobUrl),
    patchSection(audit.findings),
    problemSection(
      '### Not read in full',
      audit.problems.filter((p) => !isOfConfig(p)),
    ),
    problemSection('### Configuration', audit.problems.filter(isOfConfig)),
    rehearsalSection(audit.rehearsal, blobUrl),
    mutedSection(audit.muted, blobUrl),
    coverageSection(audit),
    reproduceSection(audit),
  ];
}

/** The evidence for new providers that does not fit the table, and changed evidence of others. */
export function detailSections({ base, change }: Audit, blobUrl?: BlobUrl): Section[] {
  const long = (base === null ? [] : change.added).filter(({ evidence }) => evidence.length > EVIDENCE_IN_ROW);
  const added = long.flatMap(({ name, evidence }) => evidence.map((e) => ({ name, e })));
  const changed = change.changed.flatMap(({ name, added: came, removed: went }) => [
    ...came.map((e) => ({ name, e, what: 'now also', url: blobUrl })),
    // Removed evidence is not in the head, so there is no line to link to.
    ...went.map((e) => ({ name, e, what: 'no longer', url: undefined })),
  ]);
  const addedRows = rowsOf(added, ({ name, e }) => `- ${bold(name)}: ${evidenceAt(e, blobUrl)}`);
  const changedRows = rowsOf(changed, ({ name, e, what, url }) => `- ${bold(name)}: ${what} ${evidenceAt(e, url)}`);
  return [
    { ...PLAIN, heading: '### Evidence of the new providers', rows: addedRows, rank: 0 },
    { ...PLAIN, heading: '### Changed evidence of known providers', rows: changedRows, rank: 1 },
  ];
}

/** How the findings would differ under the configuration that the change brings. */
function rehearsalSection(rehearsal: Audit['rehearsal'], blobUrl?: BlobUrl): Section {
  if (rehearsal === null) return { ...PLAIN, heading: '', rank: 2 };
  const { path, conclusion, gone, come, changed } = rehearsal;
  const effects = [
    ...gone.map((f) => ({ what: 'Gone', f })),
    ...come.map((f) => ({ what: 'New', f })),
    ...changed.map((f) => ({ what: 'Changed', f })),
  ];
  const rows = rowsOf(
    effects,
    ({ what, f }) => `- ${what} (${f.severity}) at ${placeMarkdown(f, blobUrl)}: ${toMarkdown(findingSentence(f))}`,
  );
  const effect = rows.length === 0 ? 'the findings would be the same' : `${count(rows.length, 'finding')} would change`;
  const lead = `This audit was judged by the base's configuration. With ${codeSpan(path)} of this pull request it would end as \`${conclusion}\`, and ${effect}. Its changes to your own keys and providers, to paths and to aliases take effect only once it is merged.`;
  return { ...PLAIN, heading: '### Rehearsal of the new configuration', lead: [lead], rows, rank: 2 };
}

function partialSection(problems: readonly Problem[]): Section {
  const unread = countUnread(problems);
  const lead = `**This view is partial: ${count(unread, 'file was', 'files were')} not read in full.**`;
  return { ...PLAIN, heading: '', lead: unread === 0 ? [] : [lead], rank: 0 };
}

function addedSection({ base, change, findings }: Audit, blobUrl?: BlobUrl): Section {
  const rows = rowsOf(base === null ? [] : splitInferred(change.added)[0], (integration) => {
    const finding = findings.find((f) => f.check === 'new-provider' && f.provider === integration.provider);
    return row([
      bold(integration.name),
      CATEGORY_WORDS[integration.category],
      integration.confidence + (integration.development ? ', development only' : ''),
      evidenceCell(integration, blobUrl),
      standing(finding),
    ]);
  });
  const tableHead = tableOf(['Provider', 'Category', 'Confidence', 'Evidence', 'Standing']);
  return { heading: '### New providers', lead: [], tableHead, rows, rank: 1 };
}

/** Services without a rule: the evidence for each, and an entry that defines it as a provider. */
function inferredSection(findings: readonly Finding[], blobUrl?: BlobUrl): Section {
  const rows = rowsOf(
    findings.filter((f) => f.code === 'inferred-provider'),
    (f) => `- ${placeMarkdown(f, blobUrl)}: ${toMarkdown(findingSentence(f))}`,
  );
  return { ...PLAIN, heading: '### Inferred services', rows, rank: 2 };
}

/** What the configuration says about a new provider. */
function standing(finding: Finding | undefined): string {
  if (finding === undefined) return '';
  if (finding.code === 'forbidden-provider') return '**forbidden**';
  return finding.args['approved'] === true ? 'approved' : finding.severity;
}

function removedSection(removed: readonly Integration[]): Section {
  const rows = rowsOf(removed, (integration) =>
    row([bold(integration.name), CATEGORY_WORDS[integration.category], evidenceCell(integration)]),
  );
  const tableHead = tableOf(['Provider', 'Category', 'Evidence removed']);
  return { heading: '### Removed providers', lead: [], tableHead, rows, rank: 4 };
}

/** All findings except those on new providers and inferred services, which have sections of their own. */
function findingsSection(findings: readonly Finding[], blobUrl?: BlobUrl): Section {
  const rows = rowsOf(
    gatherRepeats(findings.filter((f) => f.code !== 'new-provider' && f.code !== 'inferred-provider')),
    (each) => {
      const { finding: f } = each;
      const what = toMarkdown(findingSentence(f)) + repeatsMarkdown(each, blobUrl);
      return row([f.severity, placeMarkdown(f, blobUrl), what, codeSpan(f.fingerprint)]);
    },
  );
  const tableHead = tableOf(['Severity', 'Where', 'What', 'Fingerprint']);
  return { heading: '### Findings', lead: [], tableHead, rows, rank: 0 };
}

/** The patch that updates the inventory document. */
function patchSection(findings: readonly Finding[]): Section {
  const lead = findings.filter((f) => f.check === 'stale-inventory').flatMap(patchLines);
  return { ...PLAIN, heading: '### Patch for the inventory document', lead, rank: 3 };
}

function problemSection(heading: string, problems: readonly Problem[]): Section {
  const rows = rowsOf(problems, (p) => `- ${codeSpan(p.path, 240)}: ${toMarkdown(problemSentence(p))}`);
  return { ...PLAIN, heading, rows, rank: 2 };
}

function mutedSection(muted: readonly MutedFinding[], blobUrl?: BlobUrl): Section {
  const rows = rowsOf(muted, (f) =>
    row([codeSpan(f.check), placeMarkdown(f, blobUrl), escapeMarkdown(f.reason), escapeMarkdown(f.until ?? '')]),
  );
  const tableHead = tableOf(['Check', 'Where', 'Reason given', 'Until']);
  return { heading: '### Muted', lead: [], tableHead, rows, rank: 3 };
}

function coverageSection({ base, stats }: Audit): Section {
  const { files, changedFiles, ignoredFiles = 0, checksOff = [], readBlobs, readBytes, rulebook } = stats;
  const ignored =
    ignoredFiles === 0
      ? ''
      : `${ignoredFiles} more ${ignoredFiles === 1 ? 'is' : 'are'} left out by ${codeSpan('paths.ignore')}. `;
  const all =
    base === null
      ? `There ${files === 1 ? 'is' : 'are'} ${count(files, 'file')}. `
      : `The head has ${count(files, 'file')}, of which ${changedFiles} ${changedFiles === 1 ? 'differs' : 'differ'} from the base. `;
  const lead =
    all +
    ignored +
    `For this audit ${count(readBlobs, 'file version')} (${renderBytes(readBytes)}) ${readBlobs === 1 ? 'was' : 'were'} read, with rulebook ${codeSpan(rulebook)}.` +
    (checksOff.length === 0 ? '' : ` Switched off: ${checksOff.map((check) => codeSpan(check)).join(', ')}.`);
  return { ...PLAIN, heading: '### Coverage', lead: [lead], rank: 0 };
}

function reproduceSection({ base, head }: Audit): Section {
  // A folder and the staged changes have no commit id.
  const compared = `diff${base === null ? '' : ` --base ${base}`} ${head === STAGED ? '--staged' : `--head ${head}`}`;
  const command = base === null && head !== STAGED ? `audit${head === '' ? '' : ` --commit ${head}`}` : compared;
  const lead = `Reproduce with ${codeSpan(`integration-audit ${command}`)}`;
  return { ...PLAIN, heading: '', lead: [lead], rank: 0 };
}

/** `17 bytes`, `1.2 KB`, `3.4 MB`. */
export function renderBytes(bytes: number): string {
  if (bytes < 1000) return count(bytes, 'byte');
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function evidenceCell({ evidence }: Integration, blobUrl?: BlobUrl): string {
  const shown = evidence.slice(0, EVIDENCE_IN_ROW).map((e) => evidenceAt(e, blobUrl));
  const more = evidence.length - shown.length;
  return shown.join('; ') + (more > 0 ? `; ${more} more` : '');
}

function evidenceAt(evidence: Integration['evidence'][number], blobUrl?: BlobUrl): string {
  return `${toMarkdown(evidenceSentence(evidence))} at ${placeMarkdown(evidence, blobUrl)}`;
}

function bold(name: string): string {
  return `**${escapeMarkdown(name.trim(), 80)}**`;
}

function tableOf(titles: readonly string[]): string[] {
  return [row(titles), row(titles.map(() => '---'))];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
