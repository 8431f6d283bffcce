import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { LoweredRoute } from '../lowering.ts';
import { header, headerOfEnv, sourceOf } from '../spelling.ts';
import type { Python } from './python.ts';

// Applications without a framework. ASGI (https://asgi.readthedocs.io/en/latest/specs/www.html) hands over a scope with path and
// headers and a function that gives the body, WSGI (https://peps.python.org/pep-3333/) a dictionary of variables.

const ASGI = /^\(\s*scope\b[^,()]{0,60},\s*receive\b[^,()]{0,60},\s*send\b/;
const WSGI = /^\(\s*environ\b[^,()]{0,60},\s*start_response\b/;

/** Under which name the function is handed the request by a server; null where it is no application. */
export function servedAs({ text }: Python, node: SyntaxNode): 'scope' | 'environ' | null {
  const parameters = sourceOf(text, child(node, 'parameters'));
  return ASGI.test(parameters) ? 'scope' : WSGI.test(parameters) ? 'environ' : null;
}

/** `environ['HTTP_X_SIGNATURE']`, `environ['wsgi.input']`; null for what is no variable of the request. */
export function variableOf({ requestName }: Python, object: string, name: string): string | null {
  if (requestName !== 'environ' || object !== 'request') return null;
  return name === 'wsgi.input' ? 'request.body' : header(headerOfEnv(name));
}

/** Whether a call waits for the next part of the body. */
export const receives = ({ requestName }: Python, called: string): boolean =>
  requestName === 'scope' && called === 'receive';

/** The route of such an application by the path of webhooks that it asks for. */
export function servedRoute(body: string): Pick<LoweredRoute, 'route' | 'framework' | 'kind'> | null {
  const route = askedPath(body);
  return route === null ? null : { route, framework: 'python', kind: 'route' };
}

/** `if self.path == '/webhook'`, `scope['path'] == '/webhook'`: the path of webhooks that plain servers ask for. */
export const askedPath = (source: string): LoweredRoute['route'] =>
  /\b(?:path|PATH_INFO)\b[^\n]{0,60}?["'](\/[\w/-]{0,80}(?:hook|ipn|callback)[\w/-]{0,40})["']/i.exec(source)?.[1] ??
  null;
