import { CLIENT_PREFIXES } from '../rulebook/compile-rulebook.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { EnvClass } from '../inventory-types.ts';

/** The class of a variable: as the rule says, otherwise by the name's suffix. */
export function envClass(name: string, provider: string | null, rulebook: Rulebook): EnvClass {
  const prefix = CLIENT_PREFIXES.find((p) => name.startsWith(p));
  const bare = prefix === undefined ? name : name.slice(prefix.length);
  const detectors = provider === null ? [] : (rulebook.rules.get(provider)?.detect.env ?? []);
  const said = detectors.find((d) => d.name === name || d.name === bare)?.class;
  if (said !== undefined) return said;
  if (/(?:^|_)ALLOW_CREDENTIALS$/.test(name)) return 'config';
  if (prefix !== undefined) return /(?:KEY|TOKEN|DSN)$/.test(name) ? 'publishable' : 'config';
  if (/(?:PUBLISHABLE|PUBLIC|ANON)_?(?:API_?)?(?:KEY|TOKEN)?$/.test(name)) return 'publishable';
  return /(?:SECRET|TOKEN|PASSWORD|PASSWD|PASS|PWD|PRIVATE_KEY|API_?KEY|ACCESS_KEY|AUTH_KEY|CREDENTIALS?|_KEY|SIGNING_KEY|DATABASE_URL|DSN)$/.test(
    name,
  )
    ? 'secret'
    : 'config';
}
