import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PARENTHESIS,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
} from '../core/facts/sources/scan/characters.ts';

/** Over these a text is not analysed. A handler of a megabyte or of 400 levels is a bundle or an attack, a name of 500 characters too. */
export const SYNTAX_LIMITS = { characters: 1_000_000, nodes: 400_000, depth: 400, name: 500 } as const;

/** Deeper nesting than the tree may have is not parsed: of some thousands of levels the parser's stack runs over. */
export const MOST_OPEN = 1000;

/** Whether at some place more brackets are open than closed. What stands in strings and comments counts, too. */
export function opensMore(text: string, most: number): boolean {
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === OPEN_PARENTHESIS || code === OPEN_BRACKET || code === OPEN_BRACE) {
      open += 1;
      if (open > most) return true;
    } else if ((code === CLOSE_PARENTHESIS || code === CLOSE_BRACKET || code === CLOSE_BRACE) && open > 0) open -= 1;
  }
  return false;
}

/** A source takes one look for about 100 characters, dense ones one for 50. */
const CHARACTERS_PER_LOOK = 30;
const LEAST_LOOKS = 1000;
const LEAST_GROWTH = 64_000_000;
const GROWTH_PER_CHARACTER = 128;
/** A text within the limits takes half a second. */
const MOST_MS = 2000;

/**
 * Ends a parse in which the ways to read the text multiply: by its work, its memory and, where neither tells, its time. On a
 * machine that is busy with other things the clock goes on while the parser waits, so that the processor's time is asked, too.
 */
export function makeStop(memory: WebAssembly.Memory, characters: number): () => boolean {
  let looks = LEAST_LOOKS + characters / CHARACTERS_PER_LOOK;
  const mostBytes = memory.buffer.byteLength + LEAST_GROWTH + characters * GROWTH_PER_CHARACTER;
  const until = performance.now() + MOST_MS;
  const used = usedMs();
  return () =>
    --looks < 0 || memory.buffer.byteLength > mostBytes || (performance.now() > until && usedMs() - used > MOST_MS);
}

function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
