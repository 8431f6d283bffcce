import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { quote, sourceOf } from '../spelling.ts';
import type { Python } from './python.ts';
import { expression } from './visit.ts';

// Rows that are looked up by a secret which the caller sends. The common language has neither keyword arguments nor
// queries that take a comparison, so these lookups have a form of their own.

/** A column that holds a secret, and the expression that it is compared with. */
type Condition = { column: string; shown: string };

/**
 * Lowers a lookup by a secret: `Shop.objects.get(webhook_token=token)` of Django,
 * `Shop.query.filter_by(webhook_token=token)` and `select(Shop).where(Shop.webhook_token == token)` of SQLAlchemy,
 * `search([('webhook_token', '=', token)])` of Odoo. Null for other calls. Lookups that raise if nothing is found
 * become `first_or_404`.
 */
export function rowBySecret(python: Python, callee: SyntaxNode | null, args: readonly SyntaxNode[]): string | null {
  const name = sourceOf(python.text, callee?.type === 'attribute' ? child(callee, 'attribute') : callee);
  if (!LOOKS_UP.test(name)) return null;
  const isFunction = callee?.type !== 'attribute';
  const table = isFunction ? args[0] : child(callee, 'object');
  const ofHooks = OF_HOOKS.test(sourceOf(python.text, table ?? null));
  const condition = args.map((each) => conditionOf(python, each, ofHooks)).find((each) => each !== null);
  if (!condition) return null;
  const rows = `${expression(python, table ?? null)}.where(${quote(condition.column)}, ${condition.shown})`;
  if (/^(?:filter|filter_by|where|find)$/.test(name)) return rows;
  return `${rows}.${isFunction || /^a?get$/.test(name) ? 'first_or_404' : 'first'}()`;
}

const LOOKS_UP = /^(?:filter|filter_by|where|find|a?get|get_or_none|find_one|search|a?get_object_or_404)$/;

/** Tables with a row for each caller; their `key` is a secret of the caller. */
const OF_HOOKS = /^(?:\w{1,40}\.)?(?:\w{0,40}Hook|(?:Hook|Webhook)(?:Endpoint|Token|Key|Source)|ApiKey|APIKey)s?\b/;

/**
 * The condition in an argument: `webhook_token=token`, `Shop.webhook_token == token`,
 * `[('webhook_token', '=', token), …]`. Null where it is on another column, or none.
 */
function conditionOf(python: Python, node: SyntaxNode, ofHooks: boolean): Condition | null {
  const { text } = python;
  if (node.type === 'keyword_argument') {
    const column = sourceOf(text, child(node, 'name'));
    return conditionOn(python, ofHooks && column === 'key' ? 'hook_key' : column, child(node, 'value'));
  }
  if (node.type === 'list' && node.children.length <= 8)
    return node.children.map((each) => termOf(python, each)).find((each) => each !== null) ?? null;
  const [left, operator, right] = node.children;
  if (node.type !== 'comparison_operator' || left?.type !== 'attribute' || operator?.type !== '==') return null;
  return conditionOn(python, sourceOf(text, child(left, 'attribute')), right ?? null);
}

/** The condition in a term of an Odoo search domain. */
function termOf(python: Python, { type, children: [column, operator, shown] }: SyntaxNode): Condition | null {
  if (type !== 'tuple' || column?.type !== 'string' || sourceOf(python.text, operator ?? null).slice(1, -1) !== '=')
    return null;
  return conditionOn(python, sourceOf(python.text, column).slice(1, -1), shown ?? null);
}

const conditionOn = (python: Python, column: string, shown: SyntaxNode | null): Condition | null =>
  SECRET_COLUMN.test(column) ? { column, shown: expression(python, shown) } : null;

const SECRET_COLUMN = /secret|(?:^|_)(?:token|api_?key|hook_?key)$/i;
