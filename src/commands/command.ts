import type { Engine } from '../audit/engine.ts';
import type { Rulebook } from '../core/rulebook/rulebook.ts';

export const AUDIT_FORMATS = ['text', 'json', 'markdown', 'sarif'] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

export const INVENTORY_FORMATS = ['text', 'json', 'markdown', 'cyclonedx'] as const;
export type InventoryFormat = (typeof INVENTORY_FORMATS)[number];

/** Everything that a command may use; commands do not access the process themselves. */
export type CommandContext = {
  /** Loads rules and grammars, for commands that audit. */
  engine: () => Promise<Engine>;
  /** Loads only the rules. */
  rulebook: () => Promise<Rulebook>;
  /** The current day, `YYYY-MM-DD`. */
  today: () => string;
  env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths are relative to. */
  cwd: string;
  /** Writes to standard output. */
  write: (text: string) => void;
  /** Writes a sentence to standard error: something that the output does not say and the user may not expect. */
  note: (sentence: string) => void;
  progress: Progress;
  /** Whether to write colours: standard output is a terminal, and neither `--no-color` nor NO_COLOR forbids them. */
  colour: boolean;
  /**
   * Columns of the terminal, to which sentences are wrapped; null if the output is not a terminal: one line per
   * sentence.
   */
  width: number | null;
};

export type Progress = {
  /** Shows a step on standard error, if that is a terminal and the work takes long. */
  step: (text: string, done?: number, all?: number) => void;
  /** Erases the line of progress. */
  end: () => void;
};

/**
 * 0: nothing failed; 1: the audit's conclusion is failure, or `doctor` or `config check` found an error. A command that
 * cannot run throws.
 */
export type ExitCode = 0 | 1;

/** An error that the user can fix, with a message of one sentence; the exit status is 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/**
 * The requested format; `text` by default.
 *
 * @throws UsageError if the command does not have it.
 */
export function readFormat<F extends string>(text: string | undefined, formats: readonly F[]): F {
  const format = formats.find((f) => f === (text ?? 'text'));
  if (format === undefined) throw new UsageError(`--format takes ${formats.join(', ')}; got ${JSON.stringify(text)}.`);
  return format;
}
