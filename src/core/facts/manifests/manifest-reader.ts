import type { ProblemCode } from '../../place-types.ts';
import type { Signal } from '../../types.ts';

/** What one manifest says by itself. Expected trouble is a problem beside the signals, never an exception. */
export type ManifestFacts = {
  signals: Signal[];
  problems: { line: number | null; code: ProblemCode; detail: string }[];
};

/** Reads one format. Pure: the same text always gives the same facts. */
export type ManifestReader = { id: string; read(text: string): ManifestFacts };
