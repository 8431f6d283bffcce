import { readRulebook } from '../read-rulebook.ts';
import { renderProvidersPage } from './render-providers-page.ts';
import { writeDocuments, type Documents } from './write-documents.ts';

/** The catalogue of providers, from the rules. */
async function providersDocument(): Promise<Documents> {
  const { rules } = await readRulebook();
  return new Map([['providers.md', renderProvidersPage([...rules.values()])]]);
}

if (import.meta.main) writeDocuments(await providersDocument(), process.argv.slice(2));
