import type { Files } from './read-shop.ts';

/** An expected annotation: its level, a substring of its line of code, and one of its message. */
export type ExpectedAnnotation = { path: string; code: string; level: 'failure' | 'warning' | 'notice'; says: string };

/** The answer that the App must give to a push; the demo fails if it does not. */
export type Expectation = {
  conclusion: 'success' | 'neutral' | 'failure';
  /** Exactly these annotations, and no others. */
  annotations: readonly ExpectedAnnotation[];
  /** Substrings of the comment; null if there must be no comment. */
  comment: readonly string[] | null;
};

type Push = {
  message: string;
  files: Files;
  expected: Expectation;
};

/** A pull request of the demo: the first push opens it, and each further one follows the App's answer. */
export type PullRequestStory = { branch: string; title: string; pushes: readonly Push[] };

/**
 * Replaces the only occurrence of a substring.
 *
 * @throws Error unless it occurs exactly once: the shop was changed and the story was not.
 */
export function replaceOnce(text: string | undefined, old: string, replacement: string): string {
  const parts = text?.split(old) ?? [];
  if (parts.length !== 2) throw new Error(`The shop does not hold just once: ${old}`);
  return parts.join(replacement);
}
