import type { SyntaxLanguage } from '../syntax.ts';
import { lowerCsharp } from './csharp-source.ts';
import { lowerGo } from './go-source.ts';
import { lowerJava } from './java-source.ts';
import type { Lower } from './lowering.ts';
import { lowerPhp } from './php-source.ts';
import { lowerPython } from './lower-python.ts';
import { lowerRuby } from './lower-ruby.ts';
import { lowerRust } from './rust-source.ts';

/** How each language is written over into the common one. */
export const LOWERINGS: ReadonlyMap<SyntaxLanguage, Lower> = new Map<SyntaxLanguage, Lower>([
  ['python', lowerPython],
  ['ruby', lowerRuby],
  ['php', lowerPhp],
  ['go', lowerGo],
  ['csharp', lowerCsharp],
  ['rust', lowerRust],
  ['java', lowerJava],
]);
