import type { SyntaxNode } from '../../syntax.ts';
import { digestOf, header, setting, variable } from '../spelling.ts';
import type { Elixir } from './elixir.ts';
import { partOf } from './lower-member.ts';
import { keyOf } from './read-call.ts';

type LibraryCall = {
  /**
   * The full name of the module; null for bare names, which include the functions of `Plug.Conn`, imported nearly
   * everywhere.
   */
  module: string | null;
  name: string;
  /** The arguments in the common language, with the piped one first. */
  list: readonly string[];
  args: readonly SyntaxNode[];
  isPiped: boolean;
};

/** Lowers the calls of Elixir and common libraries; null for other calls. */
export function lowerLibraryCall(elixir: Elixir, call: LibraryCall): string | null {
  const { module, name, list } = call;
  if (module === null || /^(?:Plug\.)?Conn$|^Plug\.BasicAuth$/.test(module)) {
    const known = connectionCall(elixir, call);
    if (known !== null || module === null) return known ?? guardCall(name, list);
  }
  if (module === ':crypto' || module === ':public_key') return cryptoCall(call);
  if (module === 'Application' || module === 'System') return settingCall(elixir, call);
  return valueCall(elixir, call) ?? verifyingCall(call);
}

/** Digests, signatures and comparisons of Erlang. */
function cryptoCall({ name, list }: LibraryCall): string | null {
  // `mac(:hmac, :sha256, key, body)`; `hmac(:sha256, key, body)` until OTP 24.
  if (name === 'mac') return `createHmac(${list.slice(2).join(', ')})`;
  if (name === 'hmac') return `createHmac(${list.slice(1).join(', ')})`;
  if (name === 'hash_equals') return `timingSafeEqual(${list.join(', ')})`;
  if (name === 'verify') return `crypto_sign_verify_detached(${list.join(', ')})`;
  if (name === 'hash') return digestOf(list.slice(1).join(', '));
  return null;
}

/** https://hexdocs.pm/plug_crypto, https://hexdocs.pm/jose, https://hexdocs.pm/joken */
function verifyingCall({ module, name, list }: LibraryCall): string | null {
  const args = list.join(', ');
  if (/^(?:secure_compare|masked_compare)$/.test(name)) return `timingSafeEqual(${args})`;
  if (/^verify/.test(name) && /^(?:JOSE\.|Joken$|Phoenix\.Token$)/.test(module ?? ''))
    return `crypto_sign_verify_detached(${args})`;
  if (/^Ed25519/.test(module ?? '') && /^(?:valid_signature|verify)/.test(name))
    return `crypto_sign_verify_detached(${args})`;
  return null;
}

function settingCall(elixir: Elixir, { module, name, list, args, isPiped }: LibraryCall): string | null {
  const isApplication = module === 'Application' && /^(?:get_env|fetch_env!?|compile_env!?)$/.test(name);
  if (!isApplication && !(module === 'System' && /^(?:get_env|fetch_env!?)$/.test(name))) return null;
  const named = args[isApplication ? 1 : 0];
  if (isPiped || !named) return variable('SETTING');
  const read = (isApplication ? setting : variable)(
    named.type === 'list'
      ? named.children.map((each) => keyOf(elixir.text, each)).join('_')
      : keyOf(elixir.text, named),
  );
  const fallback = list[isApplication ? 2 : 1];
  return fallback && !/^(?:null|\[\]|false)$/.test(fallback) ? `(${read} || ${fallback})` : read;
}

/** Calls that convert a value or take a part of it. */
function valueCall(elixir: Elixir, { module, name, list, args, isPiped }: LibraryCall): string | null {
  const [first = 'null'] = list;
  switch (module) {
    case 'Jason':
    case 'Poison':
    case 'JSON':
      return name.startsWith('decode') ? `JSON.parse(${list.join(', ')})` : `[${list.join(', ')}]`;
    case 'Base':
    case 'String':
    case 'IO':
    case 'URI':
    case 'Integer':
      if (name === 'equivalent?') return `(${list.join(' == ')})`;
      return name === 'puts'
        ? `console.log(${first})`
        : `(${/^starts_with|^contains|^match/.test(name) ? `[${list.join(', ')}]` : first})`;
    case 'Logger':
      return `console.log(${list.join(', ')})`;
    case 'Map':
    case 'Keyword':
    case 'Access': {
      const key = args[isPiped ? 0 : 1];
      if (!/^(?:get|fetch!?|get_lazy|pop)$/.test(name) || !key) return `[${list.join(', ')}]`;
      return /^(?:atom|string)$/.test(key.type)
        ? partOf(first, keyOf(elixir.text, key))
        : `${first}[${list[1] ?? "''"}]`;
    }
    case 'List':
    case 'Enum':
      return listCall(name, list);
    default:
      return null;
  }
}

function listCall(name: string, list: readonly string[]): string {
  const [first = 'null', ...rest] = list;
  const plain = name.replace(/[?!]$/, '');
  if (/^(?:first|last|at|join|reverse|sort|uniq|to_string|into|concat)$/.test(plain)) return `(${first})`;
  if (plain === 'empty') return `!(${first})`;
  if (plain === 'member') return `${first}.includes(${rest.join(', ')})`;
  const spelled = { any: 'some', all: 'every', each: 'forEach', reject: 'filter', flat_map: 'map' }[plain] ?? plain;
  return `${first}.${spelled}(${rest.join(', ')})`;
}

/** Functions of `Plug.Conn` and Phoenix that read the request or send a response. */
function connectionCall(elixir: Elixir, { name, list, args, isPiped }: LibraryCall): string | null {
  const key = args[isPiped ? 0 : 1];
  if (name === 'get_req_header')
    return key?.type === 'string' ? header(keyOf(elixir.text, key)) : `request.headers[${list[1] ?? "''"}]`;
  if (/^(?:read_body|fetch_body_params)$/.test(name)) return 'request.body';
  // `get_raw_body(conn)`, `CacheBodyReader.read_cached_body(conn)`.
  if (list[0] === 'request' && /raw_?body|cached_body/.test(name)) return 'request.body';
  if (name === 'basic_auth') return 'jwtVerify(request.headers["authorization"])';
  if (name === 'get_in' && list[0] && args.at(-1)?.type === 'list')
    return (args.at(-1)?.children ?? []).reduce((owner, each) => partOf(owner, keyOf(elixir.text, each)), list[0]);
  if (/^(?:send_resp|resp|json|text|html|render|redirect|send_file|send_chunked)$/.test(name)) {
    const answer = list.filter((each) => each !== 'request').join(', ');
    return elixir.isPlug ? `[${answer}]` : `response.send(${answer})`;
  }
  if (
    /^(?:put_(?:status|resp|req|private|layout|view|root|flash|session|secure|format)|assign$|fetch_(?:session|flash|query)|delete_(?:resp|req|session)|register_before_send$)/.test(
      name,
    )
  )
    return `[${list.slice(1).join(', ')}]`;
  return null;
}

/** Tests and conversions of the language that conditions use. */
function guardCall(name: string, list: readonly string[]): string | null {
  const [first = 'null'] = list;
  if (name === 'is_nil') return `!(${first})`;
  if (/^(?:is_\w+|byte_size|to_string|to_charlist|hd|elem|inspect)$/.test(name)) return `(${first})`;
  return null;
}
