import type { FileProblem } from '../../place-types.ts';
import type { Signal } from '../../types.ts';

/** The facts of one manifest on its own. Invalid input is reported in `problems`, never thrown. */
export type ManifestFacts = { signals: readonly Signal[]; problems: readonly FileProblem[] };

/** Reads one format. Pure: the same text always gives the same facts. */
export type ManifestReader = { id: string; read(text: string): ManifestFacts };
