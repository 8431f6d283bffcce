import type { KeyRule } from '../../../rulebook/rule-schema.ts';
import type { PatternShape } from './pattern-shape.ts';

/** One alternative of a key pattern, compiled for matching at an offset. */
export type CompiledKey = {
  provider: string;
  rule: KeyRule;
  /** Position in the rulebook; the last tie-breaker. */
  rank: number;
  /**
   * Sticky, so that it matches only at the candidate; the caller checks what follows the match. Equal shapes share it.
   */
  regex: RegExp;
  shape: PatternShape;
  /** Maximum number of characters that the regex is run on. */
  reach: number;
  /** Words that must or may appear nearby, in lower case with underscores. */
  words: readonly string[];
  samples: ReadonlySet<string>;
  /**
   * Literal words in the middle of the shape, such as `_secret_`; the filler test skips them, as they are not random.
   */
  spelled: readonly string[];
};

/** Keys of the same shape, which is matched once for all of them: forty services issue 32 hexadecimal digits. */
export type KeyGroup = Pick<CompiledKey, 'regex' | 'shape' | 'reach'> & {
  keys: CompiledKey[];
  /** True when every key of the group must be assigned to a name. */
  needsName: boolean;
  /** Position among all groups; they are tried in this order. */
  order: number;
};
