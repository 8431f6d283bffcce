import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { sourceOf } from '../spelling.ts';
import { guardsOf, isLayer, receiverOf, setTo, verbOf } from './layers.ts';

// An axum router is a chain of calls that other chains nest, merge or wrap in layers:
// `Router::new().nest("/api", hooks::router().layer(from_fn(verify)))`. A layer covers the calls before it in its
// chain.

/** A call of a chain, with the guards from the layers after it. */
export type Link = { call: SyntaxNode; verb: string; guards: readonly string[] };

/**
 * The calls of a chain, last call first. `wraps` are the guards of an actix scope; `around` are those that other chains
 * add where they nest or merge this one.
 */
export type Chain = { links: readonly Link[]; wraps: readonly string[]; around: readonly string[] };

/** A router made by a function of another file, with the path of that function and the guards of this file. */
export type Mount = { maker: string; guards: readonly string[]; at: SyntaxNode };

type Read = Chain & { root: SyntaxNode; base: SyntaxNode | null; layers: readonly string[]; maker: string };

/** A router and its guards where a chain nests, merges or configures it, or only adds layers to it. */
type Taken = { router: SyntaxNode | null; guards: readonly string[]; at: SyntaxNode; by: Read };

/**
 * Reads the chains of a file, and the routers of other files that they mount. A mount counts only where all mounts of
 * its module have guards.
 */
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

/** The module in the path of a function; empty for a bare name. */
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
      // In actix, `wrap` covers the whole scope, wherever it is in the chain.
      if (verb === 'wrap') wraps.push(...guardsOf(rust, call));
      links.push({ call, verb, guards: [...guards] });
      base = receiverOf(call) ?? call;
    }
    found.push({ root: node, links, wraps, around: [], base, layers: guards, maker: makerAround(rust, node) });
  }
  return found;
}

const CALLS = new Set(['call_expression']);

/** The routers that a chain nests, merges and is configured by, and, if it adds layers, the one that it starts with. */
const takenBy = (by: Read): Taken[] => [
  ...by.links.flatMap(({ call, verb, guards }): Taken[] => {
    const router = argumentsOf(call).at(-1) ?? null;
    if (verb === 'nest' || verb === 'merge') return [{ router, guards, at: call, by }];
    return verb === 'configure' ? [{ router, guards: by.wraps, at: call, by }] : [];
  }),
  ...(by.layers.length > 0 && by.base !== by.root ? [{ router: by.base, guards: by.layers, at: by.root, by }] : []),
];

/** The chains of this file that make up a router: its own, that of a variable, or those in a function. */
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

/** The name of the function that contains a chain; empty where none does. */
function makerAround(rust: Curly, node: SyntaxNode): string {
  let around: SyntaxNode | null = node;
  while (around !== null && around.type !== 'function_item') around = around.parent;
  return sourceOf(rust.text, child(around, 'name'));
}

/** The path of the function that makes a router: one that is called, or one that is passed to `configure` of actix. */
const makerIn = (rust: Curly, router: SyntaxNode | null): string =>
  sourceOf(rust.text, child(router, 'function') ?? router).slice(0, 300);

/** The path of a function of another file: `hooks::router()`. Null for `Router::new()` and functions of this file. */
function makerOf(rust: Curly, router: SyntaxNode | null): string | null {
  const path = makerIn(rust, router);
  return PATH.test(path) && !rust.functions.has(path) ? path : null;
}

const PATH = /^(?:[a-z_]\w{0,80}::){0,9}[a-z_]\w{0,80}$/;
