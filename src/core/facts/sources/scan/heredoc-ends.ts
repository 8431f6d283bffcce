import { BLANK, TAB } from './characters.ts';
import { endOfLine } from '../../line-positions.ts';

/** Where a heredoc's body ends (the start of its closing line) and where the code goes on (that line's end). */
export type HeredocEnd = { end: number; after: number };

/** Heredocs that one line may start; nobody writes more. */
export const MOST_PENDING = 50;

/** Labels are short words; a longer line closes nothing. */
export const LONGEST_LABEL = 80;

/** Finds the closing line of a heredoc from an offset on; null when none follows. */
export type FindHeredocEnd = (label: string, from: number, indented: boolean) => HeredocEnd | null;

/** Reads the label that a line closes, from after its indentation up to its end; empty for none. */
type ReadLabel = (text: string, from: number, end: number) => string;

/**
 * Makes a finder of heredocs' closing lines. The text's lines are looked through once, at the first question, so that
 * labels that nothing closes cost no more than those that are closed.
 *
 * @param readLabel reads a line's label: the word that the line holds alone, where a language has no other way.
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

/** Starts of the lines that close a label, by the label. */
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

/** The first of the sorted offsets that is not before `from`, or -1. */
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
