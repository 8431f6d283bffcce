import { isCommittedEnvFile } from '../facts/manifests/env-file-path.ts';
import { pathRole } from '../facts/path-role.ts';
import { envClass } from '../inventory/env-class.ts';
import type { Finding } from '../audit-types.ts';
import type { Place } from '../place-types.ts';
import { isSecretKey } from '../is-secret-key.ts';
import type { EnvSignal, KeyFact } from '../types.ts';
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
        (s): s is EnvSignal => s.kind === 'env' && s.value === 'set' && (isSecret(s, input) || holdsKey(s, facts.keys)),
      );
      const [first] = secrets;
      return first === undefined ? [] : [judge({ ...first, path }, secrets, input)];
    });
};

function isSecret(signal: EnvSignal, { rulebook }: CheckInput): boolean {
  return envClass(signal.name, rulebook.match(signal)[0]?.provider ?? null, rulebook) === 'secret';
}

/** Whether a secret was found in the value, whatever the name says: `CACHE_REDIS_URI=redis://user:…`. */
function holdsKey({ name, line }: EnvSignal, keys: readonly KeyFact[]): boolean {
  return keys.some((k) => k.line === line && k.name === name && isSecretKey(k.keyClass));
}

function judge(place: Place, secrets: readonly EnvSignal[], input: CheckInput): Finding {
  const names = [...new Set(secrets.map((s) => s.name))];
  return {
    check: 'committed-env',
    code: 'committed-env-file',
    severity: input.severity['committed-env'],
    provider: null,
    ...atPoint(place),
    args: { names: names.slice(0, NAMED), more: Math.max(0, names.length - NAMED) },
    fingerprint: input.fingerprint('committed-env', place.path),
  };
}
