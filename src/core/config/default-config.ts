import type { Config } from './config-schema.ts';

/**
 * The configuration of a repository without a file: the schema's defaults. Written out because most repositories have
 * none, and loading the schema takes a fifth of the command line's start-up time. A test keeps the two in sync.
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
