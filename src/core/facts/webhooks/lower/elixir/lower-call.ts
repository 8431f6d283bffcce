import type { SyntaxNode } from '../../syntax.ts';
import { isTokenField } from '../../judge/state/names.ts';
import { identifier, propertyName, setting, sourceOf } from '../spelling.ts';
import type { Elixir } from './elixir.ts';
import { lowerLibraryCall } from './library-call.ts';
import { memberOf } from './lower-member.ts';
import { isForm, lowerStatement } from './lower-statement.ts';
import { readCall } from './read-call.ts';
import type { Call } from './read-call.ts';
import { moduleOf, wholeName } from './read-modules.ts';
import { expression, valueOf } from './visit.ts';

/** Lowers `value |> call(more)`. */
export function lowerPiped(elixir: Elixir, value: string, node: SyntaxNode | null): string {
  const call = readCall(elixir.text, node);
  if (call && call.owner === null && isForm(call.name)) {
    return valueOf(elixir, () => {
      elixir.out.add(`const _ = ${value};`, call.node);
      lowerStatement(elixir, call.node, true);
    });
  }
  if (call) return lowerCall(elixir, call, value);
  // `|> halt` and `|> Conn.halt`, without parentheses.
  const bare = sourceOf(elixir.text, node);
  const at = bare.lastIndexOf('.');
  return at === -1
    ? `${identifier(bare)}(${value})`
    : `${moduleOf(elixir, bare.slice(0, at), node!)}.${identifier(bare.slice(at + 1))}(${value})`;
}

/**
 * Lowers a call.
 *
 * @param piped the value before `|>`, which is the first argument.
 */
export function lowerCall(elixir: Elixir, call: Call, piped: string | null = null): string {
  const { text } = elixir;
  const { owner, name, args, words } = call;
  const list = [
    ...(piped === null ? [] : [piped]),
    ...args.map((each) => expression(elixir, each)),
    ...[...words].flatMap(([word, each]) => (/^(?:do|else)$/.test(word) ? [] : [expression(elixir, each)])),
  ];
  const module = owner === null ? null : sourceOf(text, owner);
  const whole = owner?.type === 'alias' ? wholeName(elixir, module!) : module;
  const known = lowerLibraryCall(elixir, { module: whole, name, list, args, isPiped: piped !== null });
  if (known !== null) return known;
  if (owner === null) return bareCall(elixir, call, list);
  // `conn.assigns`, `event.type`: a field, as there are no arguments.
  if (list.length === 0 && owner.type !== 'alias' && !call.node.children.some((each) => each.type === 'arguments'))
    return memberOf(expression(elixir, owner), name);
  // `Bot.token()`, `Config.webhook_secret!()`: a setting that another module reads.
  if (list.length === 0 && owner.type === 'alias' && isTokenField(name.replace(/[?!]$/, ''))) return setting(name);
  if (whole === '__MODULE__' || elixir.modules.has(whole ?? '')) return bareCall(elixir, call, list);
  // `fun.(x)`: a function in a variable, whose name may end in `?`.
  if (name === '')
    return `${owner.type === 'identifier' ? identifier(module!) : expression(elixir, owner)}(${list.join(', ')})`;
  return `${expression(elixir, owner)}.${propertyName(name)}(${list.join(', ')})`;
}

function bareCall(elixir: Elixir, { name, node }: Call, list: readonly string[]): string {
  const args = list.join(', ');
  const foreign = elixir.functions.has(name) ? undefined : elixir.imported.find(() => VERIFYING.test(name));
  return foreign ? `${moduleOf(elixir, foreign, node)}.${identifier(name)}(${args})` : `${identifier(name)}(${args})`;
}

/** Functions that may verify, by name. Where the file does not define one, it comes from an imported module. */
const VERIFYING = /verif|valid|signature|authentic|authoriz|check_|hmac|secure/;
