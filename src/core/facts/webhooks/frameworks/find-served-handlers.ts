import { isOwnModule } from '../judge/calls/known-calls.ts';
import { argumentsOf, bare, FUNCTIONS, literal, objectEntries, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { findPathnames, functionOf } from './dispatch.ts';
import { GIVEN } from './find-file-handlers.ts';
import { makeHandler } from './handler.ts';
import type { Framework, Handler } from './handler.ts';

/** One function for all requests: Node's HTTP server, Workers, `Deno.serve`, `Bun.serve`, cloud functions. */
export const SERVERS: Framework = {
  mayHold: (_path, text) => LISTENS.test(text) || (GIVES_FETCH.test(text) && GIVES_OUT.test(text)) || isOfCloud(text),
  find: findServedHandlers,
};

const LISTENS = /\bserve[(<]|createServer[(<]|addEventListener\(\s{0,9}['"`]fetch|\.http\(|\bonRequest\b/;
const GIVES_FETCH = /\bfetch\s{0,3}(?:[:=,}]|\(\s{0,9}_?(?:r|req|request|c|ctx|event|e)\b)/;
const GIVES_OUT = /\bexport\b[^;]{0,200}\bdefault\b|\bexports\s?=/;

/**
 * Whether a text exports a function under a name that cloud platforms call, and reads an HTTP request rather than a
 * queue message or a timer.
 */
const isOfCloud = (text: string): boolean =>
  /\b(?:body|rawBody|headers|httpMethod|signature)\b|APIGateway|HandlerEvent/.test(text) && GIVES_CALLED.test(text);

const GIVES_CALLED = new RegExp(
  ['export\\b[^;]{0,80}', 'exports\\.\\w{0,40}', 'exports\\s?=[^;]{0,200}']
    .map((given) => String.raw`\b${given}(?:[hH]andler|\bmain|[wW]ebhook)\b`)
    .concat(String.raw`:\s{0,9}(?:APIGateway\w{0,30}|LambdaFunctionURL)Handler`)
    .join('|'),
);

function findServedHandlers(path: string, program: Program): Handler[] {
  return [
    ...worker(program),
    ...nodesOfType(program.root, CALLS).flatMap((call) => serverOf(program, call)),
    ...cloud(program),
  ]
    .flatMap(({ node, framework, name, route }) =>
      toHandlers(program, { node, framework: frameworkOf(path, framework), name, route: route ?? routeOf(path, name) }),
    )
    .slice(0, MAX_SERVED);
}

type Served = { node: SyntaxNode; framework: string; name: string | null; route: string | null };

const CALLS = new Set(['call_expression']);
const MAX_SERVED = 60;

const frameworkOf = (path: string, framework: string): string => {
  if (/(?:^|\/)supabase\/functions\//.test(path)) return 'supabase';
  return framework === 'lambda' && /(?:^|\/)netlify\//.test(path) ? 'netlify' : framework;
};

/** Functions deployed by name have their name as the route. */
function routeOf(path: string, name: string | null): string | null {
  const deployed = /(?:^|\/)(?:supabase|netlify)\/(?:edge-)?functions\/([^/.]+)/.exec(path)?.[1];
  if (deployed !== undefined) return `/${deployed}`;
  return name === null || /^(?:default|handler|main|fetch)$/.test(name) ? null : `/${name}`;
}

/** The `fetch` of a Worker: `export default { async fetch(request, env) {} }`. */
function worker(program: Program): Served[] {
  const node = program.exported.get('default');
  if (!node || bare(node).type !== 'object') return [];
  const fetch = objectEntries(program, bare(node)).get('fetch');
  return fetch ? [{ node: fetch, framework: 'cloudflare-workers', name: 'fetch', route: null }] : [];
}

/**
 * The functions in a call that serves them: `Deno.serve(f)`, `serve(f)`, `Bun.serve({ fetch, routes })`,
 * `addEventListener('fetch', f)`, `functions.http('x', f)`.
 */
function serverOf(program: Program, call: SyntaxNode): Served[] {
  const callee = child(call, 'function');
  const name = callee ? textOf(program, callee) : '';
  if (name.length > 40 || !SERVES.test(name)) return [];
  const args = argumentsOf(call);
  const framework = SERVES_AS.find(([names]) => names.test(name))?.[1] ?? 'deno';
  if (framework === 'node' && !isOfHttp(program, name)) return [];
  if (name === 'serve' && !/\bdeno\b|std@|std\/http|@hono\/node-server/.test(program.text)) return [];
  if (name.startsWith('addEvent') && literal(program, args[0]) !== 'fetch') return [];
  const found: Served[] = [];
  for (const arg of args) {
    const inner = bare(arg);
    if (inner.type !== 'object') {
      if (functionOf(program, inner) ?? wrapped(program, inner) ?? imported(program, inner))
        found.push({ node: inner, framework, name: null, route: httpName(program, name, args) });
      continue;
    }
    const entries = objectEntries(program, inner);
    if (framework === 'azure-functions') {
      found.push(...azureFunction(program, literal(program, args[0]), entries));
      continue;
    }
    const fetch = entries.get('fetch');
    if (fetch) found.push({ node: fetch, framework, name: 'fetch', route: null });
    found.push(...routesOf(program, entries.get('routes'), framework));
  }
  return found;
}

/** `Deno.serve(handler)` where the handler is imported from another file. */
const imported = (program: Program, node: SyntaxNode): SyntaxNode | null =>
  node.type === 'identifier' && isOwnModule(program.imports.get(textOf(program, node))?.module ?? '') ? node : null;

/** The function in `wrap(async (req) => {}, options)`, inline or declared elsewhere in the file. */
function wrapped(program: Program, node: SyntaxNode): SyntaxNode | null {
  const declared = node.type === 'identifier' ? program.declared.get(textOf(program, node)) : undefined;
  const call = bare(declared ?? node);
  if (call.type !== 'call_expression') return null;
  return (
    argumentsOf(call)
      .map((each) => functionOf(program, each))
      .find((each) => each !== null) ?? null
  );
}

/**
 * `app.http('x', { route, authLevel, handler })`. At level `function` or `admin` the platform requires a key, so the
 * function is skipped (https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger).
 */
function azureFunction(program: Program, name: string | null, options: ReadonlyMap<string, SyntaxNode>): Served[] {
  const handler = options.get('handler');
  const level = literal(program, options.get('authLevel'));
  if (!handler || /^(?:function|admin)$/.test(level ?? '')) return [];
  const route = literal(program, options.get('route')) ?? name;
  return [{ node: handler, framework: 'azure-functions', name, route: route === null ? null : `/${route}` }];
}

const SERVES =
  /^(?:Deno\.serve|Bun\.serve|serve|addEventListener|(?:functions|app)\.http|(?:\w{1,20}\.)?createServer)$/;
const SERVES_AS: readonly (readonly [RegExp, string])[] = [
  [/^Bun\./, 'bun'],
  [/^functions\.http$/, 'google-cloud-functions'],
  [/^app\.http$/, 'azure-functions'],
  [/^addEvent/, 'cloudflare-workers'],
  [/createServer$/, 'node'],
];

/** Servers of other modules (`vite`, `net`) receive no HTTP requests. */
const isOfHttp = (program: Program, callee: string): boolean =>
  /^(?:node:)?https?$/.test(program.imports.get(callee.split('.')[0]!)?.module ?? '');

const httpName = (program: Program, callee: string, args: readonly SyntaxNode[]): string | null => {
  const name = callee === 'functions.http' ? literal(program, args[0]) : null;
  return name === null ? null : `/${name}`;
};

/** The functions in a table of routes: `routes: { '/webhook': { POST: f }, '/x': f }`. */
function routesOf(program: Program, node: SyntaxNode | undefined, framework: string): Served[] {
  if (!node || bare(node).type !== 'object') return [];
  return [...objectEntries(program, bare(node))].flatMap(([route, target]) => {
    const inner = bare(target);
    const own = inner.type === 'object' ? objectEntries(program, inner).get('POST') : inner;
    return own ? [{ node: own, framework, name: null, route }] : [];
  });
}

/** Exported functions of Firebase (`onRequest`) and of AWS and Netlify (`handler`). */
function cloud(program: Program): Served[] {
  const found: Served[] = [];
  for (const [name, node] of program.exported) {
    const inner = functionOf(program, node) ?? bare(node);
    if (inner.type === 'call_expression') {
      const callee = textOf(program, child(inner, 'function') ?? inner).slice(-40);
      const target = /(?:^|\.)onRequest$/.test(callee) ? argumentsOf(inner).at(-1) : undefined;
      if (target && functionOf(program, target)) found.push({ node: target, framework: 'firebase', name, route: null });
      else if (/^(?:handler|main)$/.test(name) && LAMBDA.test(program.text) && !takesObject(inner))
        found.push({ node: inner, framework: 'lambda', name, route: null });
    } else if (FUNCTIONS.has(inner.type)) {
      // A function recognised only by its type may have a name other than its route.
      if (/handler$|^main$|webhook$/i.test(name) && takesEvent(program, name, inner))
        found.push({ node: inner, framework: 'lambda', name, route: null });
      else if (LAMBDA.test(program.text) && isTypedForGateway(program, inner))
        found.push({ node: inner, framework: 'lambda', name: /hook/i.test(name) ? name : null, route: null });
    }
  }
  return found;
}

/** `const receive: APIGatewayProxyHandler = async (event) => …`: recognised by its type, whatever its name. */
function isTypedForGateway(program: Program, { parent }: SyntaxNode): boolean {
  const type = parent?.type === 'variable_declarator' ? child(parent, 'type') : null;
  return type !== null && /^:\s*(?:APIGateway\w{0,30}|LambdaFunctionURL)Handler(?:V2)?\b/.test(textOf(program, type));
}

/** `define.handlers({ POST() {} })` does not wrap a function. */
const takesObject = (call: SyntaxNode): boolean => {
  const [first] = argumentsOf(call);
  return first !== undefined && bare(first).type === 'object';
};

/** Distinguishes a function behind a gateway from one for queues or timers. */
const LAMBDA =
  /\.(?:body|headers|rawBody|signature)\b|\{[^{}]{0,120}\b(?:body|headers)\b[^{}]{0,120}\}\s*=\s*event|APIGateway|HandlerEvent/;

/** Batches from queues, tables and topics: `for (const record of event.Records)`. */
const GATHERED = /\.Records\b|\{\s{0,9}Records\s{0,9}[:}]/;

/** Whether the parameters are a gateway event or parts of one: `({ body, headers }) => …`. */
function takesEvent(program: Program, name: string, fn: SyntaxNode): boolean {
  if (GATHERED.test(textOf(program, fn)) || SENDS.test(name) || !takesContext(program, fn)) return false;
  // The application may also call a function of any other name, so its own code must show that it takes a request.
  const isDeployed = /^(?:handler|main)$/.test(name);
  const telling = isDeployed ? program.text : textOf(program, fn);
  const first = firstParameter(program, fn);
  return (
    (PARTS.test(first) && (isDeployed || isOfParts(first))) ||
    (/^_?(?:event|evt)\b/i.test(first) && LAMBDA.test(telling))
  );
}

/**
 * `deliverWebhook`, `sendWebhook`: outgoing webhooks, with an event of the application's own. `postWebhook` is not
 * among them: it is named after its method.
 */
const SENDS = /^(?:send|deliver|dispatch|emit|fire|forward|publish|retry|trigger)(?=[A-Z_])/;

/** `(event, context)`: a function with any other second parameter is called by the application itself. */
function takesContext(program: Program, fn: SyntaxNode): boolean {
  const [, second] = child(fn, 'parameters')?.children.filter(({ type }) => type !== 'comment') ?? [];
  return (
    second === undefined ||
    /^(?:_|\{|(?:lambda_?)?(?:context|ctx)\b|c\b|callback\b|cb\b)/i.test(
      textOf(program, child(second, 'pattern') ?? second),
    )
  );
}

const PARTS = /^\{[^{}]{0,200}\b(?:body|rawBody|headers|httpMethod)\b/;

/** `({ body, headers })`, but not `({ body, headers, error, attempt })`, which only the application passes. */
const isOfParts = (pattern: string): boolean =>
  pattern.matchAll(/[{,]\s{0,9}(\w{1,40})/g).every(([, part = '']) => OF_GATEWAY.test(part));

const OF_GATEWAY =
  /^(?:body|rawBody|headers|signature|(?:http)?[mM]ethod|(?:raw)?[pP]ath|(?:path|query|queryString)Parameters|requestContext|isBase64Encoded)$/;

const firstParameter = (program: Program, fn: SyntaxNode): string => {
  const first = child(fn, 'parameters')?.children.find((node) => node.type !== 'comment') ?? child(fn, 'parameter');
  return first ? textOf(program, child(first, 'pattern') ?? first) : '';
};

/**
 * One handler for each path that the function distinguishes, or a single one for all. A function deployed under a path
 * of its own is also called at that path: `if (url.pathname.endsWith('/health'))` before the rest of its work.
 */
function toHandlers(program: Program, served: Served): Handler[] {
  const fn = functionOf(program, served.node) ?? wrapped(program, bare(served.node));
  const paths = fn ? findPathnames(program, fn) : [];
  const one: Handler = makeHandler({
    framework: served.framework,
    route: served.route,
    at: bare(served.node),
    handler: served.node,
    name: served.name,
    given: GIVEN,
  });
  if (paths.length === 0) return [one];
  const own = served.route !== null && !paths.includes(served.route) ? [{ ...one, pathname: served.route }] : [];
  return paths
    .map((pathname): Handler => ({ ...one, route: pathname.startsWith('/') ? pathname : `/${pathname}`, pathname }))
    .concat(own);
}
