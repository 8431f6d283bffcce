import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { roleOf } from '../curly/role-of.ts';
import { sourceOf } from '../spelling.ts';
import { declarationAround, parametersOf } from './go-functions.ts';

/**
 * The names of functions to which handlers of the file pass their request, `h.receive(w, r)`: parts of a handler, not
 * handlers themselves. A caller that dispatches by path passes it to handlers and does not count.
 */
export function handedOn(go: Curly, calls: readonly SyntaxNode[]): Set<string> {
  const callers = new Map<SyntaxNode, Caller>();
  const names = new Set<string>();
  for (const call of calls) {
    const around = declarationAround(call);
    if (!around) continue;
    const caller = callers.get(around) ?? readCaller(go, around);
    callers.set(around, caller);
    const name = partCalled(go, call, caller);
    if (name !== null) names.add(name);
  }
  return names;
}

/** A function or method, with its receiver and those of its parameters that are requests. */
type Caller = { name: string; receiver: string | undefined; requests: ReadonlySet<string>; goesByPath: boolean };

function readCaller(go: Curly, declaration: SyntaxNode): Caller {
  const { text } = go;
  const requests = parametersOf(go, declaration).filter(
    (each) => roleOf(go, sourceOf(text, each.type), each.name) === 'request',
  );
  return {
    name: sourceOf(text, child(declaration, 'name')),
    receiver: /^\(\s*(\w+)/.exec(sourceOf(text, child(declaration, 'receiver')))?.[1],
    requests: new Set(requests.map((each) => each.name)),
    goesByPath: BY_PATH.test(sourceOf(text, declaration).slice(0, 5000)),
  };
}

/**
 * The name of another function of the file, or method of the same value, that is passed the caller's request; null for
 * other calls.
 */
function partCalled({ text }: Curly, call: SyntaxNode, caller: Caller): string | null {
  if (caller.goesByPath || caller.requests.size === 0) return null;
  const callee = /^(?:(\w{1,80})\.)?(\w{1,120})$/.exec(sourceOf(text, child(call, 'function')).slice(0, 220));
  const [, owner, name = ''] = callee ?? [];
  if (!callee || owner !== caller.receiver || name === caller.name) return null;
  return argumentsOf(call).some((each) => caller.requests.has(sourceOf(text, each))) ? name : null;
}

/** Code that reads the path of the request. */
const BY_PATH = /\bURL\.Path\b|\.(?:FullPath|Path|RequestURI|Param)\(|\bRequestURI\b|\.PathValue\(|mux\.Vars\(/;
