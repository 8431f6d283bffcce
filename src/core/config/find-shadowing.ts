import { listDetectors, type Detector } from '../rulebook/detectors.ts';
import type { Config } from './config-schema.ts';
import type { KnownProviders } from './find-unknown-providers.ts';
import { locate, pathText, type LocatedMap, type ValuePath } from './located-value.ts';
import { makeCustomRule } from './make-custom-rule.ts';
import type { ProblemLog } from './problem-log.ts';

/** Logs custom providers that share a detector with another provider's rule: one service would be reported as two. */
export function findShadowing(root: LocatedMap, { providers }: Config, known: KnownProviders, log: ProblemLog): void {
  if (providers.custom.length === 0) return;
  const owners = new Map<string, string>();
  for (const [id, { detect }] of known)
    if (detect !== undefined) for (const detector of listDetectors({ detect })) owners.set(keyOf(detector), id);
  for (const [i, entry] of providers.custom.entries()) {
    const rule = makeCustomRule(entry);
    const path: ValuePath = ['providers', 'custom', i, 'detect'];
    // A custom provider with a rule's id replaces that rule.
    const told = new Set([rule.id]);
    for (const detector of listDetectors(rule)) {
      const id = owners.get(keyOf(detector));
      if (id === undefined || told.has(id) || providers.aliases[id] === rule.id) continue;
      told.add(id);
      log.add(locate(root, path), 'warning', 'found-already', {
        at: pathText(path, root),
        text: detector.text,
        id,
        own: rule.id,
      });
    }
  }
}

const keyOf = ({ kind, space, text }: Detector): string => `${kind} ${space ?? ''} ${text}`;
