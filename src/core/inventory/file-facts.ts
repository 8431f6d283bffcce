import type { Facts } from '../types.ts';

/** The facts of a blob at the path where a commit holds it. */
export type FileFacts = { path: string; facts: Facts };
