import { foldName } from '../fold-name.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { FileFacts } from './file-facts.ts';
import type { ProviderEvidence } from './find-evidence.ts';
import { routeWord } from './infer/infer-from-route.ts';
import { listKnownNames } from './infer/known-names.ts';

/**
 * The providers that webhook routes are named after: `/webhooks/n8n`. The name alone may be a coincidence, and other
 * signs of a handler may fit several providers, so route and handler must name the same one.
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
