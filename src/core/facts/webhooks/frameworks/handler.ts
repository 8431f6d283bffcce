import type { Value } from '../judge/state/value.ts';
import type { Program } from '../judge/program/program.ts';
import type { SyntaxNode } from '../syntax.ts';

/**
 * How the handler was found. A `route` is known only by its path; a `controller` has a name or decorator that says that
 * it receives webhooks, `StripeWebhookView`; a `mount` leads to a router of another file, or guards one.
 */
export type HandlerKind = 'route' | 'controller' | 'mount';

/** A place where a framework passes a request to code. */
export type Handler = {
  framework: string;
  /** The route as far as this file tells; null if another file mounts it. */
  route: string | null;
  method: string | null;
  /** The node that is reported: the registration or the exported function. */
  at: SyntaxNode;
  /** The function, or an expression that leads to it. */
  handler: SyntaxNode;
  /** Middleware in front of it, in the order in which it runs. */
  before: readonly SyntaxNode[];
  /** Classes or instances that decide whether the request is let through. */
  guards?: readonly SyntaxNode[];
  /** A guard in front of it admits only signed-in users. */
  forUsers?: true;
  /** The path node, if a secret is part of the path: the caller has to know the secret. */
  secretPath?: SyntaxNode;
  name: string | null;
  /** The receiver type of the method (Go): several types of a package may have methods of the same name. */
  owner?: string;
  kind: HandlerKind;
  /** Other methods that the file serves on the same route. */
  siblings: readonly string[];
  /**
   * The route is in another file and may yet show that this receives webhooks. `named`: its own name says so; `plain`:
   * its own name does not; `mounted`: its route is the end of one that begins in another file.
   */
  unrouted?: 'named' | 'plain' | 'mounted';
  /** The router has no route at its root that lists, changes or deletes, so it does not manage a collection. */
  managesNothing?: true;
  /** Called by `GET`: the event is in the query string. */
  inQuery?: true;
  /** The router it is registered on is named for webhooks, `webhookRouter`, or accepts what others post. */
  ofHooks?: true;
  /** The arguments that the framework passes, for parameters whose names do not show it. */
  given?: readonly Value[];
  /** The framework runs it before handlers of other files, for the paths below its route. */
  isPathGuard?: true;
  /** The framework acts on the return value, so a handler that only answers still does something. */
  answersDecide?: true;
  /** The request path for which it is analysed, if one function serves several. */
  pathname?: string;
};

/**
 * Makes a handler from what is known. By default it has no route, method, name or middleware, and is of kind `route`.
 */
export const makeHandler = (known: Pick<Handler, 'framework' | 'at' | 'handler'> & Partial<Handler>): Handler => ({
  route: null,
  method: null,
  before: [],
  name: null,
  kind: 'route',
  siblings: [],
  ...known,
});

/** One way to route requests to code. The analysis of that code is shared by all frameworks. */
export type Framework = {
  /**
   * Whether a file may hold handlers of this framework, by its path and text. Rules out most files before they are
   * parsed.
   */
  mayHold: (path: string, text: string) => boolean;
  find: (path: string, program: Program) => Handler[];
};
