import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { sourceOf } from '../spelling.ts';
import { guardsOf, isLayer, receiverOf, setTo, verbOf } from './layers.ts';

// A router of axum is a chain of calls, which others nest, merge and lay something around: `Router::new().nest("/api",
// hooks::router().layer(from_fn(verify)))`. A layer covers what stands before it in its chain.

/** A call of a chain, with what the layers behind it put before its routes. */
export type Link = { call: SyntaxNode; verb: string; guards: readonly string[] };

/** The calls of a chain, from its end. `around` is what the places put before it where others take it in. */
export type Chain = { links: readonly Link[]; wraps: readonly string[]; around: readonly string[] };

/** A router that a function of another file makes, by the path of that function, and what stands before it here. */
export type Mount = { maker: string; guards: readonly string[]; at: SyntaxNode };

type Read = Chain & { root: SyntaxNode; base: SyntaxNode | null; layers: readonly string[]; maker: string };

/** A router with what stands before it where it is nested, merged or only given a layer. */
type Taken = { router: SyntaxNode | null; guards: readonly string[]; at: SyntaxNode; by: Read };

/** The chains of a file, and the routers of other files that they take in, where something stands before all that their module makes. */
export function readChains(rust: Curly, root: SyntaxNode): { chains: Chain[]; mounts: Mount[] } {
  const chains = chainsOf(rust, root);
  const taken = chains.flatMap((chain) => takenBy(chain));
  const byRoot = new Map(chains.map((chain) => [chain.root, chain]));
  const made = taken.map((each) => ({ ...each, of: chainsMade(rust, chains, byRoot, each.router) }));
  const around = (chain: Read, depth: number): readonly string[] => {
    const ways = depth === 0 ? [] : made.filter(({ of, by }) => by !== chain && of.includes(chain));
    const each = ways.map(({ guards, by }) => [...guards, ...around(by, depth - 1)]);
    return each.toSorted((a, b) => a.length - b.length)[0] ?? [];
  };
  const mounts = made.flatMap(({ router, guards, at, by, of }): Mount[] => {
    const maker = of.length === 0 ? makerOf(rust, router) : null;
    return maker === null ? [] : [{ maker, guards: [...guards, ...around(by, MAX_DEPTH)], at }];
  });
  return {
    chains: chains.map((chain) => ({ ...chain, around: around(chain, MAX_DEPTH) })),
    mounts: mounts.filter(({ maker }) =>
      mounts.every((each) => moduleOf(each.maker) !== moduleOf(maker) || each.guards.length > 0),
    ),
  };
}

const MAX_DEPTH = 4;

/** The module of a function, by the path of which it is called. */
export const moduleOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('::')));

function chainsOf(rust: Curly, root: SyntaxNode): Read[] {
  const found: Read[] = [];
  const seen = new Set<SyntaxNode>();
  for (const node of nodesOfType(root, CALLS)) {
    if (seen.has(node)) continue;
    const links: Link[] = [];
    const guards: string[] = [];
    const wraps: string[] = [];
    let base: SyntaxNode | null = node;
    for (let call: SyntaxNode | null = node; call?.type === 'call_expression'; call = receiverOf(call)) {
      seen.add(call);
      const verb = verbOf(rust, call);
      if (isLayer(verb)) guards.push(...guardsOf(rust, call));
      // A scope of actix is wrapped as a whole.
      if (verb === 'wrap') wraps.push(...guardsOf(rust, call));
      links.push({ call, verb, guards: [...guards] });
      base = receiverOf(call) ?? call;
    }
    found.push({ root: node, links, wraps, around: [], base, layers: guards, maker: makerAround(rust, node) });
  }
  return found;
}

const CALLS = new Set(['call_expression']);

/** What a chain nests, merges and is configured by, and what it begins with. */
const takenBy = (by: Read): Taken[] => [
  ...by.links.flatMap(({ call, verb, guards }): Taken[] => {
    const router = argumentsOf(call).at(-1) ?? null;
    if (verb === 'nest' || verb === 'merge') return [{ router, guards, at: call, by }];
    return verb === 'configure' ? [{ router, guards: by.wraps, at: call, by }] : [];
  }),
  ...(by.layers.length > 0 && by.base !== by.root ? [{ router: by.base, guards: by.layers, at: by.root, by }] : []),
];

/** The chains of this file that a router is made of: its own, that of a variable, or those of a function. */
function chainsMade(
  rust: Curly,
  chains: readonly Read[],
  byRoot: ReadonlyMap<SyntaxNode, Read>,
  router: SyntaxNode | null,
): Read[] {
  if (router === null) return [];
  const own = byRoot.get(router);
  if (own && own.base !== router) return [own];
  const set = setTo(rust, router);
  const known = set && byRoot.get(set);
  if (known) return [known];
  const name = makerIn(rust, router);
  return rust.functions.has(name) ? chains.filter(({ maker }) => maker === name) : [];
}

/** The function in whose body a chain stands. */
function makerAround(rust: Curly, node: SyntaxNode): string {
  let around: SyntaxNode | null = node;
  while (around !== null && around.type !== 'function_item') around = around.parent;
  return sourceOf(rust.text, child(around, 'name'));
}

/** The function that is called, or handed over as it is to configure an application of actix. */
const makerIn = (rust: Curly, router: SyntaxNode | null): string =>
  sourceOf(rust.text, child(router, 'function') ?? router).slice(0, 300);

/** `hooks::router()`: a function by whose path the file is told; null for `Router::new()`. */
function makerOf(rust: Curly, router: SyntaxNode | null): string | null {
  const path = makerIn(rust, router);
  return PATH.test(path) && !rust.functions.has(path) ? path : null;
}

const PATH = /^(?:[a-z_]\w{0,80}::){0,9}[a-z_]\w{0,80}$/;
