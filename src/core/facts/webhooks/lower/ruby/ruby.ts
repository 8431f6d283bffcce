import type { SyntaxNode } from '../../syntax.ts';
import type { Writer } from '../writer.ts';

/** The state of lowering one Ruby file. */
export type Ruby = {
  text: string;
  path: string;
  out: Writer;
  /** Methods of the file; a bare name among them is a call. */
  methods: ReadonlySet<string>;
  /** Classes of the file that have a superclass. */
  classes: ReadonlySet<string>;
  /** Constants of the file that have a single value, by name, with their assignments. */
  constants: ReadonlyMap<string, SyntaxNode>;
  /** Methods that run before actions; a response rendered in one rejects the request. */
  filters: ReadonlySet<string>;
  /** Methods that are called as plain statements. */
  calledAlone: ReadonlySet<string>;
  /** The local name of the request where it is not `request`; otherwise null. */
  requestName: string | null;
  /** Local names of the current method. */
  locals: Set<string>;
  /** The concern or superclass to which bare calls go where the file lacks the method. */
  mixin: string | null;
  /** Local variables of the current method that hold services of other files, with the `new` call that creates each. */
  services: ReadonlyMap<string, SyntaxNode>;
  inClass: boolean;
  answersReject: boolean;
  /** The recursion into parts: see `visit.ts`. */
  lower: {
    expression(ruby: Ruby, node: SyntaxNode | null): string;
    statement(ruby: Ruby, node: SyntaxNode, tail: boolean): void;
  };
};
