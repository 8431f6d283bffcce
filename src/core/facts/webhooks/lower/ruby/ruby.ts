import type { SyntaxNode } from '../../syntax.ts';
import type { Writer } from '../writer.ts';

/** What the lowering of one Ruby file carries along. */
export type Ruby = {
  text: string;
  path: string;
  out: Writer;
  /** Methods of the file: a bare name of these is a call. */
  methods: ReadonlySet<string>;
  /** Classes of the file that have one above them. */
  classes: ReadonlySet<string>;
  /** Methods in front of actions: what answers there turns the request away. */
  filters: ReadonlySet<string>;
  /** Methods that stand as statements of their own where others call them. */
  calledAlone: ReadonlySet<string>;
  /** What the request is called where it does not go by its own name. */
  requestName: string | null;
  /** Local names of the method under way. */
  locals: Set<string>;
  /** Where bare calls that the file does not explain go to: a concern or the class above. */
  mixin: string | null;
  /** Locals of the method under way that are services of other files, made with the request: their class, and what it is given. */
  services: ReadonlyMap<string, SyntaxNode>;
  inClass: boolean;
  answersReject: boolean;
  /** How the parts are written: see `visit.ts`. */
  lower: {
    expression(ruby: Ruby, node: SyntaxNode | null): string;
    statement(ruby: Ruby, node: SyntaxNode, tail: boolean): void;
  };
};
