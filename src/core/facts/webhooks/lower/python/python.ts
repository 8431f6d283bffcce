import type { SyntaxNode } from '../../syntax.ts';
import type { Writer } from '../writer.ts';
import type { Registered } from './registered-routes.ts';
import type { GuardFunctions } from './router-guards.ts';

/** The state of lowering one Python file. */
export type Python = {
  text: string;
  path: string;
  out: Writer;
  routers: Routers;
  /** Routes that calls in the file register. */
  registered: readonly Registered[];
  guards: GuardFunctions;
  /** The framework, recognised by what the file names anywhere. */
  framework: string;
  /** The name of the request in the current function, where it is not `request`: `event` of Lambda, `scope` of ASGI. */
  requestName: string | null;
  /** The parameter `request` of the current function is the parsed body: `request: AlertModel` of FastAPI. */
  requestIsBody: boolean;
  /** The current function is middleware that passes the request on to its `handler`. */
  handsOn: boolean;
  /** The current function runs before routes and rejects a request by returning a response. */
  refuses: boolean;
  /** The current class handles what its `dispatch` lets through; a mixin leaves that to other classes. */
  answers: boolean;
  /** Variables that hold an instance of a callable class of the file. */
  callables: ReadonlySet<string>;
  /** Functions that return a coroutine. */
  coroutines: ReadonlySet<string>;
  /**
   * Start offsets of functions that a later one of the same name replaces. Routes still lead to them:
   * `@routes.post('/')` on `main`.
   */
  replaced: ReadonlySet<number>;
  /** Private functions that the file itself calls: `_log_webhook`. */
  helpers: ReadonlySet<string>;
  /** The file also changes and deletes; what it receives may be what it manages. */
  manages: boolean;
  /** The file has a `GET` route at its root, as one that manages a collection does. */
  lists: boolean;
  /** The recursion into parts: see `visit.ts`. */
  lower: {
    expression(python: Python, node: SyntaxNode | null): string;
    statement(python: Python, node: SyntaxNode, tail: boolean): void;
  };
};

/** Routers of a file by name: the prefix of their routes, and the dependencies that run before them. */
export type Routers = ReadonlyMap<string, { prefix: string; dependencies: readonly string[] }>;
