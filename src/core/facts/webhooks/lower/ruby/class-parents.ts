import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Ruby } from './ruby.ts';

/** Where a class or module gets its other methods from: its superclass and the modules that it includes. */
export type Parents = { above: string | null; included: readonly string[] };

/** How many characters at the start of a class are searched. */
const MAX_HEAD = 3000;

/** Reads `class Hooks < Base` and `include Verifies` at the head of a class. */
export function parentsOf({ text }: Ruby, node: SyntaxNode): Parents {
  const source = sourceOf(text, node).slice(0, MAX_HEAD);
  return {
    above: /^\s*class\s+[\w:]+\s*<\s*(?:::)?([A-Z][\w:]*)/.exec(source)?.[1] ?? null,
    included: [...source.matchAll(/^\s*(?:include|prepend)\s+([A-Z][\w:]*)/gm)].map((match) => match[1]!),
  };
}
