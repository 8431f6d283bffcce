import type { Rulebook } from '../../rulebook/rulebook.ts';
import { foldName } from '../../fold-name.ts';
import { registrableDomain } from '../registrable-domain.ts';

/** Names known to the rulebook, which must not be inferred again. */
export type KnownNames = {
  /** Registrable domains of the hosts and home pages of all rules. */
  domains: ReadonlySet<string>;
  /** Provider by folded id, name or alias. */
  names: ReadonlyMap<string, string>;
  /** Words of these names: `gemini` for Google Gemini. */
  words: ReadonlySet<string>;
  /**
   * First words of several providers' ids: `google`, `aws`. A company whose products all have rules is no service by
   * itself.
   */
  families: ReadonlySet<string>;
};

const MADE = new WeakMap<Rulebook, KnownNames>();

/** The names of a rulebook, memoized per rulebook. */
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

/** `*.acme.io` or `sqs.*.acme.io/queue` without path, port and wildcards. */
function bareHost(text: string): string {
  const host = (text.split('/', 1)[0] ?? '').toLowerCase().replace(/:\d+$/, '');
  return host.slice(host.lastIndexOf('*') + 1).replace(/^\./, '');
}
