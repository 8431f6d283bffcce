import type { SyntaxLanguage } from '../syntax.ts';
import { lowerCsharp } from './csharp/lower-csharp.ts';
import { lowerElixir } from './elixir/lower-elixir.ts';
import { lowerGo } from './go/lower-go.ts';
import { lowerJava } from './java/lower-java.ts';
import type { Lower } from './lowering.ts';
import { lowerPhp } from './php/lower-php.ts';
import { lowerPython } from './python/lower-python.ts';
import { lowerRuby } from './ruby/lower-ruby.ts';
import { lowerRust } from './rust/lower-rust.ts';
import { macrosAsCalls } from './rust/macros-as-calls.ts';

/** How each language is written over into the common one. */
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

/** A text as the grammar reads more of it, as long as it was, by the languages that have such. */
export const RESPELLED: ReadonlyMap<SyntaxLanguage, (text: string) => string> = new Map([['rust', macrosAsCalls]]);
