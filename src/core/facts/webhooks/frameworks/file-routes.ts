/** How a framework turns the path of a file into a route, and which of the file's exports serve it. */
export type FileConvention = {
  framework: string;
  /** The first group is the part of the path that makes the route. */
  path: RegExp;
  /** Exported names that receive requests with a body. */
  exports: readonly string[];
  /** The route from the first group. */
  route: (part: string) => string;
  /** Words of the text without which it is another framework's file. */
  text?: RegExp;
  /** Whether the default export, where it is one of `exports`, has to be a function or an event handler. */
  defaultIs?: RegExp;
};

const EXTENSION = String.raw`\.[cm]?[jt]sx?$`;
const at = (pattern: string): RegExp => new RegExp(`(?:^|/)${pattern}${EXTENSION}`);

/** Groups, slots and layouts are no part of the URL. */
const folders = (part: string): string =>
  `/${part
    .split('/')
    .filter((each) => each !== '' && !/^[(@_]/.test(each) && each !== 'index')
    .map((each) => each.replace(/^\[+(?:\.\.\.)?=?([\w-]+)\]+$/, ':$1'))
    .join('/')}`;

/** Remix: dots are slashes, `$id` a parameter, `_layout` no part, `x+` a folder, `(x)` optional, `[.]` a dot. */
const flat = (part: string): string =>
  `/${part
    .replace(/\[(.)\]/g, '$1')
    .split(/[/.]/)
    .map((each) => each.replace(/\+$/, '').replace(/^\((.*)\)$/, '$1'))
    .filter((each) => each !== '' && !/^(?:_.*|index|route)$/.test(each))
    .map((each) => each.replace(/^\$(\w*)$/, ':$1'))
    .join('/')}`;

/** Nitro: the method is the last suffix. */
const nitro = (part: string): string => folders(part.replace(/\.(?:get|post|put|patch|delete|head|options)$/, ''));

const EVENT_HANDLER = /EventHandler\b|\bWebhooks?\b|^define|^(?:async\s*)?\(|^(?:async\s+)?function/;

/** In the order in which they are tried; the first whose path and exports fit wins. */
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

/** Whether the file alone is the route: no other file can stand before its handler. */
export const isFileRouted = (framework: string): boolean => FILE_ROUTED.has(framework);
