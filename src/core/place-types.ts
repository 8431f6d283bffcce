// Positions in files, and problems with reading them.

/** A position in a text. Lines and columns count from 1; columns are UTF-16 code units, as in editors and on GitHub. */
export type Position = { line: number; column: number };

/** A position in a file of the repository. */
export type Place = Position & { path: string };

/** Something in a file that could not be read. */
export type FileProblem = {
  line: number | null;
  code: ProblemCode;
  /** The message of the reader or of GitHub, without file contents; report/ escapes it before it is shown. */
  detail: string;
};

/** Something that could not be read. Every report shows it, so that an incomplete audit never looks clean. */
export type Problem = FileProblem & { path: string };

export type ProblemCode =
  | 'malformed' // the text does not parse as its name suggests: broken JSON, YAML, TOML
  | 'too-large' // exceeds the size limit
  | 'too-many' // more keys or webhook handlers in one file than are listed
  | 'too-deep' // nesting or alias expansion exceeds the limit
  | 'not-text' // binary or not UTF-8 where text was expected
  | 'missing' // the tree lists a blob that cannot be fetched
  | 'incomplete-tree' // the listing of a commit was truncated
  | 'config' // .integrations.yml of the base commit has an error
  | 'failed'; // a reader threw: a bug of ours, reported openly
