/** Lines that are rendered on demand: a hostile change has millions, of which a page shows two hundred. */
export type Rows = { length: number; first(count: number): readonly string[] };

export const NO_ROWS: Rows = { length: 0, first: () => [] };

/** Rows with one line per item. */
export function rowsOf<T>(items: readonly T[], render: (item: T) => string): Rows {
  return { length: items.length, first: (count) => items.slice(0, count).map((item) => render(item)) };
}

/** A section of a report. `lead` is always kept; whole rows are dropped if space runs out. */
export type Section = {
  /** Markdown heading, or '' for none. */
  heading: string;
  /** Paragraphs or lines below the heading. */
  lead: readonly string[];
  /** The head of the table of rows, dropped with the last row. */
  tableHead: readonly string[];
  rows: Rows;
  /** Sections with a low rank get space first. */
  rank: number;
};

/** Rows per section. A page with thousands helps nobody. */
const MAX_ROWS = 200;
const ENCODER = new TextEncoder();

/** Length in UTF-8, a safe measure for GitHub's limits. */
export function byteLength(text: string): number {
  return ENCODER.encode(text).length;
}

/**
 * Joins the sections in their order, to a text of at most `maxBytes`. Only whole rows are dropped, first those of the
 * least important section, and each section states how many are missing. Headings and leads are always kept, because
 * they are short and few.
 */
export function fitSections(sections: readonly Section[], maxBytes: number, maxRows = MAX_ROWS): string {
  const shown = sections
    .filter((s) => s.lead.length > 0 || s.rows.length > 0)
    .map((section) => ({ ...section, candidates: section.rows.first(maxRows) }));
  let room = maxBytes - shown.reduce((sum, section) => sum + bytesBesideRows(section) + 2, 0);
  const kept = new Map<Candidate, number>();
  for (const section of shown.toSorted((a, b) => a.rank - b.rank)) {
    const { rows, bytes } = takeRows(section.candidates, room);
    kept.set(section, rows);
    room -= bytes;
  }
  return shown.map((section) => renderSection(section, kept.get(section) ?? 0)).join('\n\n');
}

type Candidate = Section & { candidates: readonly string[] };

function takeRows(candidates: readonly string[], room: number): { rows: number; bytes: number } {
  let bytes = 0;
  let rows = 0;
  for (const row of candidates) {
    const next = bytes + byteLength(row) + 1;
    if (next > room) break;
    bytes = next;
    rows += 1;
  }
  return { rows, bytes };
}

/** Bytes that a section may need besides its rows, including the table head and the note about missing rows. */
function bytesBesideRows(section: Candidate): number {
  const head = section.rows.length > 0 ? [section.tableHead.join('\n')] : [];
  return byteLength(joinParts([section.heading, section.lead.join('\n'), ...head, ...missingNote(section, 0)]));
}

function renderSection(section: Candidate, shown: number): string {
  const { heading, lead, tableHead, candidates } = section;
  const table = shown > 0 ? [[...tableHead, ...candidates.slice(0, shown)].join('\n')] : [];
  return joinParts([heading, lead.join('\n'), ...table, ...missingNote(section, shown)]);
}

function missingNote({ rows }: Candidate, shown: number): string[] {
  const missing = rows.length - shown;
  return missing > 0 ? [`${missing} more ${missing === 1 ? 'is' : 'are'} not listed here.`] : [];
}

function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
