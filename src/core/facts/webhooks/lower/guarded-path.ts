/**
 * A path that a filter tests, as a string or as a pattern: `"/webhooks/acme/**"`, `^/webhooks/acme$`, `%r{\A/hooks}`.
 */
const PATH = /(?:["'^]|\\A)(\\?\/[\w\\/-]{0,80}(?:web-?_?hooks?|ipn)[\w\\/-]{0,80})/gi;
/** Letters, digits and `-`, `_`, `/` alone: nothing that a pattern would read otherwise. */
const PLAIN = /^[\w/-]{1,200}$/;
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

/**
 * Whether a filter tests the whole path, `path.equals("/webhooks/acme")`, also by a constant, so that what lies below
 * passes.
 */
export function asksWholePath(source: string, path: string): boolean {
  if (!PLAIN.test(path)) return false;
  const [, name] = new RegExp(`\\b([A-Za-z_]\\w{0,60})\\s{0,9}=\\s{0,9}"${path}"`).exec(source) ?? [];
  const written = name ? `(?:"${path}"|\\b${name}\\b)` : `"${path}"`;
  const whole = new RegExp(
    String.raw`(?:\.equals(?:IgnoreCase)?\(|[!=]=)\s{0,9}${written}|${written}\s{0,9}(?:\.equals|[!=]=)`,
    'i',
  );
  const part = new RegExp(
    String.raw`(?:startsWith\w{0,20}|contains|match\w{0,20}|indexOf)\([^()"]{0,60}${written}`,
    'i',
  );
  return whole.test(source) && !part.test(source);
}
