import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { textOf } from './program.ts';
import type { Program } from './program.ts';

/** `let handler = null`: a variable that is assigned before requests arrive. */
export function isSetLater(program: Program, name: string | undefined): boolean {
  const declared = name === undefined ? undefined : program.declared.get(name);
  return declared !== undefined && isNothing(program, declared);
}

/** The value assigned to a top-level variable that is initially empty; null unless there is exactly one assignment. */
export function setOnce(program: Program, name: string): SyntaxNode | null {
  const known = SET.get(program) ?? assignmentsOf(program);
  SET.set(program, known);
  const [first, ...further] = known.get(name) ?? [];
  return first && further.length === 0 ? first : null;
}

/** Memoized per file. */
const SET = new WeakMap<Program, ReadonlyMap<string, readonly SyntaxNode[]>>();

function assignmentsOf(program: Program): ReadonlyMap<string, readonly SyntaxNode[]> {
  const found = new Map<string, SyntaxNode[]>();
  for (const node of nodesOfType(program.root, ASSIGNS)) {
    const [left, right] = [child(node, 'left'), child(node, 'right')];
    if (left?.type !== 'identifier' || !right || isNothing(program, right)) continue;
    const name = textOf(program, left);
    if (isSetLater(program, name)) found.set(name, [...(found.get(name) ?? []), right]);
  }
  return found;
}

const ASSIGNS = new Set(['assignment_expression', 'augmented_assignment_expression']);

const isNothing = (program: Program, node: SyntaxNode): boolean => /^(?:null|undefined)$/.test(textOf(program, node));
