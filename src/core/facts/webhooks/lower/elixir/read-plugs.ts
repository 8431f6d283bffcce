import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Elixir } from './elixir.ts';
import { readCall, withoutGuard } from './read-call.ts';
import { moduleOf, wholeName } from './read-modules.ts';

/** A plug that runs before actions: `plug :verify when action in [:create]`, `plug MyApp.VerifyHook, secret: ...`. */
export type Plug = {
  /** `verify`, `MyApp.VerifyHook`. */
  name: string;
  /** The call that runs it, in the common language. */
  run: string;
  only: readonly string[] | null;
  except: readonly string[];
};

/** The plugs in a body, in order. */
export function readPlugs(elixir: Elixir, body: readonly SyntaxNode[]): Plug[] {
  return body.flatMap((node) => {
    const call = readCall(elixir.text, node);
    return call?.name === 'plug' && call.owner === null ? (plugOf(elixir, call.args) ?? []) : [];
  });
}

function plugOf(elixir: Elixir, args: readonly SyntaxNode[]): Plug | null {
  const { text } = elixir;
  // The grammar makes the guard a part of the last argument.
  const parts = args.map((each) => withoutGuard(text, each));
  const guard = sourceOf(text, parts.find((each) => each.guard !== null)?.guard ?? null);
  const first = parts[0]?.head ?? null;
  const name = sourceOf(text, first);
  const listed = [...guard.matchAll(/:(\w+[?!]?)/g)].map((match) => match[1]!);
  const excepts = /not\s+in|!=|^not\b/.test(guard);
  const limits = { only: guard === '' || excepts ? null : listed, except: excepts ? listed : [] };
  if (first?.type === 'atom') return { name: name.slice(1), run: `${identifier(name.slice(1))}(request);`, ...limits };
  if (first?.type !== 'alias') return null;
  const whole = wholeName(elixir, name);
  const run = ASKS_PASSWORD.test(whole) ? PASSWORD_ASKED : `${moduleOf(elixir, name, first)}.call(request);`;
  return { name: whole, run, ...limits };
}

/** Packages whose plug requires a password: https://hexdocs.pm/basic_auth, https://hexdocs.pm/plug_basic_auth */
const ASKS_PASSWORD = /^(?:BasicAuth|PlugBasicAuth)$/;
const PASSWORD_ASKED = "jwtVerify(request.headers['authorization']);";

/** Whether a plug runs before an action. */
export const appliesTo = ({ only, except }: Plug, action: string): boolean =>
  (only === null || only.includes(action)) && !except.includes(action);

/**
 * Whether a plug requires a signed-in user or a token of the application's own API, neither of which a provider has.
 */
export const isOfUsers = ({ name }: Plug): boolean =>
  /^(?:require|ensure|authenticate|authorize|fetch_current|load_current|check)_?\w*(?:user|admin|login|logged|session|account|member|scope|owner|permission)/i.test(
    name,
  ) ||
  /Guardian|EnsureAuthenticated|RequireAuth|RequireLogin|RequireUser|RequireAdmin|\bPow\b|AuthPipeline|AuthorizeUser|CurrentUser|\.(?:Api|API|Jwt|JWT|Session|User|Admin|Bearer|MCP)(?:Key|Token)?(?:Auth|Authentication)$/.test(
    name,
  );

/** Whether a plug may authenticate the caller; the others parse, log and respond. */
export const mayVerifyCaller = ({ name }: Plug): boolean =>
  /verif|valid|sign|hmac|hook|auth|secret|token|guard|secur|filter|allow|trust|stripe|github|slack|twilio|shopify/i.test(
    name,
  ) && !/csrf|forgery|session|locale|raw_?body|rate/i.test(name);
