import type { SyntaxNode } from '../../syntax.ts';
import { quote } from '../spelling.ts';
import type { Ruby } from './ruby.ts';

/** Names of the language and of common libraries, which no file of the project defines. */
const BUILTIN =
  /^(?:Rails|JSON|Time|Date|DateTime|Base64|OpenSSL|Digest|Hash|String|Array|Integer|Float|Logger|ENV|URI|Net|HTTParty|Faraday|Rack|ActiveSupport|ActiveRecord|ActionController|ActionDispatch|ActiveJob|Sentry|Honeybadger|Bugsnag|Rollbar|StandardError|Exception|ArgumentError|Redis|SecureRandom|CGI|I18n|JWT|RSA|RbNaCl|Ed25519|Kernel|Sidekiq|Struct|Set|YAML|ERB|Zlib|Regexp|ObjectSpace|Process|Thread|Mutex)$/;

/** Lowers `A::B` to a single name, imported from the path by which Rails would load it. */
export function lowerConstant(ruby: Ruby, source: string, node: SyntaxNode): string {
  const path = source.replace(/^::/, '').replace(/\s+/g, '');
  const parts = path.split('::').map((part) => part.replace(/\W/g, ''));
  const local = parts.join('__');
  if (!/^[A-Z]\w*$/.test(local)) return `[${quote(local)}]`;
  const first = parts[0] ?? '';
  if (!BUILTIN.test(first) && !(parts.length === 1 && (ruby.classes.has(first) || ruby.constants.has(first))))
    ruby.out.import(local, path, parts.at(-1)!, node);
  return BUILTIN.test(first) ? parts.join('.') : local;
}
