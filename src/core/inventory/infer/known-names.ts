import type { Rulebook } from '../../rulebook/rulebook.ts';
import { foldName } from '../../fold-name.ts';
import { registrableDomain } from '../registrable-domain.ts';

/** What the rulebook knows by name, so that it is not inferred once more. */
export type KnownNames = {
  /** Registrable domains of hosts and home pages of all rules. */
  domains: ReadonlySet<string>;
  /** Folded id, name or alias -> the provider. */
  names: ReadonlyMap<string, string>;
  /** Words of those names: `gemini` of Google Gemini. */
  words: ReadonlySet<string>;
  /** First words of several providers' ids: `google`, `aws`. A company all of whose products have rules is not a service by itself. */
  families: ReadonlySet<string>;
};

const MADE = new WeakMap<Rulebook, KnownNames>();

/** The names of a rulebook; computed once for each. */
export function listKnownNames(rulebook: Rulebook): KnownNames {
  const known = MADE.get(rulebook) ?? makeKnownNames(rulebook);
  MADE.set(rulebook, known);
  return known;
}

const A_FAMILY = 3;

function makeKnownNames({ rules }: Rulebook): KnownNames {
  const domains = new Set<string>();
  const names = new Map<string, string>();
  const words = new Set<string>();
  for (const rule of rules.values()) {
    for (const host of [...(rule.detect.hosts ?? []), rule.url.replace(/^[a-z]+:\/\//, '')]) {
      const domain = registrableDomain(bareHost(host));
      if (domain !== null) domains.add(domain);
    }
    for (const name of [rule.id, rule.name, ...rule.aliases]) {
      if (!names.has(foldName(name))) names.set(foldName(name), rule.id);
      for (const word of name.split(/[ -]/)) words.add(foldName(word));
    }
  }
  const firsts = Map.groupBy(rules.keys(), (id) => id.split('-', 1)[0] ?? '');
  const families = new Set([...firsts].filter(([, ids]) => ids.length >= A_FAMILY).map(([word]) => word));
  return { domains, names, words, families };
}

/** `*.acme.io` and `sqs.*.acme.io/queue` without path, port and wildcards. */
function bareHost(text: string): string {
  const host = (text.split('/', 1)[0] ?? '').toLowerCase().replace(/:\d+$/, '');
  return host.slice(host.lastIndexOf('*') + 1).replace(/^\./, '');
}
