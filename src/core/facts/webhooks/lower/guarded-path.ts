/** A path that a filter asks for, as a text or as a pattern: `"/webhooks/acme/**"`, `^/webhooks/acme$`, `%r{\A/hooks}`. */
const PATH = /(?:["'^]|\\A)(\\?\/[\w\\/-]{0,80}(?:web-?_?hooks?|ipn)[\w\\/-]{0,80})/gi;
const HOOK = /web_?hook|ipn\b/i;
const MAX_PATHS = 4;

/**
 * For which paths a filter is there that a framework calls before handlers which do not name it.
 *
 * @param source the text of the filter.
 * @param name what it is called.
 * @returns the paths that it asks for; null for all webhooks, which it is named for; nothing where it has nothing to do with them.
 */
export function guardedPaths(source: string, name: string): (string | null)[] {
  const asked = [...source.matchAll(PATH)].map(([, path = '']) => path.replaceAll('\\', ''));
  return asked.length > 0 ? [...new Set(asked)].slice(0, MAX_PATHS) : HOOK.test(name) ? [null] : [];
}
