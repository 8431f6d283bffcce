import type { SyntaxNode } from '../../syntax.ts';
import type { Writer } from '../writer.ts';
import type { Registered } from './registered-routes.ts';
import type { GuardFunctions } from './router-guards.ts';

/** What the lowering of one Python file carries along. */
export type Python = {
  text: string;
  path: string;
  out: Writer;
  routers: Routers;
  /** Routes that calls of the file register. */
  registered: readonly Registered[];
  guards: GuardFunctions;
  /** The framework by what the whole file names. */
  framework: string;
  /** The name under which the function under way is handed the request, where it is not `request`: `event` of Lambda, `scope` of ASGI. */
  requestName: string | null;
  /** A parameter called `request` of the function under way is the parsed body: `request: AlertModel` of FastAPI. */
  requestIsBody: boolean;
  /** The function under way is a middleware that hands the request on to its `handler`. */
  handsOn: boolean;
  /** The function under way stands before routes, and turns a request away by what it gives back. */
  refuses: boolean;
  /** The class under way answers by itself what its `dispatch` lets through; a mixin leaves that to others. */
  answers: boolean;
  /** Objects of classes of the file that can be called. */
  callables: ReadonlySet<string>;
  /** Functions that give out promises of what they do. */
  coroutines: ReadonlySet<string>;
  /** Where functions begin that a later one of their name replaces: routes still lead to them, `@routes.post('/')` over `main`. */
  replaced: ReadonlySet<number>;
  /** `_log_webhook`, functions for the file's own use that others of it call. */
  helpers: ReadonlySet<string>;
  /** The file changes and deletes, too: what it receives may be what it manages. */
  manages: boolean;
  /** The file shows what lies at the root of its routes, as one does that keeps a collection there. */
  lists: boolean;
  /** How the parts are written: see `visit.ts`. */
  lower: {
    expression(python: Python, node: SyntaxNode | null): string;
    statement(python: Python, node: SyntaxNode, tail: boolean): void;
  };
};

/** Routers of a file by their names: the prefix of their routes, and the dependencies in front of them. */
export type Routers = ReadonlyMap<string, { prefix: string; dependencies: readonly string[] }>;
