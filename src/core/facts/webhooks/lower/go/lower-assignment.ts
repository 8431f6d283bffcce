import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Curly } from '../curly/curly.ts';
import { declared, nameOf } from '../curly/name-of.ts';
import { expression } from '../curly/visit.ts';
import { madeBy } from './service-types.ts';

/** `x, err := f()`: what fails is caught, so that `err` tells whether it did. */
export function lowerAssignment(curly: Curly, node: SyntaxNode): void {
  const { text, out } = curly;
  const specs = /^(?:var|const)_declaration$/.test(node.type)
    ? nodesOfType(node, new Set(['var_spec', 'const_spec']))
    : [node];
  for (const spec of specs) {
    const left = child(spec, 'left') ?? null;
    const right = child(spec, 'right') ?? child(spec, 'value');
    const names = left ? left.children : spec.children.filter((each) => each.field === 'name');
    const values = right?.children ?? [];
    const targets = names.map((each, i) => {
      if (each.type !== 'identifier') return expression(curly, each);
      const name = sourceOf(text, each);
      if (name !== 'request') return identifier(name);
      if (node.type === 'assignment_statement') return nameOf(curly, name);
      return declared(curly, name, values[i] ? expression(curly, values[i]) : null);
    });
    const made = madeBy(curly, values[0]);
    if (made && targets[0] && /^\w+$/.test(targets[0])) curly.types.set(targets[0], made);
    if (values.length === 0) {
      for (const each of targets) out.add(`let ${each} = null;`, node);
      continue;
    }
    if (values.length === targets.length && !isError(targets[0] ?? '') && !isForgotten(targets, values)) {
      targets.forEach((each, i) =>
        out.add(
          `${/^\w+$/.test(each) && each !== '_' ? `let ${each}` : each === '_' ? 'let _' : each} = ${expression(curly, values[i]!)};`,
          node,
        ),
      );
      continue;
    }
    const error = targets.at(-1)!;
    const value = expression(curly, values[0]!);
    if (values[0]?.type === 'call_expression' && (isError(error) || error === '_')) {
      const kept = targets.length > 1 ? targets[0]! : '_';
      const failed = error === '_' ? '__lost' : error;
      if (values[0] && /^(?:errors\.New|fmt\.Errorf)/.test(sourceOf(text, values[0])))
        out.add(`let ${failed} = true;`, node);
      else
        out.add(
          `let ${/^\w+$/.test(kept) ? kept : '_'} = null; let ${failed} = false; try { ${/^\w+$/.test(kept) ? kept : '_'} = ${value}; ${failed} = false; } catch (error) { ${failed} = true; }`,
          node,
        );
      for (const each of targets.slice(1, -1)) out.add(`let ${each} = ${targets[0]};`, node);
      continue;
    }
    out.add(`let ${/^\w+$/.test(targets[0]!) ? targets[0] : '_'} = ${value};`, node);
    for (const each of targets.slice(1))
      if (/^\w+$/.test(each)) out.add(`let ${each} = ${targets[0] === '_' ? value : targets[0]};`, node);
  }
}

/** `_ = verify(body)`: nobody hears of its failure. */
const isForgotten = (targets: readonly string[], values: readonly SyntaxNode[]): boolean =>
  targets.length === 1 && targets[0] === '_' && values[0]?.type === 'call_expression';

const isError = (name: string): boolean => /^(?:err|e|\w*[eE]rr(?:or)?)$/.test(name);
