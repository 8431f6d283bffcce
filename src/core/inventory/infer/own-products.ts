import { foldName } from '../../fold-name.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';

/**
 * The providers that a repository is the source of, with their parts: `langfuse/langfuse` does not integrate Langfuse.
 * Both owner and repository must have the name, because many repositories named `supabase` only use it.
 *
 * @param repository `owner/name`; a folder's name alone gives none.
 */
export function findOwnProducts(repository: string, { rules }: Rulebook): ReadonlySet<string> {
  const [owner = '', name = ''] = repository.split(/[/+]/).map(foldName);
  const own = new Set<string>();
  if (name.length < 3) return own;
  for (const { id, name: written, aliases } of rules.values())
    if ([id, written, ...aliases].some((each) => foldName(each) === name && owner.startsWith(name))) own.add(id);
  for (const { id, parent } of rules.values()) if (parent !== null && own.has(parent)) own.add(id);
  return own;
}
