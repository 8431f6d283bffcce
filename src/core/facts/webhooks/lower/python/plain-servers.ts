import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { LoweredRoute } from '../lowering.ts';
import { header, headerOfEnv, sourceOf } from '../spelling.ts';
import type { Python } from './python.ts';

// Applications without a framework. ASGI (https://asgi.readthedocs.io/en/latest/specs/www.html) passes a scope with the
// path and headers, and a function that receives the body; WSGI (https://peps.python.org/pep-3333/) passes a dictionary
// of variables.

const ASGI = /^\(\s*scope\b[^,()]{0,60},\s*receive\b[^,()]{0,60},\s*send\b/;
const WSGI = /^\(\s*environ\b[^,()]{0,60},\s*start_response\b/;

/** The name of the parameter in which a server passes the request; null where the function is no application. */
export function servedAs({ text }: Python, node: SyntaxNode): 'scope' | 'environ' | null {
  const parameters = sourceOf(text, child(node, 'parameters'));
  return ASGI.test(parameters) ? 'scope' : WSGI.test(parameters) ? 'environ' : null;
}

/**
 * Lowers a variable of the WSGI request: `environ['HTTP_X_SIGNATURE']`, `environ['wsgi.input']`. Null for anything
 * else.
 */
export function variableOf({ requestName }: Python, object: string, name: string): string | null {
  if (requestName !== 'environ' || object !== 'request') return null;
  return name === 'wsgi.input' ? 'request.body' : header(headerOfEnv(name));
}

/** Whether a call receives the next part of the body (ASGI). */
export const receives = ({ requestName }: Python, called: string): boolean =>
  requestName === 'scope' && called === 'receive';

/** The route of such an application, by the webhook path that it tests; null where it tests none. */
export function servedRoute(body: string): Pick<LoweredRoute, 'route' | 'framework' | 'kind'> | null {
  const route = askedPath(body);
  return route === null ? null : { route, framework: 'python', kind: 'route' };
}

/**
 * The webhook path that a plain server tests: `if self.path == '/webhook'`, `scope['path'] == '/webhook'`. Null where
 * it tests none.
 */
export const askedPath = (source: string): LoweredRoute['route'] =>
  /\b(?:path|PATH_INFO)\b[^\n]{0,60}?["'](\/[\w/-]{0,80}(?:hook|ipn|callback)[\w/-]{0,40})["']/i.exec(source)?.[1] ??
  null;
