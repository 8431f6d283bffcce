import { child, enclosing } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isTransparent } from '../program/is-waited-for.ts';
import { FUNCTIONS, patternNames, textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';

/**
 * The parts of a call's result that the surrounding code reads, as paths: `ok` and `data.isValid` of
 * `if (!answer.ok || !answer.data.isValid)`. Empty if it tests the result itself, which is always truthy for an object.
 * Null if the result is passed on as a whole.
 */
export function readsOfAnswer(program: Program, call: SyntaxNode): string[] | null {
  let node = call;
  while (node.parent && (isTransparent(node.parent) || node.parent.type === 'await_expression')) node = node.parent;
  const { parent } = node;
  if (!parent || program.language.shared) return null;
  if (parent.type === 'member_expression' || parent.type === 'subscript_expression') {
    const after = program.text.slice(node.end, node.end + MAX_PATH);
    return pathsOf(PATH.exec(after)?.[0] ?? '');
  }
  if (parent.type === 'if_statement' || (parent.type === 'unary_expression' && textOf(program, parent)[0] === '!'))
    return [];
  const target = child(parent, 'name') ?? child(parent, 'left');
  if (target?.type === 'object_pattern')
    return DEEP.test(textOf(program, target).slice(1)) ? null : [...patternNames(program, target).values()];
  const around = target?.type === 'identifier' ? enclosing(call, FUNCTIONS) : null;
  return target && around
    ? readsOfName(textOf(program, around), textOf(program, target), call.end - around.start)
    : null;
}

/** The parts that are read of a function's local variable; `setAt` is where in the function's text it is assigned. */
function readsOfName(text: string, name: string, setAt: number): string[] | null {
  if (!new RegExp(String.raw`\b(?:const|let|var) ${name}\b`).test(text)) return null;
  const after = text.slice(setAt, setAt + FAR);
  const found = new Set<string>();
  for (const { index } of after.matchAll(new RegExp(String.raw`(?<![\w$.])${name}(?![\w$])`, 'g'))) {
    const end = index + name.length;
    const paths = pathsOf(PATH.exec(after.slice(end, end + MAX_PATH))?.[0] ?? '');
    for (const path of paths) found.add(path);
    if (paths.length > 0) continue;
    const before = after.slice(Math.max(0, index - MAX_PATH), index);
    const taken = TAKES_APART.exec(before)?.[1];
    const isAsked = ASKS.test(before) && ALONE.test(after.slice(end, end + MAX_PATH));
    if (taken === undefined && !isAsked) return null;
    for (const [part = ''] of taken?.matchAll(/[\w$]+(?=\s{0,9}(?:[:,]|$))/g) ?? []) found.add(part);
  }
  return [...found];
}

/** Turns `.data?.isValid` and `['data'].isValid` into `data` and `data.isValid`. */
function pathsOf(written: string): string[] {
  const names = written
    .split(/[^\w$]+/)
    .filter(Boolean)
    .slice(0, 2);
  return names.map((_, at) => names.slice(0, at + 1).join('.'));
}

const PATH = /^(?:\s{0,9}[?!]?(?:\.\s{0,9}[\w$]{1,60}|(?:\?\.)?\[(['"])[\w$]{1,60}\1\])){1,2}/;
/** `const { valid } = answer` */
const TAKES_APART = /\{([^{}]{0,120})\}\s{0,9}=\s{0,9}$/;
/** `({ data: { isValid } })`, `({ valid, ...rest })` */
const DEEP = /[{[]|\.\.\./;
/** `if (answer)`, `!answer ||`; but not `answer instanceof Response` */
const ALONE = /^\s{0,9}(?:\)|&&|\|\|)/;
const ASKS = /(?:!|\bif \(|&& |\|\| )$/;
const MAX_PATH = 160;
/** Characters after the call within which its result is looked at. */
const FAR = 6000;
