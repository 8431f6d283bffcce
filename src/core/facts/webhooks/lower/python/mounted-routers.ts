import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import { requiresUser } from './needs-user.ts';
import type { Python } from './python.ts';
import { dependenciesIn } from './read-routers.ts';

const CALLS = new Set(['call']);
/** Every mounted router is analysed separately, hence the limit. */
const MAX_MOUNTED = 20;

/**
 * Adds the routers of other files that are mounted behind dependencies, or where webhooks arrive:
 * `app.include_router(acme.router, prefix="/webhooks")`
 * (https://fastapi.tiangolo.com/tutorial/bigger-applications/#include-an-apirouter-with-a-custom-prefix-tags-responses-and-dependencies),
 * `app.register_blueprint(acme, url_prefix="/webhooks")` (https://flask.palletsprojects.com/en/stable/blueprints/).
 */
export function addMountedRouters(python: Python, root: SyntaxNode): void {
  if (!MOUNTS.test(python.text)) return;
  for (const call of nodesOfType(root, CALLS)
    .filter((each) => isMount(python, each))
    .slice(0, MAX_MOUNTED))
    addMount(python, call);
}

const MOUNTS =
  /\.include_router\([^()]{1,300}\bdependencies\s?=|\.(?:include_router|register_blueprint)\([^()]{1,300}(?:\b|_)prefix\s?=\s?["'][^"'\n]{0,80}hook/i;

const isMount = ({ text }: Python, call: SyntaxNode): boolean =>
  /\.(?:include_router|register_blueprint)$/.test(sourceOf(text, child(call, 'function')));

function addMount(python: Python, call: SyntaxNode): void {
  const source = sourceOf(python.text, call);
  const [first = '', ...rest] = sourceOf(python.text, argumentsOf(call)[0] ?? null).split('.');
  const dependencies = dependenciesIn(source);
  const route = /(?:\b|_)prefix\s*=\s*["']([^"'\n]*)["']/.exec(source)?.[1] ?? null;
  if (dependencies.length === 0 && !/hook/i.test(route ?? '')) return;
  if (requiresUser(source) || !python.out.imported(identifier(first))) return;
  const { line, endLine } = call;
  const router = [identifier(first), ...rest.map(propertyName)].join('.');
  python.out.route(
    { framework: python.framework, route, method: null, name: null, line, endLine, kind: 'mount' },
    [router, ...dependencies.map((each) => `(request) => { ${each}(request); }`)].join(', '),
  );
}
