import type { SyntaxNode } from '../../syntax.ts';
import type { Writer } from '../writer.ts';

// What PHP, Go, C#, Rust and Java have in common: the nodes of their trees have much the same names.

/** What one of these languages adds: names, calls and types that mean a request, a setting, a digest. */
export type Dialect = {
  /** A call, with its arguments written already; null where it is a call like any other. */
  knownCall(curly: Curly, call: CallParts): string | null;
  /** A member or an index by name; null where it is one like any other. */
  member(curly: Curly, owner: string, name: string, source: string): string | null;
  /** How a name of a function or a method is spelled. */
  methodName(name: string): string;
  /** What a parameter stands for by its type, which has no signs of references: `request`, `next`; null where that says nothing. */
  roleOf(type: string, name: string): string | null;
  /** What a framework fills a parameter of a method with that says nothing of it; null for what the code hands over. */
  filledBy?(parameter: { type: string; source: string }, method: string): string | null;
  /** An expression that other languages do not have; null for all that they have too. */
  expression?(curly: Curly, node: SyntaxNode): string | null;
  /** Writes a statement that other languages do not have; false for all that they have too. */
  statement?(curly: Curly, node: SyntaxNode, tail: boolean): boolean;
  /** Writes what a function gives back, where its failure is a value as well. */
  giveBack?(curly: Curly, values: readonly SyntaxNode[], at: SyntaxNode): void;
  /** Reads of a class what its fields do not tell, before its methods are written. */
  enterClass?(curly: Curly, node: SyntaxNode): void;
  /** How middleware goes on that is handed no `next`. */
  goesOn?: RegExp;
  /** A failure is a value: that of a check which stands alone is lost. */
  failsByValue?: true;
  /** The last expression of a block is its value. */
  hasBlockValues?: true;
  /** How many routes of a file are looked at, where it may hold those of a whole application. */
  mostRoutes?: number;
  /** A field is written without `this`. */
  namesFields?: true;
  /** Further types of what does work, which a framework makes and hands over to a method. */
  serviceType?: RegExp;
};

/** A call as a dialect is asked about it: written in the source, and its parts in the common language. */
export type CallParts = {
  source: string;
  owner: string | null;
  name: string;
  list: readonly string[];
  args: readonly SyntaxNode[];
  node: SyntaxNode;
};

/** What the lowering of one file carries along. */
export type Curly = {
  text: string;
  path: string;
  out: Writer;
  dialect: Dialect;
  /** Local names that stand for another expression: a request, a service by its type. */
  names: Map<string, string>;
  /** Fields of the class under way by their types. */
  fields: Map<string, string>;
  /** Of what type fields, parameters and variables are, by how they are written (Go): `this.payments`, `svc`. */
  types: Map<string, string>;
  /** Names of the functions of the file. */
  functions: ReadonlySet<string>;
  methods: ReadonlySet<string>;
  /** The trait or the class above that most likely has the methods which the file lacks (PHP). */
  mixin: string | null;
  /** The function under way gives its failure back as its last value (Go) or as `Err` (Rust): written as a throw. */
  fails: boolean;
  /** The name that takes the value of the block under way: `let event = match … { … }`. Null where it is the function's. */
  target: string | null;
  /** Results that are asked later (Rust): the name that is truthy after success. */
  results: Map<string, string>;
  /** How the parts are written: see `visit.ts`. */
  lower: {
    expression(curly: Curly, node: SyntaxNode | null): string;
    statement(curly: Curly, node: SyntaxNode, tail: boolean): void;
  };
};
