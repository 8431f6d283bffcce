import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Curly } from '../curly/curly.ts';
import { armBody } from '../curly/lower-switch.ts';
import { expression } from '../curly/visit.ts';
import { attempt } from './attempt.ts';

// `match verify() { Ok(event) => …, Err(e) => … }` becomes a chain of `if`, one per arm; so does a match on `Some` and
// `None`.

type Arm = {
  node: SyntaxNode;
  /** Whether the arm matches success (`Ok`, `Some`), failure (`Err`, `None`) or anything. */
  takes: 'good' | 'bad' | 'any';
  /** `event` of `Ok(event)`. */
  name: string | null;
  /** `true` of `Ok(true)`. */
  literal: string | null;
  guard: SyntaxNode | null;
};

/** Writes a match on a result or an option. False, with nothing written, for any other match. */
export function lowerMatch(rust: Curly, node: SyntaxNode, tail: boolean): boolean {
  const { out } = rust;
  const subject = child(node, 'value');
  const arms = (child(node, 'body')?.children ?? [])
    .filter(({ type }) => type === 'match_arm')
    .map((each) => armOf(rust, each));
  if (!arms.some(({ takes }) => takes !== 'any')) return false;
  const names = new Set(arms.flatMap(({ takes, name }) => (takes === 'good' && name !== null ? [name] : [])));
  const held = names.size === 1 ? [...names][0]! : out.fresh();
  const isResult = arms.some(({ node: each }) => /^(?:Ok|Err)\b/.test(sourceOf(rust.text, child(each, 'pattern'))));
  let ok = held;
  if (isResult) ok = attempt(rust, subject, held, node);
  else out.add(`let ${held} = ${expression(rust, subject)};`, node);
  let open = 0;
  for (const arm of arms) {
    if (arm.takes === 'good' && arm.name !== null && arm.name !== held) out.add(`let ${arm.name} = ${held};`, arm.node);
    const asked = conditionOf(rust, arm, ok, held);
    const isLast = arm === arms.at(-1) && arm.takes === 'bad' && arm.guard === null;
    if (asked !== null && !isLast) {
      out.add(`if (${asked}) {`, arm.node);
      open += 1;
    }
    const value = child(arm.node, 'value');
    if (value) armBody(rust, value, tail);
    if (asked === null || isLast) break;
    out.add('} else {', arm.node);
  }
  out.add('}'.repeat(open), node);
  return true;
}

function armOf({ text }: Curly, node: SyntaxNode): Arm {
  const pattern = child(node, 'pattern');
  const source = sourceOf(text, pattern);
  const [, held = null] = /^(?:Ok|Some)\(\s*(?:mut\s+|ref\s+)?("[^"]*"|\w+)/.exec(source) ?? [];
  const isLiteral = held !== null && /^(?:true|false|".*")$/.test(held);
  return {
    node,
    takes: /^(?:Ok|Some)\b/.test(source) ? 'good' : /^(?:Err|None)\b/.test(source) ? 'bad' : 'any',
    name: held === null || held === '_' || isLiteral ? null : identifier(held),
    literal: isLiteral ? held : null,
    guard: child(pattern, 'condition'),
  };
}

/** The condition under which an arm is taken; null where it always is. */
function conditionOf(rust: Curly, { takes, literal, guard }: Arm, ok: string, held: string): string | null {
  const asked: string[] = [];
  if (takes === 'good') asked.push(ok);
  if (takes === 'bad') asked.push(`!${ok}`);
  if (literal !== null)
    asked.push(literal === 'true' ? held : literal === 'false' ? `!${held}` : `${held} == ${literal}`);
  if (guard !== null) asked.push(expression(rust, guard));
  return asked.length === 0 ? null : asked.map((each) => `(${each})`).join(' && ');
}
