// Updates the document from its earlier version: hand-written parts stay in place, and the date only changes with the
// content.

const DATE = /^\*\*Analysis Date:\*\* (\d{4}-\d{2}-\d{2})$/m;
const OPEN = /^<!-- integrations:keep(?: [^>]{0,200})?-->/;
const CLOSE = /<!-- \/integrations:keep -->\s*$/;

/**
 * A hand-written part between markers and its position: the section, group and entry that contain it (`below`, '' where
 * there is none), and the line before it (`behind`). A line such as `- Not detected` is only unambiguous together with
 * `below`.
 */
type Kept = { below: readonly string[]; behind: string; lines: string[] };

/** The levels of structure, outermost first. */
const LEVELS: readonly ((line: string) => boolean)[] = [
  // The rule before the footer starts a section too.
  (line) => line.startsWith('## ') || line === '---',
  (line) => /^\*\*[^*]{1,80}:\*\*$/.test(line),
  (line) => line.startsWith('- '),
];

/**
 * The document to write.
 *
 * @param fresh renders the document for the current code, with a date.
 * @param existing the earlier version, or null.
 * @param today `YYYY-MM-DD`; not used if only hand-written parts changed, because that is no new analysis.
 * @returns `existing` itself if nothing else than the date and formatting would change.
 */
export function updateDocument(fresh: (date: string) => string, existing: string | null, today: string): string {
  if (existing === null) return fresh(today);
  const old = existing.replaceAll('\r\n', '\n');
  const { kept, rest } = splitKept(old.split('\n'));
  const write = (date: string): string => insertKept(fresh(date).split('\n'), kept).join('\n');
  const date = DATE.exec(old)?.[1];
  if (date === undefined || !saysSame(fresh(date), rest.join('\n'))) return write(today);
  const text = write(date);
  return saysSame(text, old) ? existing : text;
}

/** True if two documents only differ in formatting: empty lines, and the character for emphasis. */
const saysSame = (one: string, other: string): boolean => told(one) === told(other);

const told = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/^\*([^*]+)\*$/, '_$1_'))
    .join('\n');

/** The line, from 1, of a marker that opens a hand-written part which nothing closes; null if there is none. */
export function findUnclosedPart(text: string): number | null {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const { unclosed } = splitKept(lines);
  return unclosed === null ? null : lines.length - unclosed.lines.length + 1;
}

/**
 * Separates the hand-written parts from the other lines. An unclosed marker extends to the end, so that no hand-written
 * line is lost.
 */
function splitKept(lines: readonly string[]): { kept: Kept[]; rest: string[]; unclosed: Kept | null } {
  const kept: Kept[] = [];
  const rest: string[] = [];
  let below = LEVELS.map(() => '');
  let behind = '';
  let open: Kept | null = null;
  for (const line of lines) {
    if (open === null && OPEN.test(line)) kept.push((open = { below, behind, lines: [] }));
    if (open !== null) {
      open.lines.push(line);
      if (CLOSE.test(line)) open = null;
      continue;
    }
    rest.push(line);
    const level = levelOf(line);
    if (level >= 0) below = below.map((outer, i) => (i < level ? outer : i === level ? line : ''));
    if (line !== '') behind = line;
  }
  return { kept, rest, unclosed: open };
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

/**
 * The index of the line after which a part is inserted. If that line is gone, the end of the innermost block that still
 * exists, or of the document.
 */
function placeOf(lines: readonly string[], { below, behind }: Kept): number {
  if (behind === '') return 0;
  let start = 0;
  let stop = below[0] === '' ? endOf(lines, 0, LEVELS.length) : lines.length - 1;
  for (const [level, text] of below.entries()) {
    if (text === '') continue;
    const found = lines.findIndex((line, i) => i >= start && i <= stop && line === text);
    if (found < 0)
      return level === 0
        ? endOf(
            lines,
            lines.findLastIndex((line) => line.startsWith('## ')),
            0,
          )
        : lastLine(lines, start, stop);
    start = found;
    stop = Math.min(stop, endOf(lines, found, level));
  }
  const found = lines.findIndex((line, i) => i >= start && i <= stop && isSame(line, behind));
  return found >= 0 ? found : lastLine(lines, start, stop);
}

/** The last line of the block that starts at `from`: it extends to the next line of the same or an outer level. */
function endOf(lines: readonly string[], from: number, level: number): number {
  const next = lines.findIndex((line, i) => i > from && levelOf(line) >= 0 && levelOf(line) <= level);
  return lastLine(lines, from, (next < 0 ? lines.length : next) - 1);
}

function lastLine(lines: readonly string[], from: number, to: number): number {
  let last = to;
  while (last > from && lines[last] === '') last -= 1;
  return last;
}

function levelOf(line: string): number {
  return LEVELS.findIndex((begins) => begins(line));
}

function isSame(line: string, other: string): boolean {
  return line === other || (DATE.test(line) && DATE.test(other));
}

function trimEnd(lines: readonly string[]): string[] {
  let end = lines.length;
  while (end > 0 && lines[end - 1] === '') end -= 1;
  return lines.slice(0, end);
}
