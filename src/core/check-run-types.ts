// What a check run shows, with GitHub's own names for the fields of a note.

import type { Conclusion } from './audit-types.ts';

/** A note at lines of a file. */
export type Annotation = {
  path: string;
  start_line: number;
  end_line: number;
  /** Columns count from 1, and only where start and end are on one line. */
  start_column?: number;
  end_column?: number;
  annotation_level: 'notice' | 'warning' | 'failure';
  /** Shown as it is, without Markdown. */
  message: string;
  title: string;
};

/** Summary and text are Markdown. */
export type CheckRunOutput = {
  /** `cancelled` is for an audit that a newer head made needless. */
  conclusion: Conclusion | 'cancelled';
  title: string;
  summary: string;
  text: string | null;
  annotations: readonly Annotation[];
};

/** More of them make a pull request's page unusable; the report counts the rest in words. */
export const MAX_ANNOTATIONS = 100;
