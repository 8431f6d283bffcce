/** How a framework turns the path of a file into a route, and which of the file's exports serve it. */
export type FileConvention = {
  framework: string;
  /** The first group is the part of the path that becomes the route. */
  path: RegExp;
  /** Exports that handle requests with a body. */
  exports: readonly string[];
  /** Builds the route from the first group. */
  route: (part: string) => string;
  /** Must match the text of the file; otherwise the file belongs to another framework. */
  text?: RegExp;
  /** Must match the start of the default export, where `exports` includes it: a function or an event handler. */
  defaultIs?: RegExp;
};

const EXTENSION = String.raw`\.[cm]?[jt]sx?$`;
const at = (pattern: string): RegExp => new RegExp(`(?:^|/)${pattern}${EXTENSION}`);

/** Route groups, slots and layouts are not part of the URL. */
const folders = (part: string): string =>
  `/${part
    .split('/')
    .filter((each) => each !== '' && !/^[(@_]/.test(each) && each !== 'index')
    .map((each) => each.replace(/^\[+(?:\.\.\.)?=?([\w-]+)\]+$/, ':$1'))
    .join('/')}`;

/**
 * Remix: a dot is a slash, `$id` a parameter, `x+` a folder, `(x)` optional and `[.]` a literal dot; `_layout` is not
 * part of the URL.
 */
const flat = (part: string): string =>
  `/${part
    .replace(/\[(.)\]/g, '$1')
    .split(/[/.]/)
    .map((each) => each.replace(/\+$/, '').replace(/^\((.*)\)$/, '$1'))
    .filter((each) => each !== '' && !/^(?:_.*|index|route)$/.test(each))
    .map((each) => each.replace(/^\$(\w*)$/, ':$1'))
    .join('/')}`;

/** Nitro: the last suffix is the HTTP method. */
const nitro = (part: string): string => folders(part.replace(/\.(?:get|post|put|patch|delete|head|options)$/, ''));

const EVENT_HANDLER = /EventHandler\b|\bWebhooks?\b|^define|^(?:async\s*)?\(|^(?:async\s+)?function/;

/** Tried in order; the first whose path and exports fit wins. */
export const FILE_CONVENTIONS: readonly FileConvention[] = [
  { framework: 'next-app', path: at(String.raw`app/((?:.*/)?)route`), exports: ['POST'], route: folders },
  {
    framework: 'sveltekit',
    path: at(String.raw`routes/((?:.*/)?)\+server`),
    exports: ['POST', 'fallback'],
    route: folders,
  },
  { framework: 'expo', path: at(String.raw`app/(.+)\+api`), exports: ['POST'], route: folders },
  {
    framework: 'medusa',
    path: at(String.raw`api/((?:.*/)?)route`),
    exports: ['POST'],
    route: folders,
    text: /@medusajs/,
  },
  { framework: 'next-app', path: at(String.raw`(api/(?:.*/)?)route`), exports: ['POST'], route: folders },
  { framework: 'astro', path: at('pages/(.+)'), exports: ['POST', 'ALL', 'post', 'all'], route: folders },
  {
    framework: 'cloudflare-pages',
    path: at('functions/(.+)'),
    exports: ['onRequestPost', 'onRequest'],
    route: folders,
  },
  {
    framework: 'nitro',
    path: at(String.raw`server/(api/.+?)(?:\.post)?`),
    exports: ['default'],
    route: nitro,
    defaultIs: EVENT_HANDLER,
  },
  {
    framework: 'nitro',
    path: at(String.raw`(?:server/)?(?:routes|api)/(.+?)(?:\.post)?`),
    exports: ['default'],
    route: nitro,
    text: /EventHandler\b/,
    defaultIs: /EventHandler\b/,
  },
  {
    framework: 'remix',
    path: at('routes/(.+)'),
    exports: ['action'],
    route: flat,
  },
  {
    framework: 'remix',
    path: at('(.+)'),
    exports: ['action'],
    route: () => '',
    text: /@remix-run|react-router|\+types\//,
  },
  { framework: 'fresh', path: at('routes/(.+)'), exports: ['handler', 'handlers'], route: folders },
  { framework: 'solid-start', path: at('routes/(.+)'), exports: ['POST'], route: folders },
  { framework: 'qwik', path: at('routes/(.+)'), exports: ['onPost'], route: folders },
  { framework: 'vercel', path: at('(api/.+)'), exports: ['POST'], route: folders },
];

const FILE_ROUTED: ReadonlySet<string> = new Set([
  ...FILE_CONVENTIONS.map((each) => each.framework),
  'next-pages',
  'netlify',
  'supabase',
  'tanstack-start',
]);

/** Whether the file path alone determines the route, so that no other file can mount the handler. */
export const isFileRouted = (framework: string): boolean => FILE_ROUTED.has(framework);
