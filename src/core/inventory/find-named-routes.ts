import { foldName } from '../fold-name.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { FileFacts } from './file-facts.ts';
import type { ProviderEvidence } from './find-evidence.ts';
import { routeWord } from './infer/infer-from-route.ts';
import { listKnownNames } from './infer/known-names.ts';

/**
 * The providers that call a route of webhooks which is named after them, `/webhooks/n8n`. What else a handler is recognised by
 * may be another's as well, so the route has to name whom its handler is recognised as.
 */
export function findNamedRoutes({ path, facts }: FileFacts, rulebook: Rulebook): ProviderEvidence[] {
  return facts.webhooks.flatMap(({ provider, route, line, column }) => {
    if (provider === null || route === null) return [];
    const named = listKnownNames(rulebook).names.get(foldName(routeWord(route)));
    if (named !== provider) return [];
    const evidence = { kind: 'code', value: route, detail: 'webhook route', path, line, column } as const;
    return [{ provider, evidence, development: false, needs: null }];
  });
}
