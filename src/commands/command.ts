import type { Engine } from '../audit/engine.ts';
import type { Rulebook } from '../core/rulebook/rulebook.ts';

export const AUDIT_FORMATS = ['text', 'json', 'markdown', 'sarif'] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

export const INVENTORY_FORMATS = ['text', 'json', 'markdown', 'cyclonedx'] as const;
export type InventoryFormat = (typeof INVENTORY_FORMATS)[number];

/** What a command is given: nothing is read from the process by itself. */
export type CommandContext = {
  /** Rules and grammars, for commands that audit. */
  engine: () => Promise<Engine>;
  /** The rules alone. */
  rulebook: () => Promise<Rulebook>;
  /** The current day, `YYYY-MM-DD`. */
  today: () => string;
  env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths are relative to. */
  cwd: string;
  /** Writes to standard output. */
  write: (text: string) => void;
  /** Tells on standard error, in one sentence, what the output does not say and the user may not expect. */
  note: (sentence: string) => void;
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

/** The format asked for, of those that the command has; text when none is. */
export function readFormat<F extends string>(text: string | undefined, formats: readonly F[]): F {
  const format = formats.find((f) => f === (text ?? 'text'));
  if (format === undefined) throw new UsageError(`--format takes ${formats.join(', ')}; got ${JSON.stringify(text)}.`);
  return format;
}
