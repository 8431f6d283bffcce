/** Lines that are made when they are shown: a hostile change has millions, of which a page shows two hundred. */
export type Rows = { length: number; first(count: number): readonly string[] };

export const NO_ROWS: Rows = { length: 0, first: () => [] };

/** One line for each item. */
export function rowsOf<T>(items: readonly T[], render: (item: T) => string): Rows {
  return { length: items.length, first: (count) => items.slice(0, count).map((item) => render(item)) };
}

/** A part of a report. What must stay is in `lead`; rows go, whole, where there is no room for all. */
export type Section = {
  /** Markdown heading, or '' for none. */
  heading: string;
  /** Paragraphs or lines under it. */
  lead: readonly string[];
  /** Lines that open the table of rows, dropped with the last of them. */
  tableHead: readonly string[];
  rows: Rows;
  /** Sections of a low rank get room first. */
  rank: number;
};

/** Rows that a section shows at most: a page of thousands helps nobody. */
const MAX_ROWS = 200;
const ENCODER = new TextEncoder();

/** Length in UTF-8, in which GitHub's limits are safe to count. */
export function byteLength(text: string): number {
  return ENCODER.encode(text).length;
}

/**
 * The sections as one text of at most `maxBytes`, in their order. Only whole rows are left out, those of the least
 * important section first, and each section says how many it lacks. Headings and leads stay: they are short and few.
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

/** All that may be needed of a section beside its rows: also the head of its table, and that rows are missing. */
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
