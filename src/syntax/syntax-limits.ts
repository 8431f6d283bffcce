import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PARENTHESIS,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
} from '../core/facts/sources/scan/characters.ts';

/**
 * A text beyond these limits is not analysed: a handler of a megabyte or of 400 levels, or a name of 500 characters, is
 * a bundle or an attack.
 */
export const SYNTAX_LIMITS = { characters: 1_000_000, nodes: 400_000, depth: 400, name: 500 } as const;

/** Maximum number of open brackets in a text that is parsed: some thousands of levels overflow the parser's stack. */
export const MOST_OPEN = 1000;

/** Whether more than `most` brackets are open at some point, including those in strings and comments. */
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

/** The parser calls back about once per 100 characters of a source, in dense ones once per 50. */
const CHARACTERS_PER_LOOK = 30;
const LEAST_LOOKS = 1000;
const LEAST_GROWTH = 64_000_000;
const GROWTH_PER_CHARACTER = 128;
/** Maximum time in milliseconds; a text within the limits takes half a second. */
const MOST_MS = 2000;

/**
 * Makes a callback that stops a parse whose ambiguities multiply: by the number of calls, by memory and, failing these,
 * by time. On a busy machine the clock runs on while the parser waits, so CPU time has to exceed the limit too.
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
