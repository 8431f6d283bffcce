import type { Rule } from '../../rulebook/rule-schema.ts';
import type { Language } from '../../types.ts';
import { isBodyName } from './judge/state/names.ts';
import { compileEvents, NOTHING } from './compile-events.ts';
import type { EventKnowledge } from './compile-events.ts';
import { compileTelling, type Telling } from './telling-words.ts';
import { lowerFirst } from './lower/spelling.ts';

/** A verifying call: names at the end of a member path, in a module if the rule names one. */
export type CallPattern = {
  module: string | null;
  path: readonly string[];
  provider: string;
  /** How it refuses, if its name does not show it or is misleading. */
  refuses: Refusal | null;
  /** It returns a promise, which has to be awaited in either case. */
  isAsync?: true;
};

/** By its return value, or by throwing. */
export type Refusal = 'boolean' | 'throws';

/** What the rulebook knows about webhooks, compiled for look-up by word, header, env name, package and call. */
export type WebhookKnowledge = {
  /** Lower-case words without separators (`lemonsqueezy`) -> provider. */
  words: ReadonlyMap<string, string>;
  /** Signature headers -> providers; several share `webhook-signature`. */
  headers: ReadonlyMap<string, readonly string[]>;
  secretEnv: ReadonlyMap<string, string>;
  packages: ReadonlyMap<string, string>;
  /** npm scopes that belong entirely to a payment provider: `@mollie`. */
  gatewayScopes: ReadonlySet<string>;
  /** For languages other than JavaScript, import prefix -> provider: `Mollie`, `be.woutschoovaerts.mollie`. */
  namespaces: ReadonlyMap<string, string>;
  /** Keyed by the last name of the path. */
  verifiers: ReadonlyMap<string, readonly CallPattern[]>;
  notVerifiers: ReadonlyMap<string, readonly CallPattern[]>;
  events: EventKnowledge;
  /** Words that name payment providers. */
  gateways: ReadonlySet<string>;
  /** Classes of packages with a verifying method: `StreamChat`. */
  clients: ReadonlySet<string>;
  /** Matches where one is constructed, `new StreamChat(`: one search in place of one per class. */
  makesClient: RegExp;
  /** Keywords that a JavaScript source must contain before most of the more precise patterns are tried. */
  telling: Telling;
  /** By provider; false if its webhooks carry nothing that can be verified. */
  signs: ReadonlyMap<string, boolean>;
  /** True if exports are wanted only of files that have handlers. */
  handlersOnly?: boolean;
  /** True if a route of another file leads to this file, which is then read whether or not it mentions webhooks. */
  isRouted?: boolean;
};

/**
 * Compiles the `webhook:` sections. A verifier is written `webhooks.constructEvent` (the end of a member path) or
 * `svix#Webhook.verify` (module#export, with a method of its instances). `twilio#validateRequest -> boolean` adds that
 * it returns a result although its name suggests that it throws, `mux.webhooks.verifySignature -> throws` the reverse.
 * `-> async`, also in front of these, means that every version of the package returns a promise.
 */
export function compileWebhookKnowledge(rules: Iterable<Rule>, language: Language = 'javascript'): WebhookKnowledge {
  const words = new Map<string, string>();
  const headers = new Map<string, string[]>();
  const secretEnv = new Map<string, string>();
  const packages = new Map<string, string>();
  const namespaces = new Map<string, string>();
  const verifiers = new Map<string, CallPattern[]>();
  const notVerifiers = new Map<string, CallPattern[]>();
  const signs = new Map<string, boolean>();
  const gateways = new Set<string>();
  const gatewayScopes = new Set<string>();
  const all = [...rules];
  for (const rule of all) {
    const { webhook } = rule;
    const names = [rule.id, rule.name, ...rule.aliases];
    for (const word of names) addWord(words, word, rule.id);
    if (rule.category === 'payments') {
      for (const word of names) gateways.add(foldWord(word));
      for (const name of rule.detect.packages?.npm ?? [])
        if (name.startsWith('@') && name.endsWith('/*')) gatewayScopes.add(name.slice(0, -2));
    }
    if (!webhook) continue;
    signs.set(rule.id, webhook.signs);
    const tool = TOOLS.has(rule.category);
    for (const name of rule.detect.packages?.npm ?? []) if (!tool && !name.includes('*')) packages.set(name, rule.id);
    const imported = (rule.detect.imports as Partial<Record<Language, string[]>> | undefined)?.[language];
    for (const name of imported ?? []) if (!tool && !name.includes('*')) namespaces.set(name, rule.id);
    for (const header of webhook.headers) push(headers, header.toLowerCase(), rule.id);
    for (const name of webhook.secretEnv) if (!secretEnv.has(name)) secretEnv.set(name, rule.id);
    for (const text of calls(webhook.verifiers, language)) addCall(verifiers, commonCall(text, language), rule.id);
    for (const text of calls(webhook.notVerifiers, language))
      addCall(notVerifiers, commonCall(text, language), rule.id);
  }
  const { parts, ...events } = compileEvents(all);
  const clients = clientsOf(verifiers);
  return {
    words,
    headers,
    secretEnv,
    packages,
    gatewayScopes,
    namespaces,
    verifiers,
    notVerifiers,
    events,
    gateways,
    signs,
    clients,
    makesClient: makesOf(clients),
    telling: compileTelling(parts, clients),
  };
}

/** Package classes that have a verifying method. */
const clientsOf = (verifiers: ReadonlyMap<string, readonly CallPattern[]>): Set<string> =>
  new Set(
    [...verifiers.values()]
      .flat()
      .flatMap(({ module, path: [owner = '', method] }) =>
        module !== null && method !== undefined && /^[A-Z]\w*$/.test(owner) ? [owner] : [],
      ),
  );

function makesOf(clients: ReadonlySet<string>): RegExp {
  if (clients.size === 0) return NOTHING;
  const any = [...clients].join('|');
  return new RegExp(`\\bnew (?:${any})\\(|\\b(?:${any})\\.getInstance\\(`);
}

/** Categories whose packages a handler imports for its own work; they do not show who calls it. */
const TOOLS: ReadonlySet<string> = new Set([
  'analytics',
  'error-tracking',
  'monitoring',
  'logging',
  'ai',
  'cloud',
  'database',
  'cache',
  'queue',
  'storage',
  'search',
]);

const calls = (perLanguage: Record<string, string[]>, language: Language): string[] =>
  language === 'javascript'
    ? [...(perLanguage.js ?? []), ...(perLanguage.javascript ?? []), ...(perLanguage.typescript ?? [])]
    : (perLanguage[language] ?? []);

/**
 * A call as lowered code spells it: `Stripe\\Webhook::constructEvent` becomes `Stripe\\Webhook#Webhook.constructEvent`,
 * to match the file's `use`. Methods lose `?` and `!`, and a leading capital where the language has one.
 */
function commonCall(text: string, language: Language): string {
  if (language === 'javascript' || language === 'python') return text;
  const [call = '', answer] = text.split(' -> ');
  const refuses = answer ?? (call.trim().endsWith('?') ? 'boolean' : null);
  const plain = call
    .trim()
    .replace(/[?!()]/g, '')
    .replace(/^\\/, '');
  const isConstant = language === 'ruby' || language === 'php' || language === 'elixir';
  return `${isConstant ? constantCall(plain, language) : methodCall(plain)}${refuses === null ? '' : ` -> ${refuses}`}`;
}

/** The constant before the method, with its namespaces, is the name that the file's import would have. */
function constantCall(call: string, language: Language): string {
  const at =
    language !== 'php'
      ? Math.max(call.lastIndexOf('.'), call.lastIndexOf('#'))
      : Math.max(call.lastIndexOf('::'), call.lastIndexOf('->'));
  const owner = at === -1 ? call : call.slice(0, at);
  const method = at === -1 ? '' : call.slice(at).replace(/^(?:::|->|[.#])/, '');
  const names = owner.split(/::|\\|->|\.|#/);
  const last = names.at(-1) ?? '';
  const path = method === '' ? last : `${last}.${method}`;
  return names.length > 1 && /^[A-Z]/.test(last) ? `${owner}#${path}` : [...names.slice(0, -1), path].join('.');
}

/** Names before the method, of types and packages, keep their spelling. */
function methodCall(call: string): string {
  const [before = '', after] = call.split('#');
  const names = (after ?? before).split(/::|\./).filter((name) => name !== '');
  const spelled = [...names.slice(0, -1), lowerFirst(names.at(-1) ?? '')].join('.');
  return after === undefined ? spelled : `${before}#${spelled}`;
}

/** Normalises route words for comparison: `Lemon Squeezy` and `lemon-squeezy` become the same. */
export const foldWord = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');

function addWord(words: Map<string, string>, word: string, provider: string): void {
  // Without its apostrophe, `I'mport` would match the word `import` in any route.
  if (/\w'\w/.test(word)) return;
  const folded = foldWord(word);
  // `payload`, `buffer`: common names for a body do not identify a sender.
  if (folded.length > 2 && !isBodyName(folded) && !words.has(folded)) words.set(folded, provider);
}

function addCall(into: Map<string, CallPattern[]>, text: string, provider: string): void {
  const [call = '', answer] = text.split('->');
  const [before = '', after] = call.trim().split('#');
  const path = (after ?? before)
    .replace(/\bnew\s+/g, '')
    .replace(/\([^)]*\)/g, '')
    .split('.')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const last = path.at(-1);
  if (!last) return;
  push(into, last, {
    module: after === undefined ? null : before,
    path,
    provider,
    ...answerOf(answer),
  });
}

/** `boolean`, `async throws` */
function answerOf(written = ''): Pick<CallPattern, 'refuses' | 'isAsync'> {
  const words = written.split(' ');
  const refuses = (['boolean', 'throws'] as const).find((word) => words.includes(word)) ?? null;
  return { refuses, ...(words.includes('async') ? { isAsync: true } : {}) };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
