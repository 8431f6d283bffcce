import type { SyntaxLanguage } from '../syntax.ts';
import { lowerPython } from './lower-python.ts';
import type { Lower } from './lowering.ts';

/** How each language is written over into the common one. */
export const LOWERINGS: ReadonlyMap<SyntaxLanguage, Lower> = new Map([['python', lowerPython]]);
