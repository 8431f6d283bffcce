import type { SyntaxNode } from '../../syntax.ts';
import type { Writer } from '../writer.ts';

// PHP, Go, C#, Rust and Java share one lowering, as their AST nodes have much the same names.

/** What one of these languages adds: the names, calls and types that stand for a request, a setting, a digest. */
export type Dialect = {
  /** A call the dialect knows, its arguments already lowered; null for an ordinary call. */
  knownCall(curly: Curly, call: CallParts): string | null;
  /** A member or index by name; null for an ordinary one. */
  member(curly: Curly, owner: string, name: string, source: string): string | null;
  /** The spelling of a function or method name in the common language. */
  methodName(name: string): string;
  /**
   * The role of a parameter by its type, without reference marks: `request`, `next`; null where the type tells nothing.
   */
  roleOf(type: string, name: string): string | null;
  /**
   * What the framework passes for a parameter without an attribute that says so; null where the caller passes the
   * value.
   */
  filledBy?(parameter: { type: string; source: string }, method: string): string | null;
  /** An expression that only this language has; null for shared ones. */
  expression?(curly: Curly, node: SyntaxNode): string | null;
  /** Writes a statement that only this language has; false for shared ones. */
  statement?(curly: Curly, node: SyntaxNode, tail: boolean): boolean;
  /** Writes a `return` in a language where failures are values, too. */
  giveBack?(curly: Curly, values: readonly SyntaxNode[], at: SyntaxNode): void;
  /** Reads what the fields of a class do not tell, before its methods are written. */
  enterClass?(curly: Curly, node: SyntaxNode): void;
  /** How middleware that takes no `next` passes a request on. */
  goesOn?: RegExp;
  /** Failures are values: the failure of a check is lost where its result is ignored. */
  failsByValue?: true;
  /** The last expression of a block is its value. */
  hasBlockValues?: true;
  /** The maximum number of routes per file, where one file may hold those of a whole application. */
  mostRoutes?: number;
  /** Fields may be accessed without `this`. */
  namesFields?: true;
  /** More types of services, which the framework injects into a method. */
  serviceType?: RegExp;
  /** The module of a class that the file need not import, since both are of one namespace or package. */
  besides?(curly: Curly, type: string): string;
};

/**
 * A call as passed to a dialect: `source` is the callee in the source; `owner`, `name` and `list` are its lowered
 * parts.
 */
export type CallParts = {
  source: string;
  owner: string | null;
  name: string;
  list: readonly string[];
  args: readonly SyntaxNode[];
  node: SyntaxNode;
};

/** The state of lowering one file. */
export type Curly = {
  text: string;
  path: string;
  out: Writer;
  dialect: Dialect;
  /** Local names that stand for another expression: the request, a service by its type. */
  names: Map<string, string>;
  /** Texts that the file has given names. */
  constants: ReadonlyMap<string, string>;
  /** Fields of the current class by their types. */
  fields: Map<string, string>;
  /** Types of fields, parameters and variables by their spelling (Go): `this.payments`, `svc`. */
  types: Map<string, string>;
  /** Names of the functions of the file. */
  functions: ReadonlySet<string>;
  methods: ReadonlySet<string>;
  /** The trait or base class that most likely has the methods that the file lacks (PHP). */
  mixin: string | null;
  /** The current function returns its failure as its last value (Go) or as `Err` (Rust): written as a throw. */
  fails: boolean;
  /**
   * The variable that takes the value of the current block: `let event = match … { … }`. Null where the function
   * returns it.
   */
  target: string | null;
  /** Results that are tested later (Rust): the name that is truthy on success. */
  results: Map<string, string>;
  /** The recursion into parts: see `visit.ts`. */
  lower: {
    expression(curly: Curly, node: SyntaxNode | null): string;
    statement(curly: Curly, node: SyntaxNode, tail: boolean): void;
  };
};
