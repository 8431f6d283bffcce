import { findPathnames } from './dispatch.ts';
import { hasSome } from '../has-some.ts';
import { argumentsOf, bare, literal, objectEntries, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { parameter } from '../judge/state/names.ts';
import { PASSES, value } from '../judge/state/value.ts';
import type { Value } from '../judge/state/value.ts';
import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { makeHandler } from './handler.ts';
import type { Framework, Handler } from './handler.ts';
import { guardFilesOf } from './guard-files.ts';

/**
 * Functions that a framework runs before handlers of other files, whatever their paths: middleware of Next.js, Astro,
 * Nitro and Cloudflare Pages, hooks of SvelteKit. They test the path themselves, so each is analysed once for every
 * path that it distinguishes.
 */
export const PATH_GUARDS: Framework = {
  mayHold: (path, text) => guardFilesOf(path).length > 0 && hasSome(text, CHECKING),
  find: findPathGuards,
};

const CHECKING = ['ecret', 'SECRET', 'ignature', 'mac', 'oken', 'TOKEN', 'erify', '_KEY', 'piKey'];

const MAX_PATHS = 8;

function findPathGuards(path: string, program: Program): Handler[] {
  const isGiven = (name: string): boolean => program.exported.has(name);
  const file = guardFilesOf(path).find(({ exports }) => exports.some(isGiven));
  const name = file?.exports.find(isGiven);
  if (!file || name === undefined) return [];
  const matchers = matchersOf(program);
  return stepsOf(program, program.exported.get(name)!).flatMap((step) =>
    pathsOf(program, step, matchers).map((pathname) =>
      makeHandler({
        framework: file.framework,
        route: `${file.route}${pathname ?? ''}`.replace(/(?<!\/)\/*$/, '/*'),
        at: bare(step),
        handler: step,
        name,
        kind: 'mount',
        siblings: ['guard'],
        given: GIVEN[file.framework] ?? [REQUEST],
        isPathGuard: true,
        ...(pathname === null ? {} : { pathname }),
      }),
    ),
  );
}

/**
 * The paths that a function distinguishes or is limited to. Where it runs for every path, null stands for all the
 * others.
 */
function pathsOf(program: Program, step: SyntaxNode, matchers: readonly Matcher[] | null): (string | null)[] {
  // The function that `defineMiddleware` wraps, or the function itself.
  const written = program.declared.get(textOf(program, bare(step))) ?? step;
  const told = findPathnames(program, written).filter((each) => each.startsWith('/'));
  const matched = (matchers ?? []).flatMap(({ prefix }) => prefix ?? []);
  const paths = [...new Set([...told, ...matched])].filter((each) => isMatched(matchers, each)).slice(0, MAX_PATHS);
  return matchers === null ? [...paths, null] : paths;
}

/**
 * `sequence(first, second)` of SvelteKit and Astro, `[first, second]` of Cloudflare: each step may reject the request.
 */
function stepsOf(program: Program, node: SyntaxNode): SyntaxNode[] {
  const inner = bare(node);
  if (inner.type === 'array') return inner.children.filter((each) => each.type !== 'comment');
  const callee = child(inner, 'function');
  return callee && textOf(program, callee) === 'sequence' ? argumentsOf(inner) : [node];
}

const REQUEST = parameter('request', 0);

/** Arguments that each framework passes; elsewhere, only a request. */
const GIVEN: Readonly<Record<string, readonly Value[]>> = {
  sveltekit: [
    value({
      props: new Map([
        ['event', REQUEST],
        ['resolve', PASSES],
      ]),
    }),
  ],
  astro: [REQUEST, PASSES],
  'cloudflare-pages': [{ ...REQUEST, props: new Map([['next', PASSES]]) }],
};

/**
 * An entry of `matcher`: a prefix that covers everything below it, or the prefixes that a negative lookahead excludes.
 */
type Matcher = { prefix: string | null; leavesOut: readonly string[] };

/**
 * The paths of `export const config = { matcher: ['/api/hooks/:path*'] }` of Next.js; null if there is none, which
 * matches every path.
 */
function matchersOf(program: Program): Matcher[] | null {
  const config = program.exported.get('config');
  const matcher = config && bare(config).type === 'object' ? objectEntries(program, bare(config)).get('matcher') : null;
  if (!matcher) return null;
  return [bare(matcher), ...nodesOfType(matcher, STRINGS)]
    .flatMap((node) => literal(program, node) ?? [])
    .slice(0, MAX_PATHS)
    .map(readMatcher);
}

const STRINGS = new Set(['string', 'template_string']);

function readMatcher(text: string): Matcher {
  const leftOut = /^\/\(\(\?!([^)]{0,2000})/.exec(text)?.[1];
  if (leftOut !== undefined) return { prefix: null, leavesOut: leftOut.split('|') };
  return { prefix: text.split(/[:(*]/, 1)[0]!.replace(/(?<=[^/]|^\/)\/+$/, ''), leavesOut: [] };
}

const isMatched = (matchers: readonly Matcher[] | null, path: string): boolean =>
  matchers === null ||
  matchers.some(({ prefix, leavesOut }) =>
    prefix === null ? !leavesOut.some((each) => path.slice(1).startsWith(each)) : path.startsWith(prefix),
  );
