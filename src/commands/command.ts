import type { Engine } from '../audit/engine.ts';
import type { Rulebook } from '../core/rulebook/rulebook.ts';

export const FORMATS = ['text', 'json', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** What a command is given: nothing is read from the process by itself. */
export type CommandContext = {
  /** Rules and grammars, for commands that audit. */
  engine: () => Promise<Engine>;
  /** The rules alone. */
  rulebook: () => Promise<Rulebook>;
  env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths are relative to. */
  cwd: string;
  /** Writes to standard output. */
  write: (text: string) => void;
  progress: Progress;
  /** Standard output is a terminal that shows colours. */
  colour: boolean;
  /** Columns of the terminal, by which sentences are broken; null where no terminal reads: one line for each. */
  width: number | null;
};

export type Progress = {
  /** Shows a step on standard error, when that is a terminal and the work takes long. */
  step: (text: string, done?: number, all?: number) => void;
  /** Wipes what is shown. */
  end: () => void;
};

/** 0: nothing failed; 1: the audit's conclusion is failure. What cannot run throws. */
export type ExitCode = 0 | 1;

/** Something the user can mend, told in one sentence; exit 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The format asked for; text when none is. */
export function readFormat(text: string | undefined): Format {
  const format = FORMATS.find((f) => f === (text ?? 'text'));
  if (format === undefined) throw new UsageError(`--format takes ${FORMATS.join(', ')}; got ${JSON.stringify(text)}.`);
  return format;
}
