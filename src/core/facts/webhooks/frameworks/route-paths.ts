import { argumentsOf, bare, literal, objectEntries, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';

// Route paths as written in the source: literals, or expressions of literals, constants and settings.

/** Limit of paths in one registration. */
const MAX_PATHS = 8;
const MAX_DEPTH = 4;
/** Constants that repeat one another grow exponentially with depth; nothing longer than this is a path. */
const MAX_LENGTH = 500;

/**
 * `'/x'`, `` `${API}/x` ``, `WEBHOOK_PATH`, or every entry of `['/x', '/y']`. Empty if the node is not a path or if any
 * entry is unknown. An unknown part of a path becomes a parameter: `/bot/:TOKEN`.
 */
export function pathsOf(program: Program, node: SyntaxNode | undefined): string[] {
  const inner = node ? bare(node) : undefined;
  const parts = inner?.type === 'array' ? inner.children.filter(({ type }) => type !== 'comment') : [inner];
  const paths = parts.slice(0, MAX_PATHS).map((each) => (each ? pathOf(program, each) : null));
  return paths.flatMap((each) => (each === null || paths.includes(null) ? [] : [each]));
}

/** One path, or null: an identifier that is neither a string nor named like a path is taken for a function. */
function pathOf(program: Program, node: SyntaxNode): string | null {
  const inner = bare(node);
  const written = literal(program, inner);
  if (written !== null) return written;
  if (inner.type === 'call_expression') return ofCall(program, inner);
  if (!PUT_TOGETHER.has(inner.type)) return null;
  const path = put(program, inner, 0);
  if (path === null || !path.includes('/')) return null;
  // An unknown leading part is the base path of the application.
  return path.replace(/^:\w+(?=\/)/, '');
}

const PUT_TOGETHER = new Set(['template_string', 'binary_expression', 'identifier', 'member_expression']);

/**
 * `this.routerPath('webhook/acme', false)`: a function named for building paths; the literal arguments are the end of
 * the path.
 */
function ofCall(program: Program, call: SyntaxNode): string | null {
  if (!MAKES_PATHS.test(textOf(program, child(call, 'function') ?? call).slice(-80))) return null;
  const parts = argumentsOf(call)
    .slice(0, MAX_PATHS)
    .flatMap((each) => literal(program, bare(each)) ?? []);
  return parts.length === 0 ? null : `/${parts.join('/')}`.replaceAll(/\/{2,}/g, '/').slice(0, MAX_LENGTH);
}

const MAKES_PATHS = /(?:^|[a-z._])(?:[pP]ath|[rR]oute|[uU]rl|[eE]ndpoint)(?:For|\.join)?$/;

/** The text of an expression, with a parameter for each unknown part; null if the expression is not text. */
function put(program: Program, node: SyntaxNode, depth: number): string | null {
  const inner = bare(node);
  const written = literal(program, inner);
  if (written !== null || depth > MAX_DEPTH) return written;
  if (inner.type === 'template_string') return ofTemplate(program, inner, depth);
  if (inner.type === 'binary_expression') return ofBinary(program, inner, depth);
  const held = heldBy(program, inner);
  if (held) return put(program, held, depth + 1);
  const name = /\w+$/.exec(textOf(program, inner).slice(-80))?.[0] ?? '';
  return isPathName(name) ? `/:${name}` : null;
}

/** `config.webhookPath`, `STRIPE_WEBHOOK_URL`, `Routes.ACME_WEBHOOK`: the name says that it is a path. */
const isPathName = (name: string): boolean =>
  /[hH]ook(?:Path|Url|Endpoint)$/.test(name) ||
  /^(?:[A-Z\d]{1,20}_){0,4}WEBHOOK(?:_PATH|_ROUTE|_URL|_ENDPOINT)?$/.test(name);

function ofTemplate(program: Program, node: SyntaxNode, depth: number): string {
  let text = '';
  let at = node.start + 1;
  for (const hole of node.children) {
    if (hole.type !== 'template_substitution') continue;
    const [part] = hole.children;
    text += program.text.slice(at, hole.start) + (part ? partOf(program, part, depth) : '');
    at = hole.end;
    if (text.length > MAX_LENGTH) return text.slice(0, MAX_LENGTH);
  }
  return text + program.text.slice(at, node.end - 1);
}

/** The path in `prefix + '/webhooks'`, or the default in `process.env.WEBHOOK_PATH || '/webhooks'`. */
function ofBinary(program: Program, node: SyntaxNode, depth: number): string | null {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  const operator = textOf(program, child(node, 'operator') ?? node);
  if (!left || !right) return null;
  if (operator === '||' || operator === '??') return literal(program, bare(right));
  const parts = operator === '+' ? partOf(program, left, depth) + partOf(program, right, depth) : null;
  return parts === null ? null : parts.slice(0, MAX_LENGTH);
}

const partOf = (program: Program, node: SyntaxNode, depth: number): string =>
  put(program, node, depth + 1) ?? `:${/(\w+)(?:\(\))?$/.exec(textOf(program, bare(node)).slice(-80))?.[1] ?? 'part'}`;

/** The value of a top-level constant, or of a property of one: `PATHS.hook`. */
function heldBy(program: Program, node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'identifier') {
    const declared = program.declared.get(textOf(program, node));
    return declared && TEXTS.has(bare(declared).type) ? declared : null;
  }
  const [object, property] = [child(node, 'object'), child(node, 'property')];
  const table = object?.type === 'identifier' ? program.declared.get(textOf(program, object)) : undefined;
  return table && property ? (objectEntries(program, bare(table)).get(textOf(program, property)) ?? null) : null;
}

const TEXTS = new Set(['string', 'template_string', 'binary_expression']);

/** Whether a path is computed rather than a literal; false for a list of paths. */
export const isPutTogether = (program: Program, node: SyntaxNode | undefined): boolean =>
  node !== undefined && bare(node).type !== 'array' && literal(program, bare(node)) === null;

/**
 * `/bot/:TOKEN`: the path contains a secret, a setting or Telegraf's `secretPathComponent`, so only its holder can call
 * it.
 */
export const holdsSecret = (program: Program, path: SyntaxNode): boolean =>
  SECRET_PART.test(pathOf(program, path) ?? '');

const SECRET_PART = /:\w{0,30}(?:token|secret|password|secretPathComponent)(?:\/|$)/i;
