import type { Place } from '../place-types.ts';

/**
 * What is wrong in a configuration file, as a code with arguments; report/ words it.
 *
 * | code | args |
 * | --- | --- |
 * | `too-large` | `limit` characters |
 * | `too-deep` | |
 * | `yaml-syntax` | `detail`, as the parser says it |
 * | `second-document` | |
 * | `duplicate-key` | `key` |
 * | `section-unread` | `key`: a top-level key whose part of a broken file could not be read |
 * | `not-a-mapping` | |
 * | `unknown-key` | `key`, `parent` ('' at the top), `suggestion` ('' for none) |
 * | `missing-key` | `key`, `parent`: what is left out for it; '' at the top, where nothing is |
 * | `wrong-type` | `at`, `expected`, `received`: `text`, `a list`, `nothing` |
 * | `invalid-value` | `at`, `value`, `allowed`, `suggestion` |
 * | `invalid-date` | `at`, `value` |
 * | `invalid-format` | `at`, `value`, `form`: what is taken, in a few words; '' where nothing more can be said |
 * | `invalid-pattern` | `at`, `detail`: what RE2 says |
 * | `too-long` | `at`, `limit`, `unit`: `characters` or `entries` |
 * | `empty` | `at` |
 * | `unknown-provider` | `at`, `id`, `suggestion` |
 * | `repeated-provider` | `at`, `id`, `by`: a custom id that a `rule` or an earlier `entry` has |
 * | `found-already` | `at`, `text`, `id`, `own`: a rule finds another provider by a detector of the custom one |
 * | `repeated-entry` | `at`, `id`: an earlier entry of the list names it too |
 * | `forbidden-too` | `at`, `id`: an approved provider that is forbidden as well |
 * | `counted-elsewhere` | `at`, `id`, `to`: an alias counts what the entry names as another provider |
 * | `alias-chain` | `at`, `id`, `to`, `next`: an alias leads to a name that has an alias of its own |
 * | `entry-unused` | `at`: the whole entry is left out because of an error in it |
 * | `finds-nothing` | `at`: a custom provider's `detect` without an entry |
 * | `approval-overdue` | `at`, `id`, `day` |
 * | `ignore-ended` | `at`, `day` |
 * | `file-missing` | `at`, `file`: a document that the repository does not have |
 * | `misnamed-file` | `expected`: the name that would be read |
 * | `second-file` | `expected`: the configuration that is read instead |
 * | `more-problems` | `count` of those not listed |
 */
export type ConfigProblem = Place & {
  endColumn?: number;
  severity: 'error' | 'warning';
  code: ConfigProblemCode;
  args: Readonly<Record<string, string | number | readonly string[]>>;
};

export type ConfigProblemCode =
  | 'too-large'
  | 'too-deep'
  | 'yaml-syntax'
  | 'second-document'
  | 'duplicate-key'
  | 'section-unread'
  | 'not-a-mapping'
  | 'unknown-key'
  | 'missing-key'
  | 'wrong-type'
  | 'invalid-value'
  | 'invalid-date'
  | 'invalid-format'
  | 'invalid-pattern'
  | 'too-long'
  | 'empty'
  | 'unknown-provider'
  | 'repeated-provider'
  | 'found-already'
  | 'repeated-entry'
  | 'forbidden-too'
  | 'counted-elsewhere'
  | 'alias-chain'
  | 'entry-unused'
  | 'finds-nothing'
  | 'approval-overdue'
  | 'ignore-ended'
  | 'file-missing'
  | 'misnamed-file'
  | 'second-file'
  | 'more-problems';
