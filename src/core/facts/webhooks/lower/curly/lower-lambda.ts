import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';
import { roleOf } from './role-of.ts';
import { withTarget } from './last-value.ts';
import { block, expression } from './visit.ts';

/** A lambda or closure. */
export function lowerLambda(curly: Curly, node: SyntaxNode): string {
  const { text } = curly;
  const list = child(node, 'parameters');
  const single = list && !/list|formal|parameters/.test(list.type) ? [list] : (list?.children ?? []);
  const names: string[] = [];
  const before = new Map(curly.names);
  for (const each of single) {
    if (each.type === 'tuple_pattern') {
      names.push(partsOf(curly, each));
      continue;
    }
    const type = sourceOf(text, child(each, 'type'));
    const name =
      sourceOf(text, child(each, 'name') ?? child(each, 'pattern') ?? each)
        .replace(/^[&$]|\bmut\b|\bref\b/g, '')
        .trim()
        .split(/[\s:=]/)[0] ?? '';
    const role = roleOf(curly, type, name);
    if (role) curly.names.set(name, role);
    // An ASP.NET route delegate takes the body, a Javalin handler the request, under any parameter name.
    if (/^request(?:\.body)?$/.test(curly.names.get(name) ?? '')) names.push('request');
    else names.push(role && /^\w+$/.test(role) ? role : identifier(name));
  }
  if (names.includes('request') && curly.dialect.goesOn?.test(sourceOf(text, node))) names.push('next');
  const body = child(node, 'body') ?? node.children.at(-1) ?? null;
  const fails = curly.fails;
  curly.fails = /\berror\s*\)?$/.test(sourceOf(text, child(node, 'result')));
  const inside = withTarget(curly, null, () =>
    curly.out.inline(() => {
      if (body && /^(?:block|compound_statement)$/.test(body.type)) block(curly, body, true);
      else curly.out.add(`return ${expression(curly, body)};`, node);
    }),
  );
  curly.fails = fails;
  curly.names = before;
  return `(${[...new Set(names)].join(', ')}) => { ${inside} }`;
}

/** `|(name, value)| …` of Rust: a destructuring pattern. */
const partsOf = ({ text }: Curly, pattern: SyntaxNode): string =>
  `[${pattern.children.map((each) => identifier(sourceOf(text, each).replace(/^(?:&|mut\b|ref\b|\s)+|\W.*$/gs, ''))).join(', ')}]`;
