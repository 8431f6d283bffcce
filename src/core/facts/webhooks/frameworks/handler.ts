import type { Value } from '../judge/state/value.ts';
import type { Program } from '../judge/program/program.ts';
import type { SyntaxNode } from '../syntax.ts';

/**
 * What the place tells: a `route` only its path, a `controller` by a name or decorator of its own that webhooks come there,
 * `StripeWebhookView`; a `mount` leads on to a router of another file, or stands before it.
 */
export type HandlerKind = 'route' | 'controller' | 'mount';

/** A place where a framework hands a request to code. */
export type Handler = {
  framework: string;
  /** The route as far as the file tells, or null where another file mounts it. */
  route: string | null;
  method: string | null;
  /** What is shown: the registration or the exported function. */
  at: SyntaxNode;
  /** The function, or an expression that leads to it. */
  handler: SyntaxNode;
  /** Middleware in front of it, in order. */
  before: readonly SyntaxNode[];
  /** Classes or instances that decide whether the request comes through. */
  guards?: readonly SyntaxNode[];
  /** Something that stands before it lets in those who are signed in alone. */
  forUsers?: true;
  /** The path, where a secret is a part of it: who calls it knows the secret. */
  secretPath?: SyntaxNode;
  name: string | null;
  /** The type whose method it is, where several of a package may have one of that name (Go). */
  owner?: string;
  kind: HandlerKind;
  /** Methods of the same route that the file also serves. */
  siblings: readonly string[];
  /**
   * Its route is elsewhere, and may tell that it receives webhooks; a `plain` one says so by no name of its own, a `mounted` one has
   * the end of a route that another file begins.
   */
  unrouted?: 'named' | 'plain' | 'mounted';
  /** The router neither lists nor changes nor deletes what lies at its root, as one does that manages a collection. */
  managesNothing?: true;
  /** It is called by `GET`: all that a provider has to say stands in the query. */
  inQuery?: true;
  /** The router that it is registered on is named for webhooks, `webhookRouter`, or lets in what others post. */
  ofHooks?: true;
  /** What the framework hands over, where the parameters' names need not tell. */
  given?: readonly Value[];
  /** The framework runs it before handlers of other files, for the paths below its route. */
  isPathGuard?: true;
  /** What it gives out tells the framework what to do: who only answers does something. */
  answersDecide?: true;
  /** The path of the request, where one function serves several. */
  pathname?: string;
};

/** A handler with what is known of it; what is not is a route without a path, a method, a name or anything before it. */
export const makeHandler = (known: Pick<Handler, 'framework' | 'at' | 'handler'> & Partial<Handler>): Handler => ({
  route: null,
  method: null,
  before: [],
  name: null,
  kind: 'route',
  siblings: [],
  ...known,
});

/** One way to hand requests to code; the analysis of what the code does with them is shared. */
export type Framework = {
  /** Whether a file can hold handlers of it at all, by path and text. Most files are told from this and never parsed. */
  mayHold: (path: string, text: string) => boolean;
  find: (path: string, program: Program) => Handler[];
};
