import type { SyntaxNode } from '../../syntax.ts';
import type { Writer } from '../writer.ts';

/** What the lowering of one Elixir file carries along. */
export type Elixir = {
  text: string;
  path: string;
  out: Writer;
  /** Names of the file's functions. */
  functions: ReadonlySet<string>;
  /** Short names of modules, by `alias`. */
  aliases: ReadonlyMap<string, string>;
  /** Modules of the project whose functions the file calls by their bare names. */
  imported: readonly string[];
  /** Modules that the file defines. */
  modules: ReadonlySet<string>;
  /** Module attributes: `@secret`. */
  attributes: ReadonlyMap<string, SyntaxNode>;
  /** What attributes come to, once asked: one may be written with others, which would double with each. */
  read: Map<string, string>;
  /** The function that is written is a plug: what it answers goes on, unless it is halted. */
  isPlug: boolean;
  /** How the parts are written: see `visit.ts`. */
  lower: {
    expression(elixir: Elixir, node: SyntaxNode | null): string;
    statement(elixir: Elixir, node: SyntaxNode, tail: boolean): void;
  };
};
