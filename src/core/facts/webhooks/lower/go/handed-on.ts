import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { roleOf } from '../curly/role-of.ts';
import { sourceOf } from '../spelling.ts';
import { declarationAround, parametersOf } from './go-functions.ts';

/**
 * The name of what a handler of the file hands its request on to, `h.receive(w, r)`: a part of it, and no handler of its own. Null
 * for other calls, and where the path decides who gets the request.
 */
export function handedOn(go: Curly, call: SyntaxNode): string | null {
  const { text } = go;
  const caller = declarationAround(call);
  const callee = /^(?:(\w{1,80})\.)?(\w{1,120})$/.exec(sourceOf(text, child(call, 'function')).slice(0, 220));
  if (!caller || !callee) return null;
  const [, owner, name] = callee;
  const receiver = /^\(\s*(\w+)/.exec(sourceOf(text, child(caller, 'receiver')))?.[1];
  if (owner !== receiver || name === sourceOf(text, child(caller, 'name'))) return null;
  const requests = parametersOf(go, caller).filter(
    (each) => roleOf(go, sourceOf(text, each.type), each.name) === 'request',
  );
  const isHanded = argumentsOf(call).some((each) => requests.some((request) => request.name === sourceOf(text, each)));
  return isHanded && !BY_PATH.test(sourceOf(text, caller).slice(0, 5000)) ? name! : null;
}

/** It is asked where the request is sent to. */
const BY_PATH = /\bURL\.Path\b|\.(?:FullPath|Path|RequestURI|Param)\(|\bRequestURI\b|\.PathValue\(|mux\.Vars\(/;
