import { argumentsOf, bare, literal, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Handler } from './handler.ts';
import type { RouteCall } from './route-calls.ts';

/**
 * The request path of a handler behind middleware that tests the path:
 * `app.use((req, res, next) => req.path.startsWith('/webhooks') ? verify(req, res, next) : next())`. Empty unless the
 * route is on the application itself, which no other file mounts.
 */
export function servedAt(
  program: Program,
  { router, path }: RouteCall,
  route: string | null,
  before: readonly SyntaxNode[],
): Pick<Handler, 'pathname'> {
  if (route === null || path || /[:*({]/.test(route)) return {};
  const asking = before.filter((node) => ASKS_PATH.test(writtenAs(program, node)));
  if (asking.length === 0 || !isApplication(program, router)) return {};
  // Middleware mounted under a path sees only the remainder of the path.
  return asking.some((node) => isMounted(program, node)) ? {} : { pathname: route };
}

const ASKS_PATH = /\b(?:req|request|ctx)\.(?:path|url|originalUrl)\b/;

/** The source of a function, or of the one that an identifier refers to. */
function writtenAs(program: Program, node: SyntaxNode): string {
  const inner = bare(node);
  const declared = inner.type === 'identifier' ? program.declared.get(textOf(program, inner)) : undefined;
  return textOf(program, declared ?? inner).slice(0, MAX_LENGTH);
}

const MAX_LENGTH = 5000;

function isApplication(program: Program, router: string): boolean {
  const declared = program.declared.get(router);
  return declared !== undefined && APPLICATION.test(textOf(program, bare(declared)).slice(0, 40));
}

const APPLICATION = /^(?:express\(|[fF]astify\(|polka\(|new (?:Hono|Koa)\b)/;

/** `app.use('/api', verify)` */
function isMounted(program: Program, { parent }: SyntaxNode): boolean {
  const call = parent?.parent ?? null;
  const method = child(child(call, 'function'), 'property');
  const [first] = call && method && textOf(program, method) === 'use' ? argumentsOf(call) : [];
  return first !== undefined && literal(program, first) !== null;
}
