import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';

/** How a language creates digests, to tell that a write into one does not yet use the data. */
export type DigestForms = {
  /** A call that creates one, or a chain that begins with such a call. */
  made: RegExp;
  /** The type of a parameter or variable that holds one. */
  type: RegExp;
};

const FUNCTION = /^(?:function_declaration|method_declaration|func_literal|function_item|closure_expression)$/;
const GIVEN = new Set([
  'short_var_declaration',
  'assignment_statement',
  'assignment_expression',
  'var_spec',
  'let_declaration',
  'variable_declarator',
  'parameter_declaration',
  'parameter',
]);
/** Characters at the start of the assigned value in which a creating call must be. */
const MAX_START = 200;

/** Whether a name holds a digest in the outermost enclosing function, by an assigned value or by its type. */
export function isDigest(curly: Curly, name: string, at: SyntaxNode, forms: DigestForms): boolean {
  let around: SyntaxNode | null = null;
  for (let node = at.parent; node; node = node.parent) if (FUNCTION.test(node.type)) around = node;
  if (!around) return false;
  const read = DIGESTS.get(forms) ?? new WeakMap<SyntaxNode, ReadonlySet<string>>();
  DIGESTS.set(forms, read);
  const names =
    read.get(around) ?? new Set(nodesOfType(around, GIVEN).flatMap((node) => namesGiven(curly, node, forms)));
  read.set(around, names);
  return names.has(name);
}

/** Memoized per function, as many calls ask about the same one. */
const DIGESTS = new WeakMap<DigestForms, WeakMap<SyntaxNode, ReadonlySet<string>>>();

function namesGiven(curly: Curly, node: SyntaxNode, { made, type }: DigestForms): string[] {
  const start = (field: string): string => sourceOf(curly.text, child(node, field)).slice(0, MAX_START);
  // A declarator of C# has no field for its value.
  const value = node.type === 'variable_declarator' ? sourceOf(curly.text, node.children.at(-1) ?? null) : '';
  if (!type.test(start('type')) && !made.test(start('right') || start('value') || value.slice(0, MAX_START))) return [];
  const names = node.children.filter(({ field }) => field === 'left' || field === 'name' || field === 'pattern');
  // `m, err := newMac(secret)`, `let mut m = ...`
  return names.flatMap((each) => /^(?:mut\s+)?(\w+)/.exec(sourceOf(curly.text, each))?.[1] ?? []).map(identifier);
}
