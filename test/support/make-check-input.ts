import type { CheckInput } from '../../src/core/checks/check-input.ts';
import { compileRulebook } from '../../src/core/rulebook/compile-rulebook.ts';

/**
 * The input of a check for an empty change, judged by the defaults; tests override what they need. Fingerprints are
 * their joined parts, so that they are readable.
 */
export function makeCheckInput(given: Partial<CheckInput> = {}): CheckInput {
  return {
    change: { added: [], removed: [], changed: [] },
    before: [],
    after: [],
    webhooksBefore: [],
    webhooksAfter: [],
    changedLines: new Map(),
    rulebook: compileRulebook([]),
    severity: {
      'new-provider': 'warning',
      'leaked-key': 'error',
      'unsigned-webhook': 'error',
      'committed-env': 'warning',
      'exposed-secret': 'error',
      'stale-inventory': 'notice',
      config: 'warning',
    },
    providers: { approved: new Map(), forbidden: new Map() },
    today: '2026-10-01',
    fingerprint: (...parts) => parts.join('/'),
    ...given,
  };
}
