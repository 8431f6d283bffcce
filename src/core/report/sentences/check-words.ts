import type { CheckId } from '../../audit-types.ts';

/**
 * A check's name, the heading of its findings, what it reports, what to do about it (in Markdown), how often it is
 * right, and how severe it is.
 */
type CheckWords = {
  name: string;
  heading: string;
  tells: string;
  help: string;
  precision: 'very-high' | 'high' | 'medium';
  gravity: Gravity;
};

/**
 * How code scanning classifies a check: as a security check with a CVSS score (high from 7), or by the severity of
 * another problem.
 */
type Gravity = { 'security-severity': '8.0' | '7.0' } | { 'problem.severity': 'warning' | 'recommendation' };

export const CHECK_WORDS: Readonly<Record<CheckId, CheckWords>> = {
  'new-provider': {
    name: 'New provider',
    heading: 'New providers',
    tells: 'The change integrates a third-party service that its base does not use.',
    help: 'Make sure that somebody decided to use this service, and list it under `providers.approved` of `.integrations.yml`.',
    precision: 'high',
    gravity: { 'problem.severity': 'warning' },
  },
  'leaked-key': {
    name: 'Leaked key',
    heading: 'Keys in the code',
    tells: 'The change writes a key into a file.',
    help: 'Revoke the key, since the history keeps it, and read the new one from the environment.',
    precision: 'high',
    gravity: { 'security-severity': '8.0' },
  },
  'unsigned-webhook': {
    name: 'Unsigned webhook',
    heading: 'Unsigned webhooks',
    tells: 'A webhook endpoint acts on calls without verifying who sent them.',
    help: 'Verify the signature over the raw body, and refuse the call when it does not match, before anything is done with it.',
    // On unseen handlers, about 80 of 100 findings are true positives.
    precision: 'medium',
    gravity: { 'security-severity': '8.0' },
  },
  'committed-env': {
    name: 'Committed environment file',
    heading: 'Committed environment files',
    tells: 'The change commits an environment file that holds values of secrets.',
    help: 'Revoke what it holds, remove it from the repository and add it to `.gitignore`.',
    precision: 'very-high',
    gravity: { 'security-severity': '7.0' },
  },
  'exposed-secret': {
    name: 'Exposed secret',
    heading: 'Secrets exposed to browsers',
    tells: 'A secret is read where bundlers put it into what browsers download.',
    help: 'Read it on the server only, under a name without the prefix.',
    precision: 'high',
    gravity: { 'security-severity': '8.0' },
  },
  'stale-inventory': {
    name: 'Stale inventory',
    heading: 'Inventory document',
    tells: 'The inventory document no longer matches the code.',
    help: 'Regenerate it with `integration-audit inventory --write`.',
    precision: 'very-high',
    gravity: { 'problem.severity': 'recommendation' },
  },
  config: {
    name: 'Configuration',
    heading: 'Configuration',
    tells: 'The configuration of the audit has an error or a part that does nothing.',
    help: 'Fix `.integrations.yml` at that line; `integration-audit config check` validates it.',
    precision: 'very-high',
    gravity: { 'problem.severity': 'warning' },
  },
};
