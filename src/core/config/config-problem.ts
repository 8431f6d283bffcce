import type { Place } from '../place-types.ts';

/**
 * What is wrong in a configuration file, as a code with arguments; report/ words it.
 *
 * | code | args |
 * | --- | --- |
 * | `too-large` | `limit` characters |
 * | `too-deep` | |
 * | `yaml-syntax` | `detail`, as the parser says it |
 * | `duplicate-key` | `key` |
 * | `section-unread` | `key`: a top-level key whose part of a broken file could not be read |
 * | `not-a-mapping` | |
 * | `unknown-key` | `key`, `parent` ('' at the top), `suggestion` ('' for none) |
 * | `missing-key` | `key`, `parent` |
 * | `wrong-type` | `at`, `expected`, `received` |
 * | `invalid-value` | `at`, `value`, `allowed`, `suggestion` |
 * | `invalid-date` | `at`, `value` |
 * | `invalid-format` | `at`, `value`, `format`: a regular expression or a name of a format |
 * | `invalid-pattern` | `at`, `detail`: what RE2 says |
 * | `too-long` | `at`, `limit` |
 * | `empty` | `at` |
 * | `unknown-provider` | `at`, `id`, `suggestion` |
 * | `repeated-provider` | `at`, `id`: a custom id that a rule or an earlier entry has |
 * | `entry-unused` | `at`: the whole entry is left out because of an error in it |
 * | `misnamed-file` | `expected`: the name that would be read |
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
  | 'entry-unused'
  | 'misnamed-file'
  | 'more-problems';
