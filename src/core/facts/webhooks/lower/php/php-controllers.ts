import { child, outermostOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import type { ClassParts, Method } from '../curly/lower-classes.ts';
import { expression } from '../curly/visit.ts';
import type { LoweredRoute } from '../lowering.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { isParser, placedRoute } from './placed-routes.ts';

const HOOK = /web_?hook|(?:^|[_/])ipn|IPN|Ipn/i;

const CRUD =
  /^(?:index|show|create|store|edit|update|destroy|delete|list|retry|__\w+|is[A-Z]\w*|teste|prueba|(?:register|subscribe|test|get|set|send|dispatch|simulate|simular|mock|validate|verify|check|calculate|compute)(?:[A-Z_]\w*)?)$/;

/**
 * Methods that receive webhooks beside actions that manage something: `webhook`, `handleStripeWebhook`, `rideWebhook`;
 * not `createWebhook`.
 */
const TAKES =
  /^(?!create|store|save|add|update|edit|delete|remove|destroy|list|show|register|toggle|enable|disable|new|replay|resend|manage|simulate|simular|test)\w*web_?hook$/i;

/** Methods that manage the webhooks which the application sends: `update_webhook`, `deleteWebhooks`. */
const LOOKS_AFTER =
  /^(?:create|store|save|add|update|edit|delete|remove|destroy|list|toggle|enable|disable)_?web_?hooks?$/i;

const TAKES_REQUEST =
  /\brequest\(\)|php:\/\/input|\$_(?:POST|REQUEST)|\$this->(?:_?request|input|getRequest\(\))->|\$this->getRequest\(\)|Yii::\$app->request|[fF]romGlobals\(\)/;

/** A browser returns from a sign-in, with a code and the state that it was sent away with. */
const SIGN_IN = /['"]code['"]\)[\s\S]{0,600}['"]state['"]|['"]state['"]\)[\s\S]{0,600}['"]code['"]|Socialite::driver/;

const MAX_MIDDLEWARE = 12;

/**
 * The middleware that the constructor registers for an action; `$this->middleware('signed')->only('take')` covers that
 * action alone.
 */
function madeBefore(php: Curly, made: Method, { name, action }: { name: string; action: string }): MadeBefore {
  const none = { calls: '', closures: [] };
  if (!/->middleware\(/.test(made.source)) return none;
  const statements = (child(made.node, 'body')?.children ?? [])
    .filter((each) => sourceOf(php.text, each).includes('->middleware('))
    .slice(0, MAX_MIDDLEWARE);
  if (statements.some((each) => each.type !== 'expression_statement'))
    return { ...none, calls: `${name}.__construct(request); ` };
  const closureOf = (each: SyntaxNode): SyntaxNode | undefined => outermostOfType(each, CLOSURES)[0];
  // `$request->only('id')` inside a closure does not select actions.
  const written = (each: SyntaxNode): string =>
    sourceOf(php.text, each).replace(sourceOf(php.text, closureOf(each) ?? null), () => '');
  const covering = statements.filter((each) => covers(written(each), action));
  return {
    calls: covering
      .filter((each) => closureOf(each) === undefined)
      .map((each) => `${expression(php, each.children[0] ?? null)}; `)
      .join(''),
    closures: covering.flatMap((each) => closureOf(each) ?? []).map((each) => expression(php, each)),
  };
}

/**
 * What runs before an action: calls that reject by throwing, and closures that receive the request and the next
 * handler.
 */
type MadeBefore = { calls: string; closures: readonly string[] };

const CLOSURES = new Set(['anonymous_function', 'anonymous_function_creation_expression', 'arrow_function']);

/** Whether middleware covers an action: `->only('take', 'back')`, `->except(['index'])`, `['only' => ['take']]`. */
function covers(written: string, action: string): boolean {
  const [, word, list = ''] = /\b(only|except)\b['"]?\s*(?:\(|=>)\s*\[?([^)\]]*)/.exec(written) ?? [];
  const isListed = [...list.matchAll(/['"](\w+)['"]/g)].some(([, each]) => each === action);
  return word === undefined || (word === 'only') === isListed;
}

/** The guards of a method: middleware that the constructor registers, and a form request that authorises itself. */
function guardsOf(php: Curly, { methods, name }: ClassParts, method: Method): MadeBefore {
  const made = methods.find((each) => each.name === '__construct');
  const { calls, closures } = made ? madeBefore(php, made, { name, action: method.name }) : { calls: '', closures: [] };
  const own = parametersOf(php, method).find(
    (type) =>
      /Request$/.test(type) && !/^(?:Request|ServerRequest|RequestInterface|ServerRequestInterface)$/.test(type),
  );
  const asked = own ? `if (!${identifier(own)}.authorize(request)) throw 'forbidden'; ` : '';
  return { calls: `${calls}${asked}`, closures };
}

const parametersOf = (php: Curly, method: Method): string[] =>
  (child(method.node, 'parameters')?.children ?? []).map(
    (each) => sourceOf(php.text, child(each, 'type')).split('\\').at(-1) ?? '',
  );

/** Writes the routes of a class whose methods a framework calls. */
export function controllerRoutes(php: Curly, parts: ClassParts): void {
  if (/\/(?:Admin|Adminhtml|Settings|Dashboard)\//i.test(php.path) || /^Admin[A-Z]/.test(parts.name)) return;
  const head = sourceOf(php.text, parts.node).slice(0, 600);
  const prefix = ROUTE.exec(head.split(/\bclass\b/)[0] ?? '')?.[1] ?? '';
  const names = parts.methods.map((each) => each.name);
  const manages =
    names.filter((each) => /^(?:index|show|edit|update|destroy|new|delete)(?:Action)?$/.test(each)).length > 1;
  const isController =
    /Controller\b/.test(parts.name) ||
    /extends\s+\w*(?:Controller(?:Base)?|Action)\b/.test(head) ||
    names.includes('__invoke');
  // A Magento class is a single action; the framework calls none of its other methods.
  const isAction = placedRoute({ path: php.path, head, name: ONLY })?.framework === 'magento';
  const accesses = parts.methods.filter(isAccess);
  for (const method of parts.methods) {
    if (accesses.includes(method) || !isCalled(method, head) || (isAction && method.name !== ONLY)) continue;
    if (SIGN_IN.test(method.source)) continue;
    const attributes = attributesOf(php, method);
    if (/IsGranted|Security\(/i.test(attributes)) continue;
    const written = ROUTE.exec(attributes)?.[1];
    const onlyReads = /methods\s*:/.test(attributes) && !/POST/.test(attributes);
    const placed = written === undefined ? placedRoute({ path: php.path, head, name: method.name }) : null;
    if (written === undefined ? !(isController || placed) || !takesRequest(php, method, parts.methods) : onlyReads)
      continue;
    const route = written === undefined ? (placed?.route ?? null) : `${prefix}${written}`;
    if (comesBack(route ?? '', method)) continue;
    const kind = kindOf(php, parts, method, { manages, route });
    const { calls, closures } = guardsOf(php, parts, method);
    php.out.route(
      { ...kind, ...placed, ...placeOf(method) },
      [
        `(request) => { ${accessOf(parts, accesses, method)}${calls}return ${parts.name}.${propertyName(method.name)}(${method.given}); }`,
        ...closures,
      ].join(', '),
    );
  }
}

const ONLY = 'execute';

/**
 * Whether a method is an access check of a Drupal controller, which its routes run before its actions:
 * `_custom_access`.
 */
const isAccess = ({ name, source }: Method): boolean =>
  /^\w*[aA]ccess$/.test(name) && source.includes('AccessResult::');

/**
 * The access check before an action. A routing file assigns the checks, so they are matched by name: one that is named
 * after another action does not apply.
 */
function accessOf({ name }: ClassParts, accesses: readonly Method[], action: Method): string {
  const asked = [`${action.name}access`, `access${action.name}`, 'access', 'checkaccess'].map((each) =>
    each.toLowerCase(),
  );
  const access = asked.flatMap((word) => accesses.find((each) => each.name.toLowerCase() === word) ?? [])[0];
  return access ? `if (!${name}.${propertyName(access.name)}(${access.given})) throw 'forbidden'; ` : '';
}

/** Whether a framework calls a method: a public one, or `doParse` of a parser in Symfony's webhook component. */
function isCalled({ name, source }: Method, head: string): boolean {
  if (name === 'doParse' && isParser(head)) return true;
  const modifiers = source.slice(0, 400).split(/\bfunction\b/)[0] ?? '';
  return !/\b(?:private|protected|static|abstract)\b/.test(modifiers);
}

/** `#[Route('/webhook')]`, `@Route("/webhook")`. */
const ROUTE = /(?:#\[|@)(?:\w+\\)*(?:Route|Post)\(\s*(?:path\s*[:=]\s*)?['"]([^'"]*)['"]/;

/** The attributes of a method, or the doc comment from which old versions of Symfony read annotations. */
function attributesOf({ text }: Curly, { node }: Method): string {
  const list = node.children.find((each) => each.type === 'attribute_list');
  if (list) return sourceOf(text, list);
  const before = text.slice(Math.max(0, node.start - 600), node.start);
  return /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(before)?.[0] ?? '';
}

/** Whether a method receives the request, reads it itself, or calls a method of the class that does. */
const takesRequest = (php: Curly, method: Method, methods: readonly Method[]): boolean =>
  parametersOf(php, method).some((each) => /Request(?:Interface)?$/.test(each)) ||
  TAKES_REQUEST.test(method.source) ||
  [...method.source.slice(0, 4000).matchAll(/\$this->(\w{1,60})\(/g)].some(([, called]) =>
    methods.some(({ name, source }) => name === called && TAKES_REQUEST.test(source)),
  );

/** Whether a browser calls the method, as at `/payment/callback`, and is shown a page or redirected to one. */
const comesBack = (route: string, { name, source }: Method): boolean =>
  LISTED.test(name)
    ? PAGE.test(source)
    : (!HOOK.test(`${route} ${name}`) && SHOWS.test(source)) || (!HOOK.test(name) && isForm(source));

/** Whether a method shows a form and redirects the browser that submits it. */
const isForm = (source: string): boolean => source.includes('->load->view(') && /\bredirect\(/.test(source);

/** Methods that show users what was received: `webhooks()`, `webhookLogs()`. */
const LISTED = /^(?:web_?hooks|\w*(?:logs?|history))$/i;
const PAGE = /\breturn\s+(?:view|Inertia::render)\(|->paginate\(/;

const SHOWS =
  /\$this->(?:render|redirectToRoute|addFlash|_redirect)\(|->response->(?:redirect|setOutput)\(|\bTools::redirect|[rR]edirectFactory|resultRedirect|\breturn\s+(?:redirect|view|back|to_route|Inertia::render)\(/;

type Kind = Pick<LoweredRoute, 'framework' | 'route' | 'method' | 'kind' | 'unrouted'>;

/**
 * What the class shows about a method: it is a webhook by its name or route, or a route of another file may lead to it.
 */
function kindOf(
  { path }: Curly,
  { name: owner }: ClassParts,
  { name }: Method,
  { manages, route }: { manages: boolean; route: string | null },
): Kind {
  const method = 'POST';
  if (route !== null) return { framework: 'symfony', route, method, kind: 'route' };
  const inFolder = IN_FOLDER.test(path) && CALLED.test(name);
  const hooks = HOOK.test(owner) || HOOK.test(name) || inFolder;
  const takesHooks = HOOK.test(owner) && /^(?:__invoke|index)$/.test(name);
  const isPlain =
    (manages && !TAKES.test(name)) ||
    LOOKS_AFTER.test(name) ||
    SHOWN.test(owner) ||
    (CRUD.test(name) && (manages || !(takesHooks || inFolder)));
  return {
    framework: 'laravel',
    route,
    method,
    kind: hooks && !isPlain ? 'controller' : 'route',
    unrouted: isPlain ? 'plain' : 'named',
  };
}

/** Classes with one page each for managing webhooks: `AcmeWebhookEditController`. */
const SHOWN = /[wW]eb_?[hH]ooks?(?:Create|Delete|Disable|Edit|Key|List|Log|Search|Settings|Test|View)s?Controller$/;

/** Methods that handle a request, in a folder of webhook receivers: `Webhooks/StripeController.php`. */
const IN_FOLDER = /(?:^|\/)web_?hooks?\//i;
const CALLED = /^(?:__invoke|(?:handle|receive|process)\w{0,40})$/;

const placeOf = ({ name, node: { line, endLine } }: Method): Pick<LoweredRoute, 'name' | 'line' | 'endLine'> => ({
  name,
  line,
  endLine,
});
