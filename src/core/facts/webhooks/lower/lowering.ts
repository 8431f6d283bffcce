import type { HandlerKind } from '../frameworks/handler.ts';
import type { SyntaxNode } from '../syntax.ts';

// Python, Ruby, PHP, Go, C#, Rust, Java and Elixir are written over into one small common language, a subset of JavaScript, in
// which the request, its headers, the settings, digests and comparisons have one spelling. One analysis judges them all.
// docs/webhook-languages.md lists the spellings.

/** A place where a framework hands a request to code; its calls stand in the common text as `__route(index, handler)`. */
export type LoweredRoute = {
  framework: string;
  route: string | null;
  method: string | null;
  /** The handler's own name, where routes of other files can point to it. */
  name: string | null;
  /** The type whose method it is, where several of a package may have one of that name (Go). */
  owner?: string;
  line: number;
  endLine: number;
  kind: HandlerKind;
  /** Methods of the same route that the file also serves. */
  siblings?: readonly string[];
  /** Its route is elsewhere, and may tell that it receives webhooks; a `plain` one says so by no name of its own. */
  unrouted?: 'named' | 'plain';
  /** The provider calls by `GET`: what it has to say stands in the query. */
  inQuery?: true;
  /** The file neither changes nor deletes what lies at its routes, which another file may mount where webhooks come in. */
  managesNothing?: true;
  /** It takes what others than the site's own pages post, and is named as what comes in is. */
  ofHooks?: true;
  /** No handler, but what stands before those of the folder. */
  guards?: true;
};

/** A file in the common language. `lines[i]` is the source line (from 1) of line `i` (from 0) of the text. */
export type Lowered = { text: string; lines: readonly number[]; routes: readonly LoweredRoute[] };

/** Source text to the common language. The tree's depth is bounded by the rim, so that recursion over it is safe. */
export type Lower = (path: string, text: string, root: SyntaxNode) => Lowered;
