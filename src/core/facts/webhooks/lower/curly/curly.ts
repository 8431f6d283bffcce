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
};

export type CallParts = {
  source: string;
  owner: string | null;
  name: string;
  list: readonly string[];
  args: readonly SyntaxNode[];
  node: SyntaxNode;
};

export type Curly = {
  text: string;
  path: string;
  out: Writer;
  dialect: Dialect;
  language: 'php' | 'go' | 'csharp' | 'rust' | 'java';
  /** Local names that stand for another expression: a request, a service by its type. */
  names: Map<string, string>;
  /** Fields of the classes of the file by their types; in Go also parameters and variables, by how they are written. */
  fields: Map<string, string>;
  /** Names of the functions of the file. */
  functions: ReadonlySet<string>;
  methods: ReadonlySet<string>;
  /** The trait or the class above that most likely has the methods which the file lacks (PHP). */
  mixin: string | null;
  /** The function under way gives its failure back as its last value (Go) or as `Err` (Rust): written as a throw. */
  fails: boolean;
  /** The name that takes the value of the block under way (Rust): `let event = match … { … }`. Null where it is the function's. */
  target: string | null;
  /** Results that are asked later (Rust): the name that is truthy after success. */
  results: Map<string, string>;
  /** How the parts are written: see `visit.ts`. */
  lower: {
    expression(curly: Curly, node: SyntaxNode | null): string;
    statement(curly: Curly, node: SyntaxNode, tail: boolean): void;
  };
};
