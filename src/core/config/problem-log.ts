import { LineCounter } from 'yaml';
import type { ConfigProblem, ConfigProblemCode } from './config-problem.ts';
import type { Range } from './located-value.ts';

/** Limit of problems listed; the rest are only counted. */
const MAX_PROBLEMS = 50;

/** Collects problems and turns their offsets into lines and columns. */
export type ProblemLog = {
  add(at: Range, severity: ConfigProblem['severity'], code: ConfigProblemCode, args: ConfigProblem['args']): void;
  /** Line and column of an offset, both from 1. */
  position(offset: number): { line: number; column: number };
  /** Sorted by position; beyond the limit, a `more-problems` entry counts the rest. */
  problems(): ConfigProblem[];
};

/** Makes the log of one file. */
export function makeProblemLog(text: string, path: string): ProblemLog {
  const lines = countLines(text);
  const found: ConfigProblem[] = [];
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  return {
    position,
    add({ from, to }, severity, code, args) {
      const start = position(from);
      const end = position(to);
      const range = end.line === start.line && to > from ? { endColumn: end.column } : {};
      found.push({ path, ...start, ...range, severity, code, args });
    },
    problems() {
      const sorted = found.toSorted((a, b) => a.line - b.line || a.column - b.column);
      const listed = sorted.slice(0, MAX_PROBLEMS);
      const rest = sorted.slice(MAX_PROBLEMS);
      const [first] = rest;
      if (first === undefined) return listed;
      const severity = rest.some((p) => p.severity === 'error') ? 'error' : 'warning';
      const { line, column } = first;
      return [...listed, { path, line, column, severity, code: 'more-problems', args: { count: rest.length } }];
    },
  };
}

function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) lines.addNewLine(i + 1);
  return lines;
}
