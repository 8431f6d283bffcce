import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Curly } from '../curly/curly.ts';
import { declared, nameOf } from '../curly/name-of.ts';
import { expression } from '../curly/visit.ts';
import { madeBy } from './service-types.ts';
import { isInner } from './shadowed.ts';

/** Writes assignments and declarations, of one or several names each. */
export function lowerAssignment(go: Curly, node: SyntaxNode): void {
  const specs = /^(?:var|const)_declaration$/.test(node.type) ? nodesOfType(node, SPECS) : [node];
  for (const spec of specs) lowerSpec(go, node, spec);
}

const SPECS = new Set(['var_spec', 'const_spec']);

function lowerSpec(go: Curly, node: SyntaxNode, spec: SyntaxNode): void {
  const left = child(spec, 'left');
  const names = left ? left.children : spec.children.filter((each) => each.field === 'name');
  const values = (child(spec, 'right') ?? child(spec, 'value'))?.children ?? [];
  const targets = names.map((each, i) => targetOf(go, node, each, values[i]));
  const [first = '_'] = targets;
  const [value] = values;
  const made = madeBy(go, value);
  if (made && isName(first)) go.types.set(first, made);
  const zero = sourceOf(go.text, child(spec, 'type')) === 'string' ? "''" : 'null';
  if (!value) for (const each of targets) go.out.add(`let ${each} = ${zero};`, node);
  else if (values.length === targets.length && !isError(first) && !isForgotten(targets, values))
    targets.forEach((each, i) =>
      go.out.add(`${isName(each) ? `let ${each}` : each} = ${expression(go, values[i]!)};`, node),
    );
  else if (value.type === 'call_expression' && (isError(targets.at(-1)!) || targets.at(-1) === '_'))
    lowerAttempt(go, node, targets, value);
  else lowerSeveral(go, node, targets, expression(go, value));
}

/** The spelling of the target of an assignment. */
function targetOf(go: Curly, node: SyntaxNode, target: SyntaxNode, value: SyntaxNode | undefined): string {
  if (target.type !== 'identifier') return expression(go, target);
  const name = sourceOf(go.text, target);
  if (isInner(go, name)) return nameOf(go, name);
  if (name !== 'request') return identifier(name);
  if (node.type === 'assignment_statement') return nameOf(go, name);
  return declared(go, name, value ? expression(go, value) : null);
}

/** Writes `x, err := f()` inside `try`, so that `err` is true if the call fails. */
function lowerAttempt(go: Curly, node: SyntaxNode, targets: readonly string[], call: SyntaxNode): void {
  const value = expression(go, call);
  const error = targets.at(-1)!;
  const failed = error === '_' ? '__lost' : error;
  const kept = targets.length > 1 && isName(targets[0]!) ? targets[0]! : '_';
  if (/^(?:errors\.New|fmt\.Errorf)/.test(sourceOf(go.text, call))) go.out.add(`let ${failed} = true;`, node);
  else
    go.out.add(
      `let ${kept} = null; let ${failed} = false; try { ${kept} = ${value}; ${failed} = false; } catch (error) { ${failed} = true; }`,
      node,
    );
  for (const each of targets.slice(1, -1)) go.out.add(`let ${each} = ${targets[0]};`, node);
}

/** Writes `a, b := f()`: every name gets the value of the call. */
function lowerSeveral(go: Curly, node: SyntaxNode, [first = '_', ...others]: readonly string[], value: string): void {
  go.out.add(`let ${isName(first) ? first : '_'} = ${value};`, node);
  for (const each of others) if (isName(each)) go.out.add(`let ${each} = ${first === '_' ? value : first};`, node);
}

/** Whether a target is a variable rather than a field or element. */
const isName = (target: string): boolean => /^\w+$/.test(target);

/** Whether the result of a call is discarded, and its failure with it: `_ = verify(body)`. */
const isForgotten = (targets: readonly string[], values: readonly SyntaxNode[]): boolean =>
  targets.length === 1 && targets[0] === '_' && values[0]?.type === 'call_expression';

const isError = (name: string): boolean => /^(?:err|e|\w*[eE]rr(?:or)?)(?:__inner)?$/.test(name);
