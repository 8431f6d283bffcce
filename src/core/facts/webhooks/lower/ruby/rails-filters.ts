import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { propertyName, sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import { parentsOf } from './class-parents.ts';
import type { Parents } from './class-parents.ts';
import { emptiedMethods } from './emptied-methods.ts';
import { lowerConstant } from './lower-constant.ts';
import type { Ruby } from './ruby.ts';
import { expression } from './visit.ts';

/** The parameter of `__filters` that holds the name of the action. */
export const ACTION = '__action';

export type Filter = { name: string; call: string; only: readonly string[] | null; except: readonly string[] };

const BEFORE = /^(?:(?:prepend_|append_)?before_(?:action|filter)|before)$/;

/**
 * The methods of a file that run before actions, registered by name or called in a registered block. A response
 * rendered in one ends the request.
 */
export function filterNames(text: string, root: SyntaxNode, methods: ReadonlySet<string>): Set<string> {
  const before = nodesOfType(root, CALLS).filter(
    (node) => !child(node, 'receiver') && BEFORE.test(sourceOf(text, child(node, 'method'))),
  );
  return new Set(
    before.flatMap((node) => {
      const args = argumentsOf(node);
      const named = args.filter((each) => each.type === 'simple_symbol').map((each) => sourceOf(text, each).slice(1));
      const blocks = [child(node, 'block'), ...args].filter((each) => each !== null && BLOCKS.has(each.type));
      const called = blocks
        .flatMap((block) => nodesOfType(block!, NAMES))
        .map((each) => sourceOf(text, each))
        .filter((name) => methods.has(name));
      return [...named, ...called];
    }),
  );
}

const CALLS = new Set(['call']);
const BLOCKS = new Set(['block', 'do_block', 'lambda']);
const NAMES = new Set(['identifier']);

/**
 * Reads the filters that a controller's body runs before its actions, in order, and the inherited filters that it
 * skips. `skipped` maps the name of a filter to the actions that skip it; null means all actions.
 */
export function readFilters(
  ruby: Ruby,
  body: readonly SyntaxNode[],
): { filters: Filter[]; skipped: Map<string, readonly string[] | null> } {
  const filters: Filter[] = [];
  const skipped = new Map<string, readonly string[] | null>();
  for (const node of body) {
    if (node.type === 'if' || node.type === 'unless') filters.push(...conditionalFilters(ruby, node));
    if (node.type !== 'call' || child(node, 'receiver')) continue;
    const verb = sourceOf(ruby.text, child(node, 'method'));
    if (/^(?:included|class_methods)$/.test(verb)) {
      filters.push(...readFilters(ruby, child(child(node, 'block'), 'body')?.children ?? []).filters);
    }
    const verifier = VERIFIERS.get(verb);
    if (verifier !== undefined) filters.push(verifiedBy(ruby, verifier, argumentsOf(node)));
    const forged = againstForgery(ruby, verb, argumentsOf(node));
    if (forged !== null) filters.push(forged);
    const args = argumentsOf(node);
    if (!BEFORE.test(verb) && (!/^skip_before_(?:action|filter)$/.test(verb) || isForTests(ruby, args))) continue;
    const names = args
      .filter((each) => /^(?:simple_symbol|string)$/.test(each.type))
      .map((each) => sourceOf(ruby.text, each).replace(/^[:'"]|['"]$/g, ''));
    const only = option(ruby, args, 'only');
    for (const name of names) {
      if (verb.startsWith('skip')) skipped.set(name, only);
      else
        filters.push({
          name,
          call: guarded(ruby, args, callOf(ruby, name)),
          only,
          except: option(ruby, args, 'except') ?? [],
        });
    }
    const block = child(node, 'block') ?? args.find((each) => each.type === 'lambda');
    if (block && !verb.startsWith('skip'))
      filters.push({
        name: '',
        call: guarded(ruby, args, `(${refusing(ruby, block)})();`),
        only,
        except: option(ruby, args, 'except') ?? [],
      });
  }
  return { filters, skipped };
}

/** Whether a filter is skipped in tests only: `skip_before_action :verify_signature, if: -> { Rails.env.test? }`. */
const isForTests = ({ text }: Ruby, args: readonly SyntaxNode[]): boolean =>
  args.some(
    (each) =>
      each.type === 'pair' &&
      sourceOf(text, child(each, 'key')) === 'if' &&
      /^(?:->\s?\{\s?)?Rails\.env\.test\?(?:\s?\})?$/.test(sourceOf(text, child(each, 'value'))),
  );

/** Lowers the block of a filter; a response rendered in it ends the request. */
function refusing(ruby: Ruby, block: SyntaxNode): string {
  ruby.answersReject = true;
  const written = expression(ruby, block);
  ruby.answersReject = false;
  return written;
}

/** Class methods of Rails and gems that reject unverified requests, with the header that they check. */
const VERIFIERS: ReadonlyMap<string, string> = new Map([
  ['http_basic_authenticate_with', 'authorization'],
  // https://github.com/evendis/mandrill-rails
  ['authenticate_with_mandrill_keys!', 'x-mandrill-signature'],
]);

const verifiedBy = (ruby: Ruby, asked: string, args: readonly SyntaxNode[]): Filter => ({
  name: '',
  call: `jwtVerify(request.headers["${asked}"]);`,
  only: option(ruby, args, 'only'),
  except: option(ruby, args, 'except') ?? [],
});

/**
 * `skip_before_action :verify_authenticity_token, if: :genuine?`, `protect_from_forgery unless: :genuine?`: requests
 * that fail the condition are rejected, since they lack the CSRF token of the site's own forms. Null for other calls.
 */
function againstForgery(ruby: Ruby, verb: string, args: readonly SyntaxNode[]): Filter | null {
  const condition = conditionOf(ruby, args);
  const skips = /^skip_before_(?:action|filter)$/.test(verb);
  const isAsked = skips
    ? args.some((each) => sourceOf(ruby.text, each) === ':verify_authenticity_token')
    : verb === 'protect_from_forgery';
  if (!isAsked || condition === null) return null;
  const refused = skips ? `!(${condition})` : condition;
  const { only, except } = { only: option(ruby, args, 'only'), except: option(ruby, args, 'except') ?? [] };
  return { name: '', call: `if (${refused}) { throw 'forged'; }`, only, except };
}

/** The filters inside a condition: `if SECRET.present?`, with a `before_action` in either branch. */
function conditionalFilters(ruby: Ruby, node: SyntaxNode): Filter[] {
  const condition = expression(ruby, child(node, 'condition'));
  const [yes, no] = node.type === 'if' ? [condition, `!(${condition})`] : [`!(${condition})`, condition];
  const inside = (field: string, when: string): Filter[] =>
    readFilters(ruby, child(node, field)?.children ?? []).filters.map((each) => ({
      ...each,
      call: `if (${when}) { ${each.call} }`,
    }));
  return [...inside('consequence', yes!), ...inside('alternative', no!)];
}

const callOf = (ruby: Ruby, name: string): string =>
  ruby.methods.has(name)
    ? `this.${propertyName(name)}(request);`
    : ruby.mixin
      ? `${ruby.mixin}.${propertyName(name)}(request);`
      : `${propertyName(name)}(request);`;

function guarded(ruby: Ruby, args: readonly SyntaxNode[], call: string): string {
  const condition = conditionOf(ruby, args);
  return condition === null ? call : `if (${condition}) { ${call} }`;
}

/** The condition in the `if:` or `unless:` of a filter; null where it has neither. */
function conditionOf(ruby: Ruby, args: readonly SyntaxNode[]): string | null {
  for (const each of args) {
    const key = each.type === 'pair' ? sourceOf(ruby.text, child(each, 'key')) : '';
    if (key !== 'if' && key !== 'unless') continue;
    const held = child(each, 'value');
    const condition =
      held?.type === 'simple_symbol'
        ? `this.${propertyName(sourceOf(ruby.text, held))}()`
        : held
          ? `(${expression(ruby, held)})()`
          : 'true';
    return key === 'if' ? condition : `!(${condition})`;
  }
  return null;
}

function option(ruby: Ruby, args: readonly SyntaxNode[], name: string): string[] | null {
  const pair = args.find((each) => each.type === 'pair' && sourceOf(ruby.text, child(each, 'key')) === name);
  if (!pair) return null;
  return [...sourceOf(ruby.text, child(pair, 'value')).matchAll(/\w+[!?]?/g)].map((match) => match[0]);
}

/**
 * The filter calls before the actions of a controller, or of whatever includes a concern. The filters of an
 * application's base controller mostly concern its users, so only those count that verify with a method in the same
 * file.
 */
export function filtersOf(ruby: Ruby, node: SyntaxNode): string[] {
  const body = child(node, 'body')?.children ?? [];
  const ofAll = isOfAll(ruby, node);
  const counts = ({ name }: Filter): boolean =>
    ofAll ? !OF_USERS.test(name) && verifies(ruby, name) : !isAside(ruby, name);
  const { filters, skipped } = readFilters(ruby, body);
  return [
    ...inheritedFilters(ruby, node, { skipped, action: null }),
    ...filters.filter(counts).map((each) => forActions(ruby, each)),
  ];
}

/**
 * The call of a filter, limited to the actions in its `only:` and `except:`. An `only:` that names an action of this
 * file is ignored: that action calls the methods that subclasses define per event.
 */
function forActions({ methods }: Ruby, { only, except, call }: Filter): string {
  const isOwn = only?.some((each) => methods.has(each)) === true;
  const asked = only === null || isOwn ? call : `if (${isOneOf(only)}) { ${call} }`;
  return except.length > 0 ? unlessOneOf(except, asked) : asked;
}

const isOneOf = (actions: readonly string[]): string =>
  actions.length === 0 ? 'false' : actions.map((each) => `${ACTION} === '${each}'`).join(' || ');

const unlessOneOf = (actions: readonly string[], call: string): string =>
  `if (${isOneOf(actions)}) { } else { ${call} }`;

/** The superclass of all controllers of an application. */
const OF_ALL = 'ApplicationController';
const isOfAll = ({ text }: Ruby, node: SyntaxNode): boolean => sourceOf(text, child(node, 'name')) === OF_ALL;

/** Modules of that class that authenticate the caller, as opposed to those for pages and users. */
const OF_PROOF = /verif|hook|sign(?!_?(?:in|up|out))|hmac/i;

/** Filters that require a signed-in user. */
export const OF_USERS =
  /^(?!\w*(?:hmac|signature|web_?hook))(?:authenticate_(?:user|admin|account|member|staff|customer|agent|api|request_with|scope|with_token)\w*!?|require_(?:login|user|admin|sign\w*|auth\w*|staff)\w*|authorize\w*!?|login_required|logged_in\w*|check_(?:admin|auth\w*|permission\w*)|ensure_(?:admin|logged\w*|user\w*)|doorkeeper_authorize!|require_no_authentication|check_authorization)$/;

export const isCsrf = (name: string): boolean =>
  /authenticity|csrf|^set_|^load_|^find_|locale|throttle|rate_limit|^log_/.test(name);

/**
 * Whether a filter does not authenticate the caller. `set_event` does where the file's own method verifies what it
 * sets.
 */
export const isAside = (ruby: Ruby, name: string): boolean => isCsrf(name) && !verifies(ruby, name);

/** Whether a method of the file handles signatures. */
function verifies({ text }: Ruby, name: string): boolean {
  const at = text.search(new RegExp(`\\bdef ${name.replace(/\W/g, '')}\\b`));
  return at !== -1 && VERIFIES.test(text.slice(at, at + 600));
}

const VERIFIES = /construct_event|verify|secure_compare|hexdigest|validate\(/;

/**
 * The filters that a class skips, and the action in question. Null for the actions of subclasses, which are known at
 * run time only.
 */
type Left = { skipped: ReadonlyMap<string, readonly string[] | null>; action: string | null };

/** Calls of the filters of the superclass and of included concerns, where the project may define them. */
export function inheritedFilters(ruby: Ruby, node: SyntaxNode, left: Left): string[] {
  if (!/Controller\b/.test(sourceOf(ruby.text, node).slice(0, 200))) return [];
  const { above, included } = parentsOf(ruby, node);
  const counts = isOfAll(ruby, node) ? included.filter((each) => OF_PROOF.test(each)) : included;
  const action = left.action === null ? ACTION : `'${left.action}'`;
  const callOn = (name: string): string => `${lowerConstant(ruby, name, node)}.__filters(request, ${action});`;
  const base = above && !OF_RAILS.test(above) ? leftOf(above, callOn(above), left) : [];
  const skipped = new Map([...left.skipped, ...emptiedMethods(ruby, node).map((name) => [name, null] as const)]);
  const further = { ...left, skipped };
  return [...base, ...counts.flatMap((each) => includedOf({ above, included }, each, callOn(each), further))];
}

/** Superclasses without filters. */
const OF_RAILS = /^ActionController::\w+$/;

/**
 * The call of an included module's filters. `skip_before_action :authenticate_acme_request!` beside
 * `include AcmeWebhooks` drops it: the remaining filters do not authenticate the caller.
 */
function includedOf({ above, included }: Parents, module: string, call: string, left: Left): string[] {
  const leaves = [...left.skipped].flatMap(([name, only]) => {
    if (!PROVES.test(name) || isCsrf(name) || OF_USERS.test(name)) return [];
    const named = included.some((each) => isNamedAfter(name, each));
    const isOfModules = above === null || OF_RAILS.test(above);
    return (named ? isNamedAfter(name, module) : isOfModules) ? [only] : [];
  });
  return without(leaves, call, left.action);
}

const PROVES =
  /verif|valid|authentic|hmac|sign(?!_?(?:in|up|out))|(?:check|compare|ensure|guard|match|protect|require)_(?:\w{1,30}_)?(?:hook|key|origin|request|secret|sender|source|token|web_?hook)(?![a-z])/;

/**
 * Whether a filter and a module share a word that names the sender: `authenticate_github_request!` and
 * `GithubWebhook::Processor`.
 */
const isNamedAfter = (filter: string, module: string): boolean =>
  filter
    .split(/[_!?]/)
    .some(
      (word) =>
        word.length > 3 && !/^(?:authenticat\w*|request|token)$/.test(word) && module.toLowerCase().includes(word),
    );

/**
 * The call of the superclass's filters. It is dropped where a webhook skips the filter that guards the rest of the API,
 * since the remaining ones do not verify webhooks.
 */
function leftOf(above: string, call: string, { skipped, action }: Left): string[] {
  const ofHooks = OF_HOOKS.test(above);
  const leaves = [...skipped].flatMap(([name, only]) =>
    !isCsrf(name) && (above === OF_ALL ? !OF_USERS.test(name) : OF_HOOKS.test(name) || !ofHooks) ? [only] : [],
  );
  return without(leaves, call, action);
}

/**
 * The call of inherited filters, unless it is skipped for `action` or for all actions (null). Where `action` is null,
 * the call is skipped at run time for the listed actions.
 */
function without(leaves: readonly (readonly string[] | null)[], call: string, action: string | null): string[] {
  if (leaves.some((only) => only === null || (action !== null && only.includes(action)))) return [];
  const actions = leaves.flatMap((only) => only ?? []);
  return action !== null || actions.length === 0 ? [call] : [unlessOneOf(actions, call)];
}

const OF_HOOKS = /hook|sign|hmac|event/i;
