import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Ruby } from './ruby.ts';

/** Source text with the local name of the request replaced by `request`: `r.env` becomes `request.env`. */
export function ofRequest({ requestName }: Ruby, source: string): string {
  if (requestName === null || !source.startsWith(requestName)) return source;
  const rest = source.slice(requestName.length);
  return /^\w/.test(rest) ? source : `request${rest}`;
}

/** The local name that a method gives the request: `req = Rack::Request.new(env)`. Null where it gives none. */
export const requestNameIn = (text: string, method: SyntaxNode): string | null =>
  /\b([a-z_]\w{0,30})\s*=\s*(?:Rack|ActionDispatch|Sinatra)::Request\.new\(/.exec(
    sourceOf(text, child(method, 'body') ?? method),
  )?.[1] ?? null;
