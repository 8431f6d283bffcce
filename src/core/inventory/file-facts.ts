import type { Facts } from '../types.ts';

/** The facts of a blob, at its path in a commit. */
export type FileFacts = { path: string; facts: Facts };
