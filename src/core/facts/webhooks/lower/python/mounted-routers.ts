import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import { requiresUser } from './needs-user.ts';
import type { Python } from './python.ts';
import { dependenciesIn } from './read-routers.ts';

const CALLS = new Set(['call']);
/** Each is walked by itself. */
const MAX_MOUNTED = 20;

/**
 * Routers of other files behind dependencies: `app.include_router(hooks.router, dependencies=[Depends(verify)])`
 * (https://fastapi.tiangolo.com/tutorial/bigger-applications/#include-an-apirouter-with-a-custom-prefix-tags-responses-and-dependencies).
 */
export function addMountedRouters(python: Python, root: SyntaxNode): void {
  if (!/\.include_router\([^()]{1,300}\bdependencies\s?=/.test(python.text)) return;
  for (const call of nodesOfType(root, CALLS)
    .filter((each) => isMount(python, each))
    .slice(0, MAX_MOUNTED))
    addMount(python, call);
}

const isMount = ({ text }: Python, call: SyntaxNode): boolean =>
  sourceOf(text, child(call, 'function')).endsWith('.include_router');

function addMount(python: Python, call: SyntaxNode): void {
  const source = sourceOf(python.text, call);
  const [first = '', ...rest] = sourceOf(python.text, argumentsOf(call)[0] ?? null).split('.');
  const dependencies = dependenciesIn(source);
  if (dependencies.length === 0 || requiresUser(source) || !python.out.imported(identifier(first))) return;
  const { line, endLine } = call;
  const route = /\bprefix\s*=\s*["']([^"'\n]*)["']/.exec(source)?.[1] ?? null;
  const router = [identifier(first), ...rest.map(propertyName)].join('.');
  python.out.route(
    { framework: python.framework, route, method: null, name: null, line, endLine, kind: 'mount' },
    [router, ...dependencies.map((each) => `(request) => { ${each}(request); }`)].join(', '),
  );
}
