/** Where a heredoc's body ends (the start of its closing line) and where the code goes on (that line's end). */
export type HeredocEnd = { end: number; after: number };

/** Heredocs that one line may start; nobody writes more. */
export const MOST_PENDING = 50;

/** Labels are short words; a longer line closes nothing. */
const LONGEST_LABEL = 80;

/**
 * Finds the closing lines of heredocs: `makeHeredocEnds(text)(label, from, indented)`; null when none follows, so that a
 * shift operator is none. The text's lines are looked through once, at the first question.
 */
export function makeHeredocEnds(text: string): (label: string, from: number, indented: boolean) => HeredocEnd | null {
  let lines: Lines | null = null;
  return (label, from, indented) => {
    lines ??= findLines(text);
    const plain = nextFrom(lines.plain.get(label), from);
    const tabbed = indented ? nextFrom(lines.indented.get(label), from) : -1;
    const end = plain === -1 || (tabbed !== -1 && tabbed < plain) ? tabbed : plain;
    if (end === -1) return null;
    return { end, after: text.indexOf(label, end) + label.length };
  };
}

/** Starts of the lines that hold one word, by the word. */
type Lines = { plain: Map<string, number[]>; indented: Map<string, number[]> };

function findLines(text: string): Lines {
  const lines: Lines = { plain: new Map(), indented: new Map() };
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    addLine(lines, text, start, end);
    start = end + 1;
  }
  return lines;
}

function addLine(lines: Lines, text: string, start: number, end: number): void {
  let from = start;
  while (from < end && (text.charCodeAt(from) === 32 || text.charCodeAt(from) === 9)) from++;
  if (from === end || end - from > LONGEST_LABEL) return;
  const label = text.slice(from, end).trimEnd();
  if (label === '' || label.includes(' ')) return;
  const table = from === start ? lines.plain : lines.indented;
  const known = table.get(label);
  if (known === undefined) table.set(label, [start]);
  else known.push(start);
}

/** The first of the sorted offsets that is not before `from`, or -1. */
function nextFrom(offsets: readonly number[] | undefined, from: number): number {
  if (offsets === undefined) return -1;
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  return offsets[low] ?? -1;
}
