/** Headers that tell nothing of who sends: most requests have them. */
const ANYBODYS: ReadonlySet<string> = new Set(['authorization', 'x-signature', 'x-verify']);

/** A header that is read by its name: `req.headers['x']`, `headers.get('x')`, `getHeader("x")`, `HTTP_X`. */
const READ =
  /(?:eaders?(?:\(\))?(?:\?\.)?(?:\.\w{1,12})?\s?[[(]\s?(?:\w{1,12},\s?)?["'`]|eaders?(?:\?\.)?(?:\.\w{1,12})?\(\s?(?:conn|request|req|c),\s?["'`]|HTTP_)([\w-]{6,60})/g;

/**
 * Whether a source reads a header that the webhooks of a provider of the rulebook carry: what stands in a rule is looked
 * for, though neither the file nor its route speaks of webhooks.
 *
 * @param headers by lower-case name, as the rules have them.
 */
export function readsKnownHeader(text: string, headers: ReadonlyMap<string, unknown>): boolean {
  if (!text.includes('eader') && !text.includes('HTTP_')) return false;
  for (const [, name = ''] of text.matchAll(READ)) {
    const header = name.toLowerCase().replaceAll('_', '-');
    if (headers.has(header) && !ANYBODYS.has(header)) return true;
  }
  return false;
}
