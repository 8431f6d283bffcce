import type { SyntaxLanguage } from '../syntax.ts';
import { lowerCsharp } from './csharp/lower-csharp.ts';
import { patternsAsComparisons } from './csharp/patterns-as-comparisons.ts';
import { lowerElixir } from './elixir/lower-elixir.ts';
import { lowerGo } from './go/lower-go.ts';
import { lowerJava } from './java/lower-java.ts';
import type { Lower } from './lowering.ts';
import { lowerPhp } from './php/lower-php.ts';
import { lowerPython } from './python/lower-python.ts';
import { lowerRuby } from './ruby/lower-ruby.ts';
import { lowerRust } from './rust/lower-rust.ts';
import { macrosAsCalls } from './rust/macros-as-calls.ts';

/** The lowering of each language to the common language. */
export const LOWERINGS: ReadonlyMap<SyntaxLanguage, Lower> = new Map<SyntaxLanguage, Lower>([
  ['python', lowerPython],
  ['ruby', lowerRuby],
  ['php', lowerPhp],
  ['go', lowerGo],
  ['csharp', lowerCsharp],
  ['rust', lowerRust],
  ['java', lowerJava],
  ['elixir', lowerElixir],
]);

/**
 * Rewrites source text so that the grammar parses more of it, without changing its length; only some languages need it.
 */
export const RESPELLED: ReadonlyMap<SyntaxLanguage, (text: string) => string> = new Map([
  ['csharp', patternsAsComparisons],
  ['rust', macrosAsCalls],
]);
