import { isOwnModule } from '../judge/calls/known-calls.ts';
import { argumentsOf, bare, FUNCTIONS, objectEntries, textOf, wrappedFunction } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { CALLED_BACK, CALLED_BY_GET } from '../receiver-words.ts';
import { makeHandler } from './handler.ts';
import type { Framework, Handler } from './handler.ts';
import { routerFrameworkOf } from './router-framework.ts';

const RECEIVER = /web_?hook/i;
/** Functions that manage, send or verify webhooks rather than receive them. */
const ABOUT =
  /^(unhandled|unknown|unsupported|create|list|get|delete|update|remove|register|unregister|subscribe|unsubscribe|put|patch|test|send|fire|trigger|retry|resend|replay|fetch|add|edit|toggle|rotate|find|load|use|verify|validate|is|has|setup|(?:re)?set(?=[A-Z_])|clear|enable|disable|configure|build|make|(?:re)?generate|render|parse|with|require|check|authenticate|authori[sz]e|protect)|Subscri|Unsubscri|(Settings|Config|Logs?|List|Url|Secret|Test|Router|Routes)$/;

/** Actions of a REST resource; https://docs.adonisjs.com/guides/basics/controllers#resource-driven-controllers */
const RESOURCE = /^(?:index|create|store|show|edit|update|destroy)$/;
/** Marks an action that reads the whole body or the headers, beside resource actions that read only form fields. */
const TAKES_ALL = /\brequest\.(?:body|all|raw|headers?)\(/;
/** Middleware for webhook routes. */
const BEFORE = /limit|middleware|parser|logger|guard|auth$|validator$|verifier$/i;
/** Names of the method that receives the webhook, in a class or file named for webhooks. */
const TAKES_IN = /^(?:handle|process|receive|ingest|incoming)/i;

/**
 * Functions and methods that receive a webhook while another file routes to them: `exports.webhook = (req, res) =>`,
 * members of exported objects, functions returned by a factory, and AdonisJS controllers.
 */
export const CONTROLLERS: Framework = {
  mayHold: (path, text) =>
    STRAPI.test(path) ||
    SAILS.test(path) ||
    ((RECEIVER.test(path) || [RECEIVER, CALLED_BACK, IPN].some((names) => names.test(text))) &&
      TAKES_REQUEST.test(text)),
  find: findControllers,
};

/** `exports.vnpayIpn`, `payment_ipn` */
const IPN = /(?:[a-z]I(?:pn|PN)|_ipn)\b/;

/** Parameters that identify such a function. */
const TAKES_REQUEST =
  /[(,\s]_?(?:req|request|ctx)\s{0,3}(?::[^]{0,200}?)?,\s{0,30}_?(?:res|response|reply)\b|\bctx\.request\b|\b(?:c|ctx|context)\.req\.|\bHttpContext\b/i;

function findControllers(path: string, program: Program): Handler[] {
  const found: Handler[] = [];
  const file = path.slice(path.lastIndexOf('/') + 1);
  const owner = FOR_HOOKS.test(file) ? file : '';
  for (const [name, node] of program.exported) {
    const inner = bare(node);
    if (STRAPI.test(path)) found.push(...strapiActions(program, inner));
    else {
      // Unwrap `asyncHandler(async (req, res) => {})`.
      const fn = wrappedFunction(inner) ?? inner;
      if (isReceiver(program, name, fn, owner)) found.push(controller(program, name, fn));
      else found.push(...endpointOf(program, name, inner));
    }
    for (const [key, part] of objectEntries(program, inner)) {
      const fn = bare(part);
      if (isReceiver(program, key, fn, `${name} ${file}`) || (SAILS.test(path) && isAction(program, key, fn)))
        found.push(controller(program, key, fn));
    }
  }
  for (const [type, methods] of program.methods) {
    for (const [name, fn] of methods) {
      if (isReceiver(program, name, fn, `${type} ${file}`)) found.push(controller(program, name, fn));
      else if (isAdonis(program, name, fn, `${type} ${file}`) && !isOfResource(program, name, fn, methods))
        found.push({ ...controller(program, name, fn), framework: 'adonis' });
    }
  }
  return [...found, ...madeInside(program, owner)];
}

/**
 * `export const acmeWebhook = createEndpoint({ region }, async (req, res) => {})`: the factory's own file decides how
 * it is served, and may verify first.
 */
function endpointOf(program: Program, name: string, made: SyntaxNode): Handler[] {
  const [maker, args] = made.type === 'call_expression' ? [child(made, 'function'), argumentsOf(made)] : [null, []];
  const module = maker?.type === 'identifier' ? program.imports.get(textOf(program, maker))?.module : undefined;
  const fn = args.length > 1 ? bare(args.at(-1)!) : null;
  const isEndpoint = fn !== null && module !== undefined && isOwnModule(module) && isReceiver(program, name, fn, '');
  return isEndpoint ? [{ ...controller(program, name, fn), handler: made }] : [];
}

/**
 * Whether an action belongs to a REST resource. An `index` that reads the whole body, with no other resource action
 * beside it, lists nothing.
 */
function isOfResource(
  program: Program,
  name: string,
  fn: SyntaxNode,
  methods: ReadonlyMap<string, SyntaxNode>,
): boolean {
  const takesAll = TAKES_ALL.test(textOf(program, fn));
  if (name === 'index' && takesAll) return [...methods.keys()].some((key) => key !== 'index' && RESOURCE.test(key));
  return methods.has('index') && (RESOURCE.test(name) || !takesAll);
}

/**
 * A Sails controller: each action has a route by its own name
 * (https://sailsjs.com/documentation/concepts/actions-and-controllers).
 */
const SAILS = /(?:^|\/)api\/controllers\/[^/]*[wW]eb-?_?[hH]ook[^/]*\.[cm]?[jt]s$/;

/** A Sails action that reads the body: `async paystack(req, res)`. */
const isAction = (program: Program, name: string, fn: SyntaxNode): boolean =>
  FUNCTIONS.has(fn.type) &&
  !ABOUT.test(name) &&
  !RESOURCE.test(name) &&
  /^_?req(?:uest)?$/i.test(parametersOf(program, fn)[0] ?? '') &&
  /\breq(?:uest)?\.(?:body\b|allParams\()/.test(textOf(program, fn));

/** Strapi API controllers are exported as an object, on its own or through `createCoreController`. */
const STRAPI = /(?:^|\/)api\/[^/]*hook[^/]*\/controllers\/[^/]+$/;

/** Actions that read the body; https://docs.strapi.io/cms/backend-customization/controllers */
function strapiActions(program: Program, exported: SyntaxNode): Handler[] {
  const made = nodesOfType(exported, OBJECTS).find((node) => node.parent === exported || isGivenOut(node)) ?? exported;
  return [...objectEntries(program, exported.type === 'object' ? exported : made)].flatMap(([name, part]) => {
    const fn = bare(part);
    const takes = FUNCTIONS.has(fn.type) && /\bctx\.request\.body\b|\{\s{0,5}body\b/.test(textOf(program, fn));
    return takes && !ABOUT.test(name) && /^ctx$/.test(parametersOf(program, fn)[0] ?? '')
      ? [controller(program, name, fn)]
      : [];
  });
}

/** Whether an object is the return value of `({ strapi }) => ({})`. */
const isGivenOut = ({ parent }: SyntaxNode): boolean =>
  parent?.type === 'parenthesized_expression' && parent.parent?.type === 'arrow_function';
const OBJECTS = new Set(['object']);

/** Matches `webhookController.js` but not `webhooks.ts`, which may just as well send webhooks. */
const FOR_HOOKS = /web_?hooks?[-_.]?(?:controller|handler)s?\b/i;

/**
 * Receivers inside a factory: `const handleWebhook = (req, res) => {}` or a function of that name that the factory
 * returns, and members of its objects, `{ async webhook(ctx) {} }`.
 */
function madeInside(program: Program, owner: string): Handler[] {
  return nodesOfType(program.root, INNER).flatMap((node) => {
    const name = child(node, 'name') ?? child(node, 'key');
    const fn = /^(?:method_definition|function_declaration)$/.test(node.type) ? node : child(node, 'value');
    if (!name || !fn || [node.parent, node.parent?.parent].some((each) => OUTERMOST.test(each?.type ?? ''))) return [];
    if (!/^(?:variable_declarator|function_declaration)$/.test(node.type) && node.parent?.type !== 'object') return [];
    const text = textOf(program, name);
    return isReceiver(program, text, bare(fn), owner) ? [controller(program, text, bare(fn))] : [];
  });
}

const OUTERMOST = /^(?:program|export_statement)$/;
const INNER = new Set(['variable_declarator', 'method_definition', 'pair', 'function_declaration']);

function isReceiver(program: Program, name: string, fn: SyntaxNode, owner: string): boolean {
  if (!FUNCTIONS.has(fn.type) || !(isNamed(name, owner) || takesSigned(program, name, fn))) return false;
  const names = parametersOf(program, fn);
  if (OF_SESSION.test(textOf(program, child(fn, 'parameters') ?? fn).slice(0, 200))) return false;
  // Koa and Strapi pass only the context.
  if (/^ctx$/.test(names[0] ?? '') && /\bctx\.request\b/.test(textOf(program, fn))) return true;
  if (isHono(program, fn, names)) return true;
  if (letsPass(program, fn, names)) return false;
  return /^_?(req|request|ctx)$/i.test(names[0] ?? '') && /^_?(res|response|reply)$/i.test(names[1] ?? '');
}

/** A function that ends in `return next();` is middleware, not a handler. */
const letsPass = (program: Program, fn: SyntaxNode, names: readonly string[]): boolean =>
  names[2] === 'next' &&
  /\bnext\(\s?\);?\s{0,10}\}\s{0,10}(?:\}\s{0,10})?$|\breturn next\(\s?\)/.test(textOf(program, fn));

/** Hono passes only its context, usually named `c`. */
const isHono = (program: Program, fn: SyntaxNode, [first = '', second]: readonly string[]): boolean =>
  /^(?:c|ctx|context)$/.test(first) &&
  second === undefined &&
  /\b(?:c|ctx|context)\.req\.(?:json|text|raw|parseBody|header|valid)\b/.test(textOf(program, fn));

/** `req: AuthRequest<Body>`: the caller is a signed-in user. */
const OF_SESSION = /^\(\s{0,20}_?req(?:uest)?\s?:\s?Auth(?:ed|enticated|orized)?Request\b/;

const isNamed = (name: string, owner: string): boolean =>
  HANDLES.test(name) ||
  (([RECEIVER, CALLED_BACK, CALLED_BY_GET].some((names) => names.test(name)) ||
    (RECEIVER.test(owner) && TAKES_IN.test(name))) &&
    !ABOUT.test(name) &&
    !BEFORE.test(name));

/** `handleUninstall`, which reads `x-acme-signature` and the body: an event sent by the party that signs it. */
const takesSigned = (program: Program, name: string, fn: SyntaxNode): boolean =>
  !ABOUT.test(name) &&
  !BEFORE.test(name) &&
  SIGNED.test(program.text) &&
  SIGNED.test(textOf(program, fn)) &&
  /\.(?:body|rawBody)\b/.test(textOf(program, fn)) &&
  !/\bnext\(\s?\)/.test(textOf(program, fn));

const SIGNED = /['"]x-[\w-]{1,40}-(?:signature|hmac)[\w-]{0,12}['"]/i;

/** `handleSubscriptionWebhook` handles a webhook about subscriptions; `ABOUT` would reject the name. */
const HANDLES = /^(?:handle|process|receive|on)[A-Z]\w{0,40}Webhook$/;

const OF_ADONIS = /HttpContext|@ioc:Adonis\/|@adonisjs\//;

/** Whether a method is an action of an AdonisJS controller: `async paystack({ request, response }: HttpContext)`. */
function isAdonis(program: Program, name: string, fn: SyntaxNode, owner: string): boolean {
  if (!OF_ADONIS.test(program.text) || ABOUT.test(name)) return false;
  if (!RECEIVER.test(name) && !RECEIVER.test(owner)) return false;
  const [first = ''] = parametersOf(program, fn);
  return /^\{[^}]{0,80}\brequest\b/.test(first) || /^(?:ctx|context)$/.test(first);
}

const parametersOf = (program: Program, fn: SyntaxNode): string[] =>
  (child(fn, 'parameters')?.children ?? [child(fn, 'parameter')].filter((node) => node !== null))
    .filter((node) => node.type !== 'comment')
    .map((node) => textOf(program, child(node, 'pattern') ?? node));

const controller = (program: Program, name: string, fn: SyntaxNode): Handler =>
  makeHandler({
    framework: routerFrameworkOf(program),
    at: fn,
    handler: fn,
    name,
    kind: 'controller',
    ...(asksQuery(program, name, fn) ? { method: 'GET', inQuery: true as const } : {}),
  });

/** `exports.vnpayIpn = (req, res) =>`, which reads only the query. */
const asksQuery = (program: Program, name: string, fn: SyntaxNode): boolean =>
  CALLED_BY_GET.test(name) && /\bquery\b/.test(textOf(program, fn)) && !/\bbody\b/i.test(textOf(program, fn));
