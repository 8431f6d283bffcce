// The output of a check run. Annotations use the field names of GitHub's API.

import type { Conclusion } from './audit-types.ts';

/** An annotation on lines of a file. */
export type Annotation = {
  path: string;
  start_line: number;
  end_line: number;
  /** Counted from 1; present only if start and end are on the same line. */
  start_column?: number;
  end_column?: number;
  annotation_level: 'notice' | 'warning' | 'failure';
  /** Shown verbatim: GitHub renders no Markdown here. */
  message: string;
  title: string;
};

/** Summary and text are Markdown. */
export type CheckRunOutput = {
  /** `cancelled` is for an audit that a newer head supersedes. */
  conclusion: Conclusion | 'cancelled';
  title: string;
  summary: string;
  text: string | null;
  annotations: readonly Annotation[];
};

/** More annotations than this make a pull request's page unusable. The report says how many are left out. */
export const MAX_ANNOTATIONS = 100;
