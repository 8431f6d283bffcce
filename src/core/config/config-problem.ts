import type { Place } from '../place-types.ts';

/**
 * A problem in a configuration file, as a code with arguments; report/ turns it into a sentence.
 *
 * | code | args |
 * | --- | --- |
 * | `too-large` | `limit` characters |
 * | `too-deep` | |
 * | `yaml-syntax` | `detail`: the parser's message |
 * | `second-document` | |
 * | `duplicate-key` | `key` |
 * | `section-unread` | `key`: a top-level key of a file with a syntax error, whose section could not be parsed |
 * | `not-a-mapping` | |
 * | `unknown-key` | `key`, `parent` ('' at the top level), `suggestion` ('' for none) |
 * | `missing-key` | `key`, `parent`: what is dropped because of it; '' at the top level, where nothing is |
 * | `wrong-type` | `at`, `expected`, `received`: `text`, `a list`, `nothing` |
 * | `invalid-value` | `at`, `value`, `allowed`, `suggestion` |
 * | `invalid-date` | `at`, `value` |
 * | `invalid-format` | `at`, `value`, `form`: what is accepted, in a few words; '' if unknown |
 * | `invalid-pattern` | `at`, `detail`: why it cannot be used |
 * | `too-long` | `at`, `limit`, `unit`: `characters` or `entries` |
 * | `empty` | `at` |
 * | `unknown-provider` | `at`, `id`, `suggestion` |
 * | `repeated-provider` | `at`, `id`, `by`: whether a `rule` or an earlier `entry` has the custom id too |
 * | `found-already` | `at`, `text`, `id`, `own`: a rule, `id`, and a custom provider, `own`, share the detector |
 * | `repeated-entry` | `at`, `id`: an earlier entry of the list names it too |
 * | `forbidden-too` | `at`, `id`: an approved provider that is also forbidden |
 * | `counted-elsewhere` | `at`, `id`, `to`: an alias makes the entry's provider count as another one |
 * | `alias-chain` | `at`, `id`, `to`, `next`: the target of an alias has an alias of its own |
 * | `entry-unused` | `at`: the whole entry is dropped because of an error in it |
 * | `finds-nothing` | `at`: a custom provider's `detect` is empty |
 * | `approval-overdue` | `at`, `id`, `day` |
 * | `ignore-ended` | `at`, `day` |
 * | `file-missing` | `at`, `file`: a document that does not exist in the repository |
 * | `misnamed-file` | `expected`: the path that would be read |
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
