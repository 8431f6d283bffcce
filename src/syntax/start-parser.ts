import { createRequire } from 'node:module';
import type * as TreeSitter from 'web-tree-sitter';

/** An instance of the WebAssembly parser with its memory, shared by all grammars loaded into it. */
export type ParserProgram = Pick<typeof TreeSitter, 'Parser' | 'Language'> & {
  memory: WebAssembly.Memory;
  /** True after a text has crashed it: its memory can no longer be trusted. */
  isBroken: boolean;
};

const PAGE_BYTES = 65_536;
const FIRST_PAGES = (32 * 1_048_576) / PAGE_BYTES;
/** Far more than a text within the limits needs; the parser's own bound is the whole address space. */
const MOST_PAGES = (512 * 1_048_576) / PAGE_BYTES;

let current: Promise<ParserProgram> | null = null;

/** The process's parser, started on first use (10 ms) and again after a crash. */
export async function startParser(): Promise<ParserProgram> {
  const held = current;
  const program = await held;
  if (program !== null && !program.isBroken) return program;
  // Another caller may have started it in the meantime.
  if (current === held || current === null) current = start();
  return current;
}

async function start(): Promise<ParserProgram> {
  const { Parser, Language } = requireAnew();
  const memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES });
  await Parser.init({ wasmMemory: memory });
  return { Parser, Language, memory, isBroken: false };
}

/**
 * Loads a new copy of the package, which keeps one memory for as long as its module lives; a CommonJS module can be
 * dropped from the cache. A FinalizationRegistry lets the package free leaked objects by calls into that memory at any
 * time, which would end the process once the memory is corrupt. Nothing here relies on it, so the package gets one that
 * does nothing.
 */
function requireAnew(): Pick<typeof TreeSitter, 'Parser' | 'Language'> {
  const require = createRequire(import.meta.url);
  const path = require.resolve('web-tree-sitter');
  delete require.cache[path];
  const registry = globalThis.FinalizationRegistry;
  globalThis.FinalizationRegistry = NoRegistry as unknown as typeof FinalizationRegistry;
  try {
    return require(path) as typeof TreeSitter;
  } finally {
    globalThis.FinalizationRegistry = registry;
  }
}

class NoRegistry {
  register(): void {}
  unregister(): void {}
}
