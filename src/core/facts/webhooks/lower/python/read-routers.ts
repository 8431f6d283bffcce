import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Routers } from './python.ts';

/** `Blueprint(url_prefix=...)`, `APIRouter(prefix=..., dependencies=[Depends(...)])`. */
export function readRouters(text: string, root: SyntaxNode): Routers {
  const found = new Map<string, { prefix: string; dependencies: readonly string[] }>();
  for (const node of root.children) {
    const assignment = node.type === 'expression_statement' ? node.children[0] : null;
    const right = assignment?.type === 'assignment' ? child(assignment, 'right') : null;
    if (!assignment || right?.type !== 'call') continue;
    const source = sourceOf(text, right).slice(0, 2000);
    if (!/^(?:[\w.]*\.)?(?:APIRouter|Blueprint|FastAPI|Router)\(/.test(source)) continue;
    found.set(sourceOf(text, child(assignment, 'left')), {
      prefix: /(?:url_)?prefix\s*=\s*["']([^"'\n]*)["']/.exec(source)?.[1] ?? '',
      dependencies: dependenciesIn(source),
    });
  }
  return found;
}

export const dependenciesIn = (source: string): string[] =>
  [...source.matchAll(/\b(?:Depends|Security)\(\s*([\w.]+)/g)].map((match) => match[1]!);
