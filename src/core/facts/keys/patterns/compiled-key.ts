import type { KeyRule } from '../../../rulebook/rule-schema.ts';
import type { PatternShape } from './pattern-shape.ts';

/** One alternative of one key pattern, ready to be tried at a place. */
export type CompiledKey = {
  provider: string;
  rule: KeyRule;
  /** Its place in the rulebook, which settles what nothing else does. */
  rank: number;
  /** Sticky, so that it starts at the candidate; what follows the match is judged by the caller. Equal shapes share it. */
  regex: RegExp;
  shape: PatternShape;
  /** Literal beginning that a mask may show and that a filler test leaves out; empty when several are possible. */
  prefix: string;
  /** Characters of the text that are given to the regex. */
  reach: number;
  /** Words that must or may stand nearby, folded to lower case with underscores. */
  words: readonly string[];
  samples: ReadonlySet<string>;
  /** Words in the middle of the shape, which say nothing of what is drawn around them: `_secret_`. */
  spelled: readonly string[];
};

/** Keys of one shape, which is tried once for all of them: 32 hexadecimal digits are keys of forty services. */
export type KeyGroup = Pick<CompiledKey, 'regex' | 'shape' | 'reach'> & {
  keys: CompiledKey[];
  /** All of them have to be given to a name. */
  needsName: boolean;
  /** Its place among all groups, which are tried in this order. */
  order: number;
};
