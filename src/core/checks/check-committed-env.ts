import { isCommittedEnvFile } from '../facts/manifests/env-file-path.ts';
import { pathRole } from '../facts/path-role.ts';
import { envClass } from '../inventory/env-class.ts';
import type { Finding } from '../audit-types.ts';
import type { Place } from '../place-types.ts';
import type { EnvSignal } from '../types.ts';
import { atPoint } from './at-point.ts';
import type { Check, CheckInput } from './check-input.ts';

/** Names listed in the finding. */
const NAMED = 8;

/** Reports real env files that the change commits with values for secrets. */
export const checkCommittedEnv: Check = (input) => {
  const before = new Set(input.before.map((f) => f.path));
  return input.after
    .filter((f) => isCommittedEnvFile(f.path) && !before.has(f.path) && pathRole(f.path) === 'product')
    .flatMap(({ path, facts }) => {
      const secrets = facts.signals.filter(
        (s): s is EnvSignal => s.kind === 'env' && s.value === 'set' && isSecret(s, input),
      );
      const [first] = secrets;
      return first === undefined ? [] : [judge({ ...first, path }, secrets, input)];
    });
};

function isSecret(signal: EnvSignal, { rulebook }: CheckInput): boolean {
  return envClass(signal.name, rulebook.match(signal)[0]?.provider ?? null, rulebook) === 'secret';
}

function judge(place: Place, secrets: readonly EnvSignal[], input: CheckInput): Finding {
  return {
    check: 'committed-env',
    code: 'committed-env-file',
    severity: input.severity['committed-env'],
    provider: null,
    ...atPoint(place),
    args: { names: [...new Set(secrets.map((s) => s.name))].slice(0, NAMED) },
    fingerprint: input.fingerprint('committed-env', place.path),
  };
}
