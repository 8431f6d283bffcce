// Where something stands, and what could not be read.

/** A position in a text: line and column count from 1, columns in UTF-16 code units as editors and GitHub count them. */
export type Position = { line: number; column: number };

/** A position in a file of the repository. */
export type Place = Position & { path: string };

/** Something in a file that could not be read. */
export type FileProblem = {
  line: number | null;
  code: ProblemCode;
  /** What the reader or GitHub said, without file contents; report/ neutralises it before it is shown. */
  detail: string;
};

/** Something that could not be read. It is shown in every report; it is never a silent green. */
export type Problem = FileProblem & { path: string };

export type ProblemCode =
  | 'malformed' // the text is not what its name says: broken JSON, YAML, TOML
  | 'too-large' // over the size that is read
  | 'too-many' // more of a kind in one file than is listed: keys, webhook handlers
  | 'too-deep' // nested or aliased beyond what is read
  | 'not-text' // binary or not UTF-8 where text was expected
  | 'missing' // the tree names a blob that cannot be had
  | 'incomplete-tree' // the listing of a commit was cut
  | 'config' // .integrations.yml of the base commit has an error
  | 'failed'; // a reader threw: our bug, said openly
