import type { HandlerKind } from '../frameworks/handler.ts';
import type { SyntaxNode } from '../syntax.ts';

// Python, Ruby, PHP, Go, C#, Rust, Java and Elixir are lowered to one small common language, a subset of JavaScript, in
// which requests, headers, settings, digests and comparisons each have one spelling. One analysis judges them all.
// docs/webhook-languages.md lists the spellings.

/** A place where a framework hands a request to code. In the common text it is the call `__route(index, handler)`. */
export type LoweredRoute = {
  framework: string;
  route: string | null;
  method: string | null;
  /** The handler's own name, where routes of other files can refer to it. */
  name: string | null;
  /** The receiver type of the method, as several types in a package may have a method of that name (Go). */
  owner?: string;
  line: number;
  endLine: number;
  kind: HandlerKind;
  /** Other HTTP methods that the file serves at the same route. */
  siblings?: readonly string[];
  /**
   * The route is in another file, which may show that the handler receives webhooks; a `plain` handler has no telling
   * name.
   */
  unrouted?: 'named' | 'plain';
  /** The provider calls by `GET` and sends all its data in the query. */
  inQuery?: true;
  /**
   * The file neither changes nor deletes the resources at its routes; another file may mount it where webhooks arrive.
   */
  managesNothing?: true;
  /** It accepts posts from outside the site's own pages, and its name speaks of incoming data. */
  ofHooks?: true;
  /** Not a handler, but a guard that the framework runs before handlers that do not name it. */
  guards?: true;
  /** It guards its route alone, and not those below. */
  exact?: true;
};

/** A file in the common language. `lines[i]` is the 1-based source line of the 0-based line `i` of the text. */
export type Lowered = { text: string; lines: readonly number[]; routes: readonly LoweredRoute[] };

/** Lowers source text to the common language. The parser bounds the depth of the tree, so recursion over it is safe. */
export type Lower = (path: string, text: string, root: SyntaxNode) => Lowered;
