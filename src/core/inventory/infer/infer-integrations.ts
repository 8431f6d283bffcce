import { pathRole } from '../../facts/path-role.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { Evidence } from '../../inventory-types.ts';
import type { FileFacts } from '../file-facts.ts';
import type { ProviderEvidence } from '../find-evidence.ts';
import { isContent } from '../is-content.ts';
import { findFrameworkDefaults } from '../find-framework-defaults.ts';
import { inferFromEnv } from './infer-from-env.ts';
import { inferFromHost } from './infer-from-host.ts';
import { inferFromPackage } from './infer-from-package.ts';
import { inferFromRoute } from './infer-from-route.ts';
import { matchSignal } from '../match-signal.ts';
import { listKnownNames, type KnownNames } from './known-names.ts';
import type { OwnNames } from './own-names.ts';

/** A service without a rule that a single signal points to. */
export type Inferred = {
  /** The folded name. Signals with the same id are one integration. */
  id: string;
  name: string;
  /** One strong signal is enough, weak ones must be of two kinds, and a hint only counts beside others. */
  weight: 'strong' | 'weak' | 'hint';
  /** Number of words in the name. More words mean a better spelling. */
  words: number;
  /** For hosts: the folded registrable domain, `kieai` for `kie.ai`. */
  domain?: string;
  /** For hosts: other names, with the registrable domain first: `odds-api.io`, `Odds API`. */
  spellings?: readonly string[];
  /** For variables: the first word of the name. */
  first?: string;
};

export type InferenceContext = { own: OwnNames; known: KnownNames };

/**
 * The evidence in a file for services without a rule: hosts of APIs, variables with issued credentials, webhook routes.
 * It depends only on the file, the rulebook and the application's own names, so that the files of a change can be read
 * without the rest.
 *
 * @param aliases inferred id -> the id under which this repository wants it counted.
 */
export function inferIntegrations(
  file: FileFacts,
  rulebook: Rulebook,
  own: OwnNames,
  aliases: ReadonlyMap<string, string> = new Map(),
): ProviderEvidence[] {
  if (pathRole(file.path) !== 'product' || isContent(file.path)) return [];
  const context: InferenceContext = { own, known: listKnownNames(rulebook) };
  return inferEach(file, rulebook, context).map(({ inferred, evidence, isDefault }) => {
    const id = aliases.get(inferred.id) ?? inferred.id;
    const standing = isDefault ? { isDefault } : {};
    return { provider: id, evidence, development: false, needs: null, ...standing, inferred: { ...inferred, id } };
  });
}

type Found = { inferred: Inferred; evidence: Evidence; isDefault: boolean };

function inferEach(file: FileFacts, rulebook: Rulebook, context: InferenceContext): Found[] {
  const found: Found[] = [];
  const add = (inferred: Inferred | null, evidence: Omit<Evidence, 'path'>, isDefault: boolean): void => {
    if (inferred !== null) found.push({ inferred, evidence: { ...evidence, path: file.path }, isDefault });
  };
  const defaults = findFrameworkDefaults(file);
  for (const signal of file.facts.signals) {
    if (signal.kind !== 'host' && signal.kind !== 'env' && signal.kind !== 'package') continue;
    if (matchSignal(rulebook, signal).length > 0) continue;
    const { kind, line, column } = signal;
    if (kind === 'package') {
      const detail = [signal.ecosystem, signal.version].filter(Boolean).join(' ');
      add(inferFromPackage(signal, context), { kind, value: signal.name, detail, line, column }, false);
      continue;
    }
    const isDefault = defaults.has(signal);
    if (kind === 'host')
      add(inferFromHost(signal, context), { kind, value: signal.host, detail: null, line, column }, isDefault);
    else
      add(
        inferFromEnv(signal.name, context),
        { kind, value: signal.name, detail: signal.access, line, column },
        isDefault,
      );
  }
  for (const { provider, route, line, column } of file.facts.webhooks) {
    if (provider !== null || route === null) continue;
    const evidence = { kind: 'code', value: route, detail: 'webhook route', line, column } as const;
    add(inferFromRoute(route, context), evidence, false);
  }
  return found;
}
