import { createRequire } from 'node:module';
import type * as TreeSitter from 'web-tree-sitter';

/** The parser's program with its memory, one for all grammars that are loaded into it. */
export type ParserProgram = Pick<typeof TreeSitter, 'Parser' | 'Language'> & {
  memory: WebAssembly.Memory;
  /** Set when a text broke it: what its memory holds is not to be relied on any more. */
  isBroken: boolean;
};

const PAGE_BYTES = 65_536;
const FIRST_PAGES = (32 * 1_048_576) / PAGE_BYTES;
/** Far above what a text within the limits takes; the parser's own bound is the whole address space. */
const MOST_PAGES = (512 * 1_048_576) / PAGE_BYTES;

let current: Promise<ParserProgram> | null = null;

/** The process's parser, started (10 ms) when first asked for, and anew once it broke. */
export async function startParser(): Promise<ParserProgram> {
  const held = current;
  const program = await held;
  if (program !== null && !program.isBroken) return program;
  // Another that waited may have started it meanwhile.
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
 * The package keeps one memory for as long as its module lives, so that a new one takes a new module: of CommonJS, which can
 * be forgotten. It frees what was forgotten to be freed by calls into that memory, at any time; in one that is broken they
 * would end the process. Nothing is left to that here, so it gets no registry to do it by.
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
