import type { SyntaxNode } from '../../syntax.ts';
import type { Writer } from '../writer.ts';

/** The state of lowering one Elixir file. */
export type Elixir = {
  text: string;
  path: string;
  out: Writer;
  /** Names of the file's functions. */
  functions: ReadonlySet<string>;
  /** Full names of modules by their short ones (`alias`). */
  aliases: ReadonlyMap<string, string>;
  /** Modules of the project whose functions the file calls by their bare names. */
  imported: readonly string[];
  /** Modules that the file defines. */
  modules: ReadonlySet<string>;
  /** Module attributes: `@secret`. */
  attributes: ReadonlyMap<string, SyntaxNode>;
  /**
   * Lowered values of attributes. Memoized: attributes may refer to each other, so that lowering them again would
   * double the work with each.
   */
  read: Map<string, string>;
  /** The current function is a plug: the request continues after its response, unless it halts the connection. */
  isPlug: boolean;
  /** The recursion into parts: see `visit.ts`. */
  lower: {
    expression(elixir: Elixir, node: SyntaxNode | null): string;
    statement(elixir: Elixir, node: SyntaxNode, tail: boolean): void;
  };
};
