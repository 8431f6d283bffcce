import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { identifier, lowerFirst, propertyName, sourceOf } from '../spelling.ts';
import { parametersOf } from './go-functions.ts';
import { receiverOf } from './service-types.ts';

/** Names of functions that receive webhooks. */
export const HOOK = /web_?hook|ipn\b/i;
/** Names of functions that handlers call. */
const HELPER =
  /^(?:new|with|get|is|parse|read|valid|verif|check(?!out)|decode|load|write|render|log|extract|bind|ensure|build|make|restore)/i;
/** Names of functions that manage webhooks instead of receiving them. */
const MANAGES =
  /(?:Create|List|Delete|Update|Get|Test|Retry|Register|Subscribe|Send|Redeliver|Add|Edit|Remove|Replay|Rotate|Regenerate|Toggle|Settings|Config|Form|New|Link|Unlink|Attach|Detach|Assign|Sync|Enable|Disable|Save|Store|Search|Show|View|Count|Export|Import|Trigger|Simulate|Setup|Set|Install|Uninstall|Check(?!out)|Refresh)\w*(?:Hook|Webhook)|(?:Hook|Webhook)s?(?:Create|List|Delete|Update|Get|Test|New|Edit|Post|Redeliver|Settings|Form|Config|s$)/i;

/** Actions that the application's own pages call, in a webhook file: `startVerification`, `createMerchant`. */
const ASKED =
  /^(?:start|stop|begin|init(?:iate)?|cancel|request|submit|generate|upload|download|send(?!Grid)|resend|refund|rotate|set|log[iI]n|log_?[oO]ut|sign_?(?:[uU]p|[iI]n|[oO]ut)|register|unregister|subscribe|unsubscribe|test|retry|replay|redeliver|trigger|simulate|create|list|delete|update|get|edit|remove|show|patch|search|toggle|enable|disable|export|import)(?=[A-Z_]|$)/;
/** Prefixes of such actions where staff performs them: `ManualUpdateStatus`, `adminRefund`. */
const BY_STAFF = /^(?:[aA]dmin|[mM]anual(?:ly)?|[bB]ulk|[bB]atch|[fF]orce|[dD]ebug)(?:_|(?=[A-Z]))/;

/** Names of handlers that report on the service itself. */
const WATCHES = /^(?:health\w{0,8}|metrics|stats|ready|readiness|live|liveness|version)$/i;

/** Names of functions that manage a collection. */
export const CRUD = /^(?:Create|List|Delete|Update|Get|Edit|Remove|Index|Show|Patch|Put|Search|Toggle|Enable|Disable)$/;

/** Whether the name of a function says that pages of the application itself call it. */
export const isAskedFor = (name: string): boolean =>
  MANAGES.test(name) || WATCHES.test(name) || (!HOOK.test(name) && ASKED.test(lowerFirst(name.replace(BY_STAFF, ''))));

/**
 * The names of the functions that routes of the file lead to, of those to which its handlers pass the request, and of
 * all that it calls.
 */
export type NamesOfFile = {
  registered: ReadonlySet<string>;
  handed: ReadonlySet<string>;
  called: ReadonlySet<string>;
};

/**
 * Writes the route of a function that has the signature of a handler, or that makes a handler, and that another file
 * registers.
 */
export function signatureRoute(go: Curly, node: SyntaxNode, { registered, handed, called }: NamesOfFile): void {
  const { text } = go;
  const name = sourceOf(text, child(node, 'name'));
  const parameters = sourceOf(text, child(node, 'parameters'));
  const makes = makesHandler(go, node, name, parameters);
  const isHooks = makes && isOfHooks(go, name);
  const isHelper = HELPER.test(name) && !isHooks;
  // `http.Handle("/webhooks/acme", New(secret))` already leads to the method that serves.
  if (go.out.routes.some((route) => route.line === node.line && route.name === name)) return;
  if (registered.has(name) || isHelper || (!makes && !takesRequest(parameters))) return;
  // In a webhook file, a function that takes a request is a webhook; one that makes a handler need not be.
  const isOfOthers =
    (!makes && givesValue(parameters, sourceOf(text, child(node, 'result')))) ||
    handed.has(name) ||
    (called.has(name) && isHandedMore(go, node));
  const isPlain =
    isOfOthers || isAskedFor(name) || CRUD.test(name) || (makes && !isHooks && /web_?hook/i.test(go.path));
  const written =
    go.methods.has(name) && node.type === 'method_declaration'
      ? `this.${propertyName(lowerFirst(name))}`
      : identifier(lowerFirst(name));
  if (handsOn(sourceOf(text, node))) return;
  const owner = receiverOf(text, node);
  const hooks =
    (!isPlain && HOOK.test(name)) ||
    (!isPlain &&
      /web_?hook/i.test(`${go.path} ${owner ?? ''}`) &&
      /^(?:Handle|handle|ServeHTTP|Receive|receive|Post|Process)/.test(name));
  go.out.route(
    {
      framework: 'net/http',
      route: null,
      method: 'POST',
      name,
      ...(owner === null ? {} : { owner }),
      line: node.line,
      endLine: node.endLine,
      kind: hooks ? 'controller' : 'route',
      ...(hooks ? {} : { unrouted: isPlain ? ('plain' as const) : ('named' as const) }),
    },
    makes ? `${written}()` : written,
  );
}

/**
 * Whether parameters are those of a handler, not of middleware or a client: `(w http.ResponseWriter, r *http.Request)`,
 * the context of a framework, or a Lambda event.
 */
const takesRequest = (parameters: string): boolean =>
  (/\*http\.Request/.test(parameters)
    ? /ResponseWriter/.test(parameters)
    : FRAMEWORK.test(parameters) || LAMBDA.test(parameters)) &&
  !/\bnext\b|http\.Handler\b|\b[cC]lient\b/.test(parameters);

/**
 * Whether a function is a helper that returns a value to a handler: `func (h *Handler) allowed(c *gin.Context) bool`.
 * Handlers of a framework return nothing or an error; some projects wrap net/http functions that return their response.
 */
const givesValue = (parameters: string, result: string): boolean =>
  /\bbool\b|\bstring\b|\[\]byte\b/.test(result)
    ? !LAMBDA.test(parameters)
    : /,/.test(result) && FRAMEWORK.test(parameters) && !/^\(\s*(?:int|any|interface\{\})\s*,/.test(result);

const FRAMEWORK = /gin\.Context|echo\.Context|fiber\.Ctx|fasthttp\.RequestCtx|fastglue\.Request/;
const LAMBDA = /\bevents\.(?:APIGateway\w{0,30}|LambdaFunctionURL|ALBTargetGroup)Request\b/;

/**
 * Whether a function has a parameter that no router passes:
 * `func (h *Hooks) handlePaid(w http.ResponseWriter, r *http.Request, event stripe.Event)`.
 */
const isHandedMore = (go: Curly, node: SyntaxNode): boolean =>
  parametersOf(go, node).some(({ type }) => !OF_HANDLERS.test(sourceOf(go.text, type)));

/** Types that a framework passes to a handler. */
const OF_HANDLERS = /ResponseWriter|Request|Context|Ctx|Params/;

/** Whether a function is middleware: `c.Next()` of gin and fiber, `return next(c)` of echo. */
const handsOn = (source: string): boolean => /\b(?:c|ctx)\.Next\(|\breturn next\(/.test(source);

/** Whether a function makes a webhook handler, by its name or that of its file. */
const isOfHooks = (go: Curly, name: string): boolean =>
  HOOK.test(name) || (/web_?hook/i.test(go.path) && /^(?:New)?(?:[A-Z]\w*)?Handler$|^Handle/.test(name));

/**
 * Whether a function makes a handler: `func stripeWebhookHandler(db *DB) http.HandlerFunc`,
 * `func HandleEvents(db *DB) gin.HandlerFunc`.
 */
const makesHandler = (go: Curly, node: SyntaxNode, name: string, parameters: string): boolean =>
  !/middleware|verif/i.test(name) &&
  /^(?:http\.HandlerFunc|http\.Handler|gin\.HandlerFunc|echo\.HandlerFunc|fiber\.Handler)$/.test(
    sourceOf(go.text, child(node, 'result')),
  ) &&
  !/\bnext\b|\bhttp\.Handler/.test(parameters);
