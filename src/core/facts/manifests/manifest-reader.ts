import type { FileProblem } from '../../place-types.ts';
import type { Signal } from '../../types.ts';

/** What one manifest says by itself. Expected trouble is a problem beside the signals, never an exception. */
export type ManifestFacts = { signals: readonly Signal[]; problems: readonly FileProblem[] };

/** Reads one format. Pure: the same text always gives the same facts. */
export type ManifestReader = { id: string; read(text: string): ManifestFacts };
