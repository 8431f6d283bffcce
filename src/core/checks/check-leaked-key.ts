import { isCommittedEnvFile, isEnvExample } from '../facts/manifests/env-file-path.ts';
import { pathRole } from '../facts/path-role.ts';
import { ownKeyId } from '../facts/keys/find-own-keys.ts';
import { foldWords } from '../facts/keys/names/fold-words.ts';
import { isSecretKey } from '../is-secret-key.ts';
import type { FileFacts } from '../inventory/file-facts.ts';
import type { KeyRule, Rule } from '../rulebook/rule-schema.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Finding, Severity } from '../audit-types.ts';
import type { KeyFact } from '../types.ts';
import { atPoint } from './at-point.ts';
import type { Check, CheckInput } from './check-input.ts';
import { atMost, stepDown } from './severity.ts';
import { variableOfKey } from './variable-of-key.ts';

type FoundKey = { path: string; key: KeyFact };

/**
 * Keys listed per change. A hostile change may contain millions, each of which takes time, and nobody reads more than
 * this.
 */
const MOST_LISTED = 5000;

/** Reports hardcoded keys that the change adds. A key that only moved between files or lines is not new. */
export const checkLeakedKey: Check = (input) => {
  const old = groupByDigest(input.before);
  const found = [...groupByDigest(input.after)].flatMap(([digest, keys]) => newPlaces(keys, old.get(digest) ?? []));
  const listed = quietRepeats(found.slice(0, MOST_LISTED).map((each) => judge(each, input)));
  const next = found[MOST_LISTED];
  const others = next === undefined ? [] : [countOthers(next, found.length - MOST_LISTED, input)];
  return [...listed, ...others, ...checkEarlierKeys(input)];
};

/**
 * Lowers all but the first occurrence of a publishable key to a notice: it is one decision, however many files contain
 * the key.
 */
function quietRepeats(findings: readonly Finding[]): Finding[] {
  const told = new Set<string>();
  return findings.map((finding) => {
    if (finding.keyClass !== 'publishable' || finding.severity === 'notice') return finding;
    const isRepeat = told.has(finding.fingerprint);
    told.add(finding.fingerprint);
    return isRepeat ? { ...finding, severity: 'notice' } : finding;
  });
}

/**
 * Reports keys that were removed again. The history still contains them, and anyone who fetches the branch can read it.
 */
function checkEarlierKeys(input: CheckInput): Finding[] {
  const held = new Set([...input.before, ...input.after].flatMap(({ facts }) => facts.keys.map((k) => k.digest)));
  const told = new Map<string, Finding>();
  for (const { path, commit, key } of input.earlierKeys ?? []) {
    if (held.has(key.digest) || told.has(key.digest) || told.size >= MOST_LISTED) continue;
    const finding = judge({ path, key }, input);
    if (!isSecretKey(finding.keyClass)) continue;
    // No further commit can fix it, and the audit cannot tell whether the key was revoked, so it does not block.
    const severity = atMost(finding.severity, 'warning');
    told.set(key.digest, {
      ...finding,
      code: 'passed-key',
      severity,
      args: { ...finding.args, commit: commit.slice(0, 10) },
    });
  }
  return [...told.values()];
}

/** Reports the number of keys that are not listed, with the highest severity that one of them may have. */
function countOthers({ path, key }: FoundKey, count: number, input: CheckInput): Finding {
  return {
    check: 'leaked-key',
    code: 'more-keys',
    severity: input.severity['leaked-key'],
    provider: null,
    ...atPoint({ ...key, path }),
    args: { count, listed: MOST_LISTED },
    fingerprint: input.fingerprint('leaked-key', 'more-keys'),
  };
}

function groupByDigest(files: readonly FileFacts[]): Map<string, FoundKey[]> {
  const found = files.flatMap(({ path, facts }) => facts.keys.map((key): FoundKey => ({ path, key })));
  return Map.groupBy(found, ({ key }) => key.digest);
}

/** The new occurrences: as many as were added, starting with those in files that did not contain the key. */
function newPlaces(now: readonly FoundKey[], before: readonly FoundKey[]): FoundKey[] {
  const more = now.length - before.length;
  if (more <= 0) return [];
  const held = new Set(before.map((f) => f.path));
  return now.toSorted((a, b) => Number(held.has(a.path)) - Number(held.has(b.path))).slice(0, more);
}

function judge({ path, key: found }: FoundKey, input: CheckInput): Finding {
  const provider = found.provider ?? namedProvider(found, input.rulebook);
  const rule = provider === null ? undefined : input.rulebook.rules.get(provider);
  const shape = found.provider === null ? undefined : rule?.keys.find((k) => k.id === found.key);
  const key = rule === undefined ? found : asNamed(found, rule, shape);
  const configured = input.severity['leaked-key'];
  const format = key === found ? shape : undefined;
  const own = format === undefined ? input.rulebook.ownKeys?.find((k) => ownKeyId(k) === key.key) : undefined;
  const where = wordOfPlace(path, key);
  return {
    check: 'leaked-key',
    code: 'hardcoded-key',
    severity: severityOf(path, key, format?.shortLived === true ? stepDown(configured) : configured),
    provider,
    path,
    line: key.line,
    column: key.column,
    endLine: key.line,
    endColumn: key.endColumn,
    args: {
      name: own?.name ?? rule?.name ?? '',
      key: key.key,
      keyClass: key.keyClass,
      mode: key.mode ?? '',
      variable: key.name ?? '',
      consequence: format?.consequence ?? own?.consequence ?? '',
      rotate: format?.rotate ?? '',
      env:
        variableOfKey(path, { ...key, provider }, where.startsWith('env-'), input) ||
        (format?.env ?? (rule === undefined ? '' : envOf(key, rule))),
      where,
    },
    fingerprint: input.fingerprint('leaked-key', key.digest),
    keyClass: key.keyClass,
    masked: key.masked,
    ...(key.remark === undefined ? {} : { remark: key.remark }),
  };
}

/** The provider of a secret with no recognisable format, by the name of its variable: `CLICKHOUSE_PASSWORD`. */
function namedProvider({ key, name, line, column }: KeyFact, rulebook: Rulebook): string | null {
  if (name === null || !GUESSED.has(key)) return null;
  const signal = { kind: 'env', name: variableName(name), access: 'declared', value: 'set', optional: false } as const;
  return rulebook.match({ ...signal, line, column })[0]?.provider ?? null;
}

/** If the format is inconclusive, a key in a variable that its rule lists as meant for browsers is publishable. */
function asNamed(key: KeyFact, rule: Rule, format: KeyRule | undefined): KeyFact {
  const goesByName = format === undefined ? GUESSED.has(key.key) : format.detect === 'context';
  if (!goesByName || key.proven || key.keyClass !== 'secret') return key;
  const variable = variableName(key.name ?? '');
  const isOpen = rule.detect.env?.some(
    (env) => env.class === 'publishable' && (variable === env.name || variable.endsWith(`_PUBLIC_${env.name}`)),
  );
  return isOpen === true ? { ...key, keyClass: 'publishable' } : key;
}

/** Kinds of keys that `findKeys` recognises by name and appearance instead of a provider's format. */
const GUESSED: ReadonlySet<string> = new Set(['generic', 'password', 'jwt', 'basic-auth']);

/** `clickhousePassword` and `clickhouse.password` as the name of a variable. */
function variableName(name: string): string {
  return foldWords(name).slice(1, -1).toUpperCase();
}

/** The variable of that name in the rule; '' if there is none. */
function envOf({ name }: KeyFact, rule: Rule): string {
  const variable = variableName(name ?? '');
  return rule.detect.env?.some((e) => e.name === variable) === true ? variable : '';
}

/**
 * Public keys are notices, publishable keys warnings at most. Test mode lowers the severity by one step. So do test,
 * example and documentation paths and samples, unless the key is proven real; there, connection strings and values
 * without a provider are only notices, since nobody knows what they give access to, and most are made for the test
 * (certificates of a local server, cookie keys, passwords of a container). In an env example, only a key without a
 * provider is lowered.
 *
 * @param configured the severity for its kind of key; lower for a short-lived key, which expires before it is found in
 * the history.
 */
function severityOf(path: string, key: KeyFact, configured: Severity): Severity {
  if (key.keyClass === 'public') return 'notice';
  const base = key.keyClass === 'publishable' ? atMost(configured, 'warning') : configured;
  if (key.mode === 'test') return stepDown(base);
  const place = placeOf(path, key);
  const guessed = key.provider === null || key.keyClass === 'connection-string';
  if (key.proven || place === 'source') return base;
  if (place === 'env-example') return key.provider === null ? stepDown(base) : base;
  return guessed ? 'notice' : stepDown(base);
}

/**
 * The location as a word for the message. An environment file is judged like source code, but a reader would not call
 * it that.
 */
function wordOfPlace(path: string, key: KeyFact): KeyPlace | 'env-file' {
  const place = placeOf(path, key);
  return place === 'source' && isCommittedEnvFile(path) ? 'env-file' : place;
}

type KeyPlace = 'source' | 'sample' | 'env-example' | 'documentation' | 'test';

function placeOf(path: string, key: KeyFact): KeyPlace {
  if (isEnvExample(path)) return 'env-example';
  // Settings of an agent or editor are in use, even though their folder also contains notes.
  if (TOOL_SETTINGS.test(path)) return 'source';
  const role = pathRole(TEMPLATE.test(path) ? path.replace(TEMPLATE, '') : path);
  if (role === 'documentation') return key.provider !== null && isInUse(path) ? 'source' : 'documentation';
  if (
    role === 'test' ||
    role === 'example' ||
    OF_LOCALHOST.test(path) ||
    (SAMPLE_FILE.test(path) && !HOST_IN_NAME.test(path))
  )
    return 'test';
  return key.sample === true ? 'sample' : 'source';
}

/** Whether a page is served as it stands, or a text is named for the settings in it, outside of any documentation. */
const isInUse = (path: string): boolean =>
  (SERVED.test(path) || SETTINGS_TEXT.test(path)) && !/(?:^|\/)(?:docs?|documentation|wiki)\//i.test(path);

/** `public/pricing.html`; deeper down are copied reports and manuals. */
const SERVED = /(?:^|\/)(?:public|public_html|htdocs|www)\/[^/]+\.html?$/;
/** `VERCEL_ENV_VARS.txt`, `config/secrets.txt` */
const SETTINGS_TEXT =
  /(?:^|[/._ -])(?:env(?:ironment)?|vars|secrets?|credentials?|keys?|tokens?)(?:[._ -][^/]*)?\.txt$/i;

/** A page is documentation, but a key in a template from which a server renders pages reaches every visitor. */
const TEMPLATE = /(?:\.html)?\.(?:ejs|hbs|erb|cshtml|twig|njk|heex)$/;
const TOOL_SETTINGS = /(?:^|\/)\.(?:claude|cursor)\/[^/]+\.json$/;
/** `examples-1.json`, `hookdeck-samples.json`, `database.example.yml`, `mock-services.json`, `test.env`, `config/test.exs`. */
const SAMPLE_FILE =
  /(?:^|[/._-])(?:(?:examples?|samples?)(?:[._-][^/]*)?|mock[._-][^/]*|test[^/]{0,20}\.env)$|(?:^|\/)(?:config|env|environments?)\/test\.[a-z]+$/i;
/** `localhost.key`, `api.localhost-key.pem`, `self-signed.key`: certificates for local use. */
const OF_LOCALHOST = /(?:^|[/._-])(?:localhost|self-?signed|snakeoil)(?:[._-][\w.-]*)?\.(?:key|pem)$/i;
/** `www.evil.example.ts`: a file named after a host. */
const HOST_IN_NAME = /(?:^|\/)www\.(?:[\w-]+\.)+[a-z]+$/i;
