// The document and its earlier version: hand-written parts stay in place, and the date changes only with the content.

const DATE = /^\*\*Analysis Date:\*\* (\d{4}-\d{2}-\d{2})$/m;
const OPEN = /^<!-- integrations:keep(?: [^>]{0,200})?-->/;
const CLOSE = /<!-- \/integrations:keep -->\s*$/;

/** A part between markers, with where it stands: under which heading, after which line. */
type Kept = { section: string; behind: string; lines: string[] };

/**
 * The document to write.
 *
 * @param fresh makes the document as the code has it, with a date.
 * @param existing the earlier version, or null.
 * @param today `YYYY-MM-DD`
 * @returns `existing` itself where nothing but the date would change.
 */
export function updateDocument(fresh: (date: string) => string, existing: string | null, today: string): string {
  if (existing === null) return fresh(today);
  const old = existing.replaceAll('\r\n', '\n');
  const kept = findKept(old.split('\n'));
  const write = (date: string): string => insertKept(fresh(date).split('\n'), kept).join('\n');
  const date = DATE.exec(old)?.[1];
  return date !== undefined && write(date) === old ? existing : write(today);
}

/** The hand-written parts. A marker that is never closed keeps to the end: no hand-written line is lost. */
function findKept(lines: readonly string[]): Kept[] {
  const kept: Kept[] = [];
  let [section, behind] = ['', ''];
  let open: Kept | null = null;
  for (const line of lines) {
    if (open === null && OPEN.test(line)) kept.push((open = { section, behind, lines: [] }));
    if (open !== null) {
      open.lines.push(line);
      if (CLOSE.test(line)) open = null;
      continue;
    }
    if (isHeading(line)) section = line;
    if (line !== '') behind = line;
  }
  return kept;
}

function insertKept(lines: readonly string[], kept: readonly Kept[]): string[] {
  const after = Map.groupBy(kept, (part) => placeOf(lines, part));
  return lines.flatMap((line, i) => {
    const parts = after.get(i) ?? [];
    if (parts.length === 0) return [line];
    const text = parts.flatMap((part) => ['', ...trimEnd(part.lines)]);
    return lines[i + 1] === '' || i + 1 >= lines.length ? [line, ...text] : [line, ...text, ''];
  });
}

/** The index of the line that the part stands after; where that is gone, the end of its section, or of the document. */
function placeOf(lines: readonly string[], { section, behind }: Kept): number {
  const start = section === '' ? 0 : lines.indexOf(section);
  if (start < 0)
    return endOfSection(
      lines,
      lines.findLastIndex((line) => line.startsWith('## ')),
    );
  if (behind === '') return 0;
  const stop = endOfSection(lines, start);
  const found = lines.findIndex((line, i) => i >= start && i <= stop && isSame(line, behind));
  return found >= 0 ? found : stop;
}

function endOfSection(lines: readonly string[], from: number): number {
  const next = lines.findIndex((line, i) => i > from && isHeading(line));
  let last = (next < 0 ? lines.length : next) - 1;
  while (last > from && lines[last] === '') last -= 1;
  return last;
}

/** The rule at the foot begins a section too. */
function isHeading(line: string): boolean {
  return line.startsWith('## ') || line === '---';
}

function isSame(line: string, other: string): boolean {
  return line === other || (DATE.test(line) && DATE.test(other));
}

function trimEnd(lines: readonly string[]): string[] {
  let end = lines.length;
  while (end > 0 && lines[end - 1] === '') end -= 1;
  return lines.slice(0, end);
}
