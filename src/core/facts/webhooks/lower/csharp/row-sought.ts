import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { CallParts, Curly } from '../curly/curly.ts';
import { expression } from '../curly/visit.ts';
import { quote, sourceOf } from '../spelling.ts';

const SEEKS = /^(?:First|Single|Last|Find|Any)(?:OrDefault)?(?:Async)?$/;

/**
 * `db.Partners.FirstOrDefaultAsync(p => p.ApiKey == key && p.Active)` as a query on a column, in the spelling shared
 * with other languages: `db.Partners.where('ApiKey', key).first()`. Null for other calls, and for rows found by
 * anything but an equality.
 */
export function rowSought(csharp: Curly, { owner, name, args }: CallParts): string | null {
  const [first] = args;
  if (owner === null || args.length === 0 || !SEEKS.test(name) || first?.type !== 'lambda_expression') return null;
  const row = sourceOf(csharp.text, child(first, 'parameters') ?? first.children[0] ?? null);
  const equal = firstEqual(child(first, 'body') ?? first.children.at(-1) ?? null);
  const [left, right] = [child(equal, 'left'), child(equal, 'right')];
  const column = columnOf(csharp, row, left) ?? columnOf(csharp, row, right);
  const sought = columnOf(csharp, row, left) === null ? left : right;
  return column === null || sought === null
    ? null
    : `${owner}.where(${quote(column)}, ${expression(csharp, sought)}).first()`;
}

/** The first comparison of a conjunction; null where it is not an equality. */
function firstEqual(body: SyntaxNode | null): SyntaxNode | null {
  let at = body;
  while (at?.type === 'binary_expression' && child(at, 'operator')?.type === '&&') at = child(at, 'left');
  return at?.type === 'binary_expression' && child(at, 'operator')?.type === '==' ? at : null;
}

/** `ApiKey` of `p.ApiKey`, where the row is `p`; null for anything else. */
function columnOf({ text }: Curly, row: string, node: SyntaxNode | null): string | null {
  const [, owner, column] = /^(\w{1,60})\.(\w{1,80})$/.exec(sourceOf(text, node)) ?? [];
  return owner === row && column !== undefined ? column : null;
}
