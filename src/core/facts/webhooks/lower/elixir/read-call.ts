import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';

/** A call. Everything in Elixir is one, even `def` and `if`. */
export type Call = {
  node: SyntaxNode;
  /** `Plug.Crypto` of `Plug.Crypto.secure_compare(a, b)`; null for a bare name. */
  owner: SyntaxNode | null;
  name: string;
  /** The positional arguments. */
  args: readonly SyntaxNode[];
  /** The keyword arguments: `do: x, else: y`, and others. */
  words: ReadonlyMap<string, SyntaxNode>;
  /** `do ... end`. */
  block: SyntaxNode | null;
};

/** Reads a call, with or without parentheses; null for other nodes. */
export function readCall(text: string, node: SyntaxNode | null): Call | null {
  if (node?.type !== 'call') return null;
  const target = child(node, 'target');
  const isMember = target?.type === 'dot';
  const name = sourceOf(text, isMember ? child(target, 'right') : target);
  const held = node.children.find((each) => each.type === 'arguments')?.children ?? [];
  const words = new Map<string, SyntaxNode>();
  for (const each of held) if (each.type === 'keywords') for (const pair of each.children) addWord(text, pair, words);
  return {
    node,
    owner: isMember ? child(target, 'left') : null,
    name,
    args: held.filter((each) => !/^(?:keywords|comment)$/.test(each.type)),
    words,
    block: node.children.find((each) => each.type === 'do_block') ?? null,
  };
}

function addWord(text: string, pair: SyntaxNode, into: Map<string, SyntaxNode>): void {
  const [key, value] = [child(pair, 'key'), child(pair, 'value')];
  if (key && value) into.set(keyOf(text, key), value);
}

/** `type: `, `"type": `, `:type` and `"type"` are all `type`. */
export const keyOf = (text: string, node: SyntaxNode | null): string =>
  sourceOf(text, node).trim().replace(/^:|:$/g, '').replace(/^"|"$/g, '');

/** `head when guard`, of functions, clauses and plugs; anything else is a head without a guard. */
export function withoutGuard(
  text: string,
  node: SyntaxNode | null,
): { head: SyntaxNode | null; guard: SyntaxNode | null } {
  const isGuarded = node?.type === 'binary_operator' && sourceOf(text, child(node, 'operator')) === 'when';
  return isGuarded ? { head: child(node, 'left'), guard: child(node, 'right') } : { head: node, guard: null };
}

/** The statements of a `do` block, or the single one of `do: x`. */
export function bodyOf({ block, words }: Call): readonly SyntaxNode[] {
  if (block) return block.children.filter((each) => !/_block$/.test(each.type));
  const single = words.get('do');
  return single ? [single] : [];
}

/** The statements or clauses of `else`, `rescue`, `catch` or `after`; null where there are none. */
export function partOf({ block, words }: Call, word: string): readonly SyntaxNode[] | null {
  const held = block?.children.find((each) => each.type === `${word}_block`);
  const single = words.get(word);
  return held ? held.children : single ? [single] : null;
}
