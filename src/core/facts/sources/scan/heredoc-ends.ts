import { BLANK, TAB } from './characters.ts';
import { endOfLine } from '../../line-positions.ts';

/**
 * Where a heredoc's body ends (the start of its closing line) and where code continues (after the label on that line).
 */
export type HeredocEnd = { end: number; after: number };

/** Heredocs that one line may start. Real code has far fewer. */
export const MOST_PENDING = 50;

/** Longest label. A longer line closes nothing. */
export const LONGEST_LABEL = 80;

/**
 * Finds the closing line of a heredoc from an offset on; null if there is none.
 *
 * @param indented whether the closing line may be indented.
 */
export type FindHeredocEnd = (label: string, from: number, indented: boolean) => HeredocEnd | null;

/** Reads the label in a line, from after its indentation to its end; empty if the line cannot close a heredoc. */
type ReadLabel = (text: string, from: number, end: number) => string;

/**
 * Makes a finder of heredocs' closing lines. It indexes the lines of the text once, on the first call, so that labels
 * that nothing closes are as cheap as others.
 *
 * @param readLabel reads a line's label: by default, the only word of the line.
 */
export function makeHeredocEnds(text: string, readLabel: ReadLabel = readLineOfOneWord): FindHeredocEnd {
  let lines: Lines | null = null;
  return (label, from, indented) => {
    lines ??= findLines(text, readLabel);
    const plain = nextFrom(lines.plain.get(label), from);
    const tabbed = indented ? nextFrom(lines.indented.get(label), from) : -1;
    const end = plain === -1 || (tabbed !== -1 && tabbed < plain) ? tabbed : plain;
    if (end === -1) return null;
    return { end, after: text.indexOf(label, end) + label.length };
  };
}

function readLineOfOneWord(text: string, from: number, end: number): string {
  if (end - from > LONGEST_LABEL) return '';
  const label = text.slice(from, end).trimEnd();
  return label.includes(' ') ? '' : label;
}

/** Start offsets of the lines that may close a heredoc, by label. */
type Lines = { plain: Map<string, number[]>; indented: Map<string, number[]> };

function findLines(text: string, readLabel: ReadLabel): Lines {
  const lines: Lines = { plain: new Map(), indented: new Map() };
  for (let start = 0; start < text.length;) {
    const end = endOfLine(text, start);
    const from = behindBlanks(text, start);
    const label = readLabel(text, from, end);
    if (label !== '') addStart(from === start ? lines.plain : lines.indented, label, start);
    start = end + 1;
  }
  return lines;
}

function behindBlanks(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === BLANK || text.charCodeAt(at) === TAB) at++;
  return at;
}

function addStart(table: Map<string, number[]>, label: string, start: number): void {
  const known = table.get(label);
  if (known === undefined) table.set(label, [start]);
  else known.push(start);
}

/** The first of the sorted offsets that is at least `from`, or -1. */
function nextFrom(offsets: readonly number[] | undefined, from: number): number {
  if (offsets === undefined) return -1;
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return offsets[low] ?? -1;
}
