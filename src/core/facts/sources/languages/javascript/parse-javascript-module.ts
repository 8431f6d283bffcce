/** A package as an import names it, and the offset of its name in the specifier. */
export type JavascriptModule = { module: string; at: number };

/** URL prefixes of CDNs that serve npm packages. The package follows, perhaps after a build prefix. */
const PACKAGE_SERVERS: readonly string[] = [
  'https://esm.sh/',
  'https://esm.run/',
  'https://unpkg.com/',
  'https://cdn.skypack.dev/',
  'https://cdn.jsdelivr.net/npm/',
  'https://ga.jspm.io/npm:',
  'https://deno.land/x/',
];

const BUILTINS = new Set(
  (
    'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events ' +
    'fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream ' +
    'string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib'
  ).split(' '),
);

/**
 * Parses an import specifier.
 *
 * Null if it is no package: relative paths, aliases (`~/`, `@/`, `#x`, `$lib`), Node's built-in modules, and other
 * schemes (`node:`, `bun:`, `cloudflare:`). `address` for the URL of anything but a package. The version is dropped
 * from the module, a path within the package is kept: `npm:stripe@12/lib/x` is `stripe/lib/x`.
 */
export function parseJavascriptModule(specifier: string): JavascriptModule | 'address' | null {
  if (specifier === '' || specifier.length > 2_000) return null;
  const start = packageStart(specifier);
  if (start === -1) return /^https?:\/\//.test(specifier) ? 'address' : null;
  if (start === 0 && BUILTINS.has(firstSegment(specifier))) return null;
  const module = start === 0 ? specifier : withoutVersion(specifier.slice(start));
  return isPackage(module) ? { module, at: start } : null;
}

/** The offset of the package's name in the specifier, or -1 if it names none. */
function packageStart(specifier: string): number {
  if (!/^[a-z]+:/.test(specifier)) return 0;
  const registry = /^(?:npm|jsr):\/?/.exec(specifier);
  if (registry !== null) return registry[0].length;
  const server = PACKAGE_SERVERS.find((address) => specifier.startsWith(address));
  if (server === undefined) return -1;
  const build = /^(?:v\d{1,4}|stable|pin|\*)\//.exec(specifier.slice(server.length, server.length + 8));
  const start = server.length + (build?.[0].length ?? 0);
  return specifier.startsWith('*', start) ? start + 1 : start;
}

function withoutVersion(text: string): string {
  const path = text.replace(/[?#].*/s, '');
  const at = path.indexOf('@', 1);
  if (at === -1) return path;
  const slash = path.indexOf('/', at);
  return slash === -1 ? path.slice(0, at) : path.slice(0, at) + path.slice(slash);
}

function firstSegment(module: string): string {
  const slash = module.indexOf('/');
  return slash === -1 ? module : module.slice(0, slash);
}

/** True for `name` and `@scope/name`, each with an optional path. None of the usual aliases matches. */
function isPackage(module: string): boolean {
  return /^(?:@[A-Za-z0-9][\w.~-]*\/)?[A-Za-z0-9_][\w.~-]*(?:\/[^\s\\?#]*)?$/.test(module.replace(/[?#].*/s, ''));
}
