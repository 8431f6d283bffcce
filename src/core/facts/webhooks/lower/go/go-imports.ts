import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { identifier, sourceOf } from '../spelling.ts';

/** Packages of the Go project, of frameworks and of common libraries; none of them is the project's own. */
const PLAIN =
  /^(?:golang\.org\/.*|github\.com\/(?:gin-gonic|labstack|go-chi|gofiber|gorilla|sirupsen|google\/uuid|rs|spf13|pkg|jackc|redis|go-redis)\/.*|go\.uber\.org\/.*|gorm\.io\/.*)$/;
/**
 * The standard library (https://pkg.go.dev/std). The path `shop/internal/pay` of a module called `shop` has no dot,
 * either.
 */
const STANDARD =
  /^(?:archive|bufio|builtin|bytes|cmp|compress|container|context|crypto|database|debug|embed|encoding|errors|expvar|flag|fmt|go|hash|html|image|index|io|iter|log|maps|math|mime|net|os|path|plugin|reflect|regexp|runtime|slices|sort|strconv|strings|structs|sync|syscall|testing|text|time|unicode|unique|unsafe|weak)(?:\/|$)/;

/** Writes an import as a module of the common language, unless it is one of those packages. */
export function importOf(go: Curly, spec: SyntaxNode): void {
  const module = sourceOf(go.text, child(spec, 'path')).replace(/["`]/g, '');
  const name = child(spec, 'name');
  const last = module
    .replace(/\/v\d+$/, '')
    .split('/')
    .at(-1)!
    .replace(/^go-|\.go$|-go$/g, '');
  const local = identifier(name ? sourceOf(go.text, name) : last);
  if (PLAIN.test(module) || STANDARD.test(module)) plainOf(go).add(local);
  else go.out.import(local, module, '*', spec);
}

/** Whether a name refers to such a package in the file: `mux`, `chi`, `render`. */
export const isPlainPackage = (go: Curly, name: string): boolean => plainOf(go).has(name);

function plainOf(go: Curly): Set<string> {
  const known = PLAIN_NAMES.get(go);
  if (known) return known;
  const names = new Set<string>();
  PLAIN_NAMES.set(go, names);
  return names;
}

const PLAIN_NAMES = new WeakMap<Curly, Set<string>>();
