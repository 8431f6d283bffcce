/**
 * A path that a filter tests, as a string or as a pattern: `"/webhooks/acme/**"`, `^/webhooks/acme$`, `%r{\A/hooks}`.
 */
const PATH = /(?:["'^]|\\A)(\\?\/[\w\\/-]{0,80}(?:web-?_?hooks?|ipn)[\w\\/-]{0,80})/gi;
const HOOK = /web_?hook|ipn\b/i;
const MAX_PATHS = 4;

/**
 * The paths that a filter guards when the framework runs it before handlers that do not name it.
 *
 * @param source the text of the filter.
 * @param name the name of its class or function.
 * @returns the paths that it tests; `[null]` (all webhooks) where only its name speaks of webhooks; empty where it is
 * unrelated.
 */
export function guardedPaths(source: string, name: string): (string | null)[] {
  const asked = [...source.matchAll(PATH)].map(([, path = '']) => path.replaceAll('\\', ''));
  return asked.length > 0 ? [...new Set(asked)].slice(0, MAX_PATHS) : HOOK.test(name) ? [null] : [];
}
