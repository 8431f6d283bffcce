import type { Config } from './config-schema.ts';

/**
 * The configuration of a repository that has no file: what the schema fills in. Written out, because most repositories
 * have none, and to load the schema takes a fifth of the command line's start. A test holds the two against each other.
 */
export const DEFAULT_CONFIG: Config = {
  version: 1,
  providers: { approved: [], forbidden: [], custom: [], aliases: Object.create(null) },
  checks: {
    'new-provider': 'warning',
    'leaked-key': 'error',
    'unsigned-webhook': 'error',
    'committed-env': 'warning',
    'exposed-secret': 'error',
    'stale-inventory': 'notice',
  },
  paths: { ignore: [], 'own-domains': [] },
  ignore: [],
  keys: [],
  report: { comment: 'on-change', annotations: true, 'fail-on': 'error' },
  inventory: {},
  subprocessors: {},
};
