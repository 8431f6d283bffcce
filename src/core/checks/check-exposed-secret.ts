import { isEnvExample } from '../facts/manifests/env-file-path.ts';
import { pathRole } from '../facts/path-role.ts';
import { isSecretKey } from '../is-secret-key.ts';
import type { FileFacts } from '../inventory/file-facts.ts';
import { CLIENT_PREFIXES } from '../rulebook/compile-rulebook.ts';
import type { Rule } from '../rulebook/rule-schema.ts';
import type { Finding } from '../audit-types.ts';
import type { EnvSignal } from '../types.ts';
import { atPoint } from './at-point.ts';
import type { Check, CheckInput } from './check-input.ts';
import { stepDown } from './severity.ts';

type Named = { path: string; signal: EnvSignal };

/** Reports secrets whose names make a bundler write them into what every visitor downloads. */
export const checkExposedSecret: Check = (input) => {
  const names = listNames(input.before);
  const old = new Set(names.map(({ signal }) => signal.name));
  const oldInBrowser = new Set(names.flatMap(({ signal }) => (signal.inBrowser === undefined ? [] : [signal.name])));
  const sites = listSites(input.after);
  const found = new Map<string, Finding>();
  for (const named of listNames(input.after)) {
    const { name, inBrowser } = named.signal;
    const prefix = CLIENT_PREFIXES.find((p) => name.startsWith(p));
    if (prefix === undefined) {
      if (inBrowser === undefined || oldInBrowser.has(name) || found.has(name)) continue;
      const rule = ownerOf(named.signal, input);
      if (isServerSecret(name, rule)) found.set(name, judge(named, { prefix: '', bare: name, rule }, input));
      continue;
    }
    if (old.has(name) || found.has(name) || sites.has(name)) continue;
    const bare = name.slice(prefix.length);
    const rule = ownerOf(named.signal, input);
    if (isSecret(name, bare, rule)) found.set(name, judge(named, { prefix, bare, rule }, input));
  }
  return [...found.values()];
};

/** Environment names of the product; those that are set or read come before those that an example only declares. */
function listNames(files: readonly FileFacts[]): Named[] {
  const named = files
    .filter(({ path }) => pathRole(path) === 'product' || isEnvExample(path))
    .flatMap(({ path, facts }) =>
      facts.signals.filter((s): s is EnvSignal => s.kind === 'env').map((signal) => ({ path, signal })),
    );
  return named.toSorted((a, b) => Number(isEnvExample(a.path)) - Number(isEnvExample(b.path)));
}

/** Names whose only values are the URL of a site: `VITE_DATABASE_URL` of a database that browsers access. */
function listSites(files: readonly FileFacts[]): ReadonlySet<string> {
  const declared = files.flatMap(({ facts }) => facts.signals.filter((s): s is EnvSignal => s.kind === 'env'));
  const others = new Set(declared.flatMap(({ name, value }) => (value === 'set' || value === 'open' ? [name] : [])));
  return new Set(declared.flatMap(({ name, value }) => (value === 'site' && !others.has(name) ? [name] : [])));
}

function ownerOf(signal: EnvSignal, { rulebook }: CheckInput): Rule | undefined {
  const provider = rulebook.match(signal)[0]?.provider;
  return provider === undefined ? undefined : rulebook.rules.get(provider);
}

/** Suffixes that nobody uses for values that browsers may see. */
const CERTAIN =
  /(?:^|_)(?:SECRET|SECRET_KEY|SECRET_TOKEN|SECRET_ACCESS_KEY|CLIENT_SECRET|APP_SECRET|API_SECRET|JWT_SECRET|WEBHOOK_SECRET|SIGNING_SECRET|PRIVATE_KEY|PRIVATE_TOKEN|SIGNING_KEY|ENCRYPTION_KEY|SERVICE_ROLE|SERVICE_ROLE_KEY|ADMIN_KEY|ADMIN_API_KEY|MASTER_KEY|PASSWORD|PASSWD|DATABASE_URL|CONNECTION_STRING|MONGODB_URI|MONGO_URI|REDIS_URL|PERSONAL_ACCESS_TOKEN)$/;
/** Words for keys made for browsers, for flags and texts about passwords, and for placeholders. */
const OPEN =
  /(?:^|_)(?:ANON|PUBLISHABLE|PUBLIC|PUB|SITE|SITEKEY|CLIENT_ID|CLIENT_KEY|CLIENT_TOKEN|WRITE_KEY|SEARCH|MAPS?|BROWSER|FRONTEND|DSN|MEASUREMENT|ENABLED?|DISABLED?|ALLOW|SHOW|HIDE|FORGOT|RESET|CHANGE|REQUIRED?|USE|HAS|IS|WITH|NO|TEST|DEMO|EXAMPLE|MOCK|E2E|DUMMY|FAKE)(?:_|$)/;

/**
 * True if a name certainly belongs to a secret: by its suffix, or because the service's rule says so. If the service
 * also has keys for browsers, the name may mean one of those.
 */
function isSecret(name: string, bare: string, rule: Rule | undefined): boolean {
  const said = (wanted: string) => rule?.detect.env?.find((d) => d.name === wanted)?.class;
  if (said(name) !== undefined) return said(name) === 'secret';
  if (OPEN.test(bare) || said(bare) === 'publishable' || said(bare) === 'config') return false;
  if (CERTAIN.test(bare)) return true;
  return said(bare) === 'secret' && !isForBrowsers(rule);
}

/** The same for a name without a prefix that browser code reads. */
function isServerSecret(name: string, rule: Rule | undefined): boolean {
  if (OPEN.test(name)) return false;
  const said = rule?.detect.env?.find((d) => d.name === name)?.class;
  return said === undefined ? CERTAIN.test(name) : said === 'secret' && (CERTAIN.test(name) || !isForBrowsers(rule));
}

/** True if the service also has keys for browsers, one of which may be meant. */
function isForBrowsers(rule: Rule | undefined): boolean {
  return (
    rule?.keys.some((k) => !isSecretKey(k.class)) === true ||
    rule?.detect.env?.some((d) => d.class === 'publishable') === true
  );
}

function judge(
  { path, signal }: Named,
  { prefix, bare, rule }: { prefix: string; bare: string; rule: Rule | undefined },
  input: CheckInput,
): Finding {
  return {
    check: 'exposed-secret',
    code: 'exposed-secret',
    // A bundler only inlines variables with a configured prefix, so without one this is a mistake rather than a leak.
    severity:
      signal.inBrowser === 'client-component' && prefix === ''
        ? stepDown(input.severity['exposed-secret'])
        : input.severity['exposed-secret'],
    provider: rule?.id ?? null,
    ...atPoint({ ...signal, path }),
    args: {
      name: rule?.name ?? '',
      variable: signal.name,
      prefix,
      bare,
      ...(signal.inBrowser === undefined ? {} : { by: signal.inBrowser }),
    },
    fingerprint: input.fingerprint('exposed-secret', signal.name),
  };
}
