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
  /^(?:index|show|create|store|edit|update|destroy|delete|list|register|subscribe|retry|__\w+|is[A-Z]\w*|teste|prueba|(?:test|get|set|send|dispatch|simulate|simular|mock|validate|verify|check|calculate|compute)(?:[A-Z_]\w*)?)$/;

/** `webhook`, `handleStripeWebhook`, `rideWebhook` beside actions that manage something else; no `createWebhook`. */
const TAKES =
  /^(?!create|store|save|add|update|edit|delete|remove|destroy|list|show|register|toggle|enable|disable|new|replay|resend|manage|simulate|simular|test)\w*web_?hook$/i;

/** `update_webhook`, `deleteWebhooks`: the settings of webhooks that are sent. */
const LOOKS_AFTER =
  /^(?:create|store|save|add|update|edit|delete|remove|destroy|list|toggle|enable|disable)_?web_?hooks?$/i;

const TAKES_REQUEST =
  /\brequest\(\)|php:\/\/input|\$_(?:POST|REQUEST)|\$this->(?:_?request|input|getRequest\(\))->|\$this->getRequest\(\)|Yii::\$app->request|[fF]romGlobals\(\)/;

/** A browser comes back from a sign-in, with a code and what it was sent away with. */
const SIGN_IN = /['"]code['"]\)[\s\S]{0,600}['"]state['"]|['"]state['"]\)[\s\S]{0,600}['"]code['"]|Socialite::driver/;

const MAX_MIDDLEWARE = 12;

/** What the constructor puts in front of an action: `$this->middleware('signed')->only('take')` in front of that one alone. */
function madeBefore(php: Curly, made: Method, { name, action }: { name: string; action: string }): MadeBefore {
  const none = { calls: '', closures: [] };
  if (!/->middleware\(/.test(made.source)) return none;
  const statements = (child(made.node, 'body')?.children ?? [])
    .filter((each) => sourceOf(php.text, each).includes('->middleware('))
    .slice(0, MAX_MIDDLEWARE);
  if (statements.some((each) => each.type !== 'expression_statement'))
    return { ...none, calls: `${name}.__construct(request); ` };
  const closureOf = (each: SyntaxNode): SyntaxNode | undefined => outermostOfType(each, CLOSURES)[0];
  // What is said within a closure, `$request->only('id')`, is not said of actions.
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

/** What stands before an action: calls that refuse by throwing, and functions that are handed the request and what comes next. */
type MadeBefore = { calls: string; closures: readonly string[] };

const CLOSURES = new Set(['anonymous_function', 'anonymous_function_creation_expression', 'arrow_function']);

/** `->only('take', 'back')`, `->except(['index'])`, `['only' => ['take']]`. */
function covers(written: string, action: string): boolean {
  const [, word, list = ''] = /\b(only|except)\b['"]?\s*(?:\(|=>)\s*\[?([^)\]]*)/.exec(written) ?? [];
  const isListed = [...list.matchAll(/['"](\w+)['"]/g)].some(([, each]) => each === action);
  return word === undefined || (word === 'only') === isListed;
}

/** Middleware that the constructor or the class's attributes put in front, and requests that authorise themselves. */
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
  // A class of Magento is one action: nobody else calls its other methods.
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

/** `access` of a controller of Drupal, which its routes ask before its actions: `_custom_access`. */
const isAccess = ({ name, source }: Method): boolean =>
  /^\w*[aA]ccess$/.test(name) && source.includes('AccessResult::');

/** Which of them is asked before which action a file of settings says: one that is named for another action is not. */
function accessOf({ name }: ClassParts, accesses: readonly Method[], action: Method): string {
  const asked = [`${action.name}access`, `access${action.name}`, 'access', 'checkaccess'].map((each) =>
    each.toLowerCase(),
  );
  const access = asked.flatMap((word) => accesses.find((each) => each.name.toLowerCase() === word) ?? [])[0];
  return access ? `if (!${name}.${propertyName(access.name)}(${access.given})) throw 'forbidden'; ` : '';
}

/** Frameworks call public methods, and Symfony's webhook component `doParse` of a parser. */
function isCalled({ name, source }: Method, head: string): boolean {
  if (name === 'doParse' && isParser(head)) return true;
  const modifiers = source.slice(0, 400).split(/\bfunction\b/)[0] ?? '';
  return !/\b(?:private|protected|static|abstract)\b/.test(modifiers);
}

/** `#[Route('/webhook')]`, `@Route("/webhook")`. */
const ROUTE = /(?:#\[|@)(?:\w+\\)*(?:Route|Post)\(\s*(?:path\s*[:=]\s*)?['"]([^'"]*)['"]/;

/** The attributes of a method, or the comment that old versions of Symfony read. */
function attributesOf({ text }: Curly, { node }: Method): string {
  const list = node.children.find((each) => each.type === 'attribute_list');
  if (list) return sourceOf(text, list);
  const before = text.slice(Math.max(0, node.start - 600), node.start);
  return /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(before)?.[0] ?? '';
}

/** It is handed the request, reads it where it stands, or leaves that to another method of the class. */
const takesRequest = (php: Curly, method: Method, methods: readonly Method[]): boolean =>
  parametersOf(php, method).some((each) => /Request(?:Interface)?$/.test(each)) ||
  TAKES_REQUEST.test(method.source) ||
  [...method.source.slice(0, 4000).matchAll(/\$this->(\w{1,60})\(/g)].some(([, called]) =>
    methods.some(({ name, source }) => name === called && TAKES_REQUEST.test(source)),
  );

/** A browser comes to `/payment/callback` and is shown a page, or sent to one. */
const comesBack = (route: string, { name, source }: Method): boolean =>
  LISTED.test(name)
    ? PAGE.test(source)
    : (!HOOK.test(`${route} ${name}`) && SHOWS.test(source)) || (!HOOK.test(name) && isForm(source));

/** A form, and where its sender is sent to. */
const isForm = (source: string): boolean => source.includes('->load->view(') && /\bredirect\(/.test(source);

/** `webhooks()`, `webhookLogs()`: what came in, for people to look at. */
const LISTED = /^(?:web_?hooks|\w*(?:logs?|history))$/i;
const PAGE = /\breturn\s+(?:view|Inertia::render)\(|->paginate\(/;

const SHOWS =
  /\$this->(?:render|redirectToRoute|addFlash|_redirect)\(|->response->(?:redirect|setOutput)\(|\bTools::redirect|[rR]edirectFactory|resultRedirect|\breturn\s+(?:redirect|view|back|to_route|Inertia::render)\(/;

type Kind = Pick<LoweredRoute, 'framework' | 'route' | 'method' | 'kind' | 'unrouted'>;

/** What the class tells of a method: a webhook by its name or route, or one to which a route of another file may lead. */
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
    (CRUD.test(name) && (manages || !(takesHooks || inFolder)));
  return {
    framework: 'laravel',
    route,
    method,
    kind: hooks && !isPlain ? 'controller' : 'route',
    unrouted: isPlain ? 'plain' : 'named',
  };
}

/** `Webhooks/StripeController.php`: what takes, in a folder of receivers. */
const IN_FOLDER = /(?:^|\/)web_?hooks?\//i;
const CALLED = /^(?:__invoke|(?:handle|receive|process)\w{0,40})$/;

const placeOf = ({ name, node: { line, endLine } }: Method): Pick<LoweredRoute, 'name' | 'line' | 'endLine'> => ({
  name,
  line,
  endLine,
});
