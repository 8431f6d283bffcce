import { findServiceAddresses } from '../find-service-addresses.ts';
import { findUrlHosts } from '../find-url-hosts.ts';
import { judgeEnvValue } from '../judge-env-value.ts';
import type { SignalFact } from '../make-signal-list.ts';
import { parseChoice } from '../references/parse-choice.ts';

/** Subcommands that set the variable whose bare name follows: `wrangler secret put NAME`. */
const SETS = /^(?:secrets?|env|variables?|config:set|secrets:set|functions:secrets:set)$/;
const NAME = /^[A-Z][A-Z0-9]{0,60}(?:_[A-Z0-9]{1,60}){1,8}$/;
const PAIR = /^([A-Z][A-Z0-9_]{2,120})=(.*)$/s;

/**
 * The variables that a command sets elsewhere, and what their values reveal:
 * `gcloud run deploy --set-env-vars=A_B=x,C_D=y`, `docker run -e A_B=x`, `fly secrets set A_B=x`,
 * `wrangler secret put A_B`.
 */
export function* findSetVariables(texts: readonly string[]): Generator<SignalFact> {
  const sets = texts.slice(0, 3).some((text) => SETS.test(text));
  for (const text of texts.slice(0, 60)) {
    for (const pair of text.replace(/^--?[a-z-]{1,40}=/, '').split(/,(?=[A-Z][A-Z0-9_]{2,120}=)/)) {
      const [, name, value = ''] = PAIR.exec(pair) ?? [];
      if (name !== undefined) yield* readPair(name, value);
      else if (sets && NAME.test(pair))
        yield { kind: 'env', name: pair, access: 'declared', value: 'none', optional: false };
    }
  }
}

function* readPair(name: string, value: string): Generator<SignalFact> {
  yield { kind: 'env', name, access: 'declared', value: judgeEnvValue(value), optional: false };
  for (const { host, path } of findUrlHosts(value)) yield { kind: 'host', host, path };
  for (const { scheme } of findServiceAddresses(value)) yield { kind: 'resource', type: `scheme:${scheme}` };
  const choice = parseChoice(name, value);
  if (choice !== null) yield { kind: 'resource', type: `named:${choice}` };
}
