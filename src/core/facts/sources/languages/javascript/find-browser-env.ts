import { baseNameOf } from '../../../../split-path.ts';
import type { EnvSignal, Signal } from '../../../../types.ts';

/** Lines whose env reads are visible in browsers, first and last inclusive, with the pattern of these reads. */
type Span = { by: NonNullable<EnvSignal['inBrowser']>; from: number; to: number; names: RegExp };

/** `'use client'`, preceded only by comments. */
const DIRECTIVE = /^(?:\s|\/\/[^\n]{0,400}\n|\/\*(?:[^*]|\*(?!\/)){0,2000}\*\/){0,40}(["'])use client\1/;
const READ = /\b(?:process\.env|import\.meta\.env|env)(?:\.|\[["'])([A-Z][A-Z0-9_]{2,80})/g;
const QUOTED = /["']([A-Z][A-Z0-9_]{2,80})["']/g;

/** Blocks of configuration whose values a bundler inlines into its output, by file name. */
const BLOCKS: ReadonlyArray<{ file: RegExp; opens: RegExp; names: RegExp }> = [
  { file: /^next\.config\.\w{2,3}$/, opens: /\benv\s?:\s?\{/g, names: READ },
  { file: /^nuxt\.config\.\w{2,3}$/, opens: /\bpublic\s?:\s?\{/g, names: READ },
  { file: /^app\.config\.\w{2,3}$/, opens: /\bextra\s?:\s?\{/g, names: READ },
  {
    file: /^(?:[\w-]+\.)?(?:vite|vitest|rollup|rolldown|esbuild|rsbuild|tsup|astro|svelte|quasar)\.config\.\w{2,3}$/,
    opens: /\bdefine\s?:\s?\{/g,
    names: READ,
  },
  { file: /^(?:webpack|rspack|vue|craco)[\w.-]*\.\w{2,3}$/, opens: /\bDefinePlugin\(\s?\{/g, names: READ },
  { file: /^(?:webpack|rspack|vue|craco)[\w.-]*\.\w{2,3}$/, opens: /\bEnvironmentPlugin\(\s?[[{]/g, names: QUOTED },
];
/** Characters of a block that are read. */
const LONGEST_BLOCK = 20_000;
/** Blocks of one kind per file. A configuration has one or two. */
const MOST_BLOCKS = 8;

/**
 * Marks the env reads of a JavaScript file that are visible in browsers, and adds those that only such a block shows.
 */
export function markBrowserEnv(path: string, text: string, signals: readonly Signal[]): readonly Signal[] {
  const spans = findSpans(path, text);
  if (spans.length === 0) return signals;
  const spanOf = (line: number): Span | undefined => spans.find(({ from, to }) => line >= from && line <= to);
  const marked = signals.map((signal) => {
    const span = signal.kind === 'env' ? spanOf(signal.line) : undefined;
    return span === undefined ? signal : { ...signal, inBrowser: span.by };
  });
  return [...marked, ...spans.flatMap((span) => unread(text, span, signals))];
}

function findSpans(path: string, text: string): Span[] {
  if (DIRECTIVE.test(text)) return [{ by: 'client-component', from: 1, to: Infinity, names: READ }];
  const file = baseNameOf(path);
  return BLOCKS.filter((block) => block.file.test(file)).flatMap(({ opens, names }) =>
    [...text.matchAll(opens).take(MOST_BLOCKS)].map((match): Span => {
      const start = match.index + match[0].length;
      return { by: 'bundle', from: lineAt(text, start), to: lineAt(text, endOfBlock(text, start)), names };
    }),
  );
}

function lineAt(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line += 1;
  return line;
}

/**
 * The offset of the bracket that closes the one before `start`; at most `LONGEST_BLOCK` characters on. Brackets in
 * strings count like any others.
 */
function endOfBlock(text: string, start: number): number {
  let depth = 1;
  const stop = Math.min(text.length, start + LONGEST_BLOCK);
  for (let i = start; i < stop; i++) {
    const c = text[i]!;
    if (c === '{' || c === '[') depth += 1;
    else if ((c === '}' || c === ']') && (depth -= 1) === 0) return i;
  }
  return stop;
}

/** Env reads in a block of configuration for which no signal exists: `env.NAME` from `loadEnv`, `'NAME'` in a list. */
function unread(text: string, span: Span, signals: readonly Signal[]): EnvSignal[] {
  if (span.by !== 'bundle') return [];
  const known = new Set(signals.flatMap((s) => (s.kind === 'env' ? [`${s.line} ${s.name}`] : [])));
  return text
    .split('\n')
    .slice(span.from - 1, span.to)
    .flatMap((content, i) =>
      [...content.matchAll(span.names)].flatMap((match): EnvSignal[] => {
        const [name, line] = [match[1]!, span.from + i];
        if (known.has(`${line} ${name}`)) return [];
        const column = match.index + match[0].indexOf(name) + 1;
        return [{ kind: 'env', name, access: 'read', value: null, optional: false, inBrowser: 'bundle', line, column }];
      }),
    );
}
