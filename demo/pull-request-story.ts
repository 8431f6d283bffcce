import type { Files } from './read-shop.ts';

/** An annotation that must be there: its level, a piece of the code at its line, and a piece of what it says. */
export type ExpectedAnnotation = { path: string; code: string; level: 'failure' | 'warning' | 'notice'; says: string };

/** What the App must have answered to a push. The demo fails when it has not. */
export type Expectation = {
  conclusion: 'success' | 'neutral' | 'failure';
  /** Every one of them, and none besides. */
  annotations: readonly ExpectedAnnotation[];
  /** Pieces of the comment's text; null where there must be no comment. */
  comment: readonly string[] | null;
};

type Push = {
  message: string;
  files: Files;
  expected: Expectation;
};

/** One pull request of the demo: it is opened with its first push; each further one follows the App's answer. */
export type PullRequestStory = { branch: string; title: string; pushes: readonly Push[] };

/**
 * A text with one piece of it replaced.
 *
 * @throws Error when the piece is not there just once: the shop was changed and the story was not.
 */
export function replaceOnce(text: string | undefined, old: string, replacement: string): string {
  const parts = text?.split(old) ?? [];
  if (parts.length !== 2) throw new Error(`The shop does not hold just once: ${old}`);
  return parts.join(replacement);
}
