import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';
import { METHOD } from './request-method.ts';
import { lastValue } from './rust-result.ts';
import { attempt } from './rust-results.ts';
import { block, expression, statement } from './visit.ts';

export function lowerSwitch(curly: Curly, node: SyntaxNode, tail: boolean): void {
  const { out, text } = curly;
  const subjectNode = child(node, 'value') ?? child(node, 'condition') ?? null;
  const initializer = child(node, 'initializer');
  if (initializer) statement(curly, initializer);
  if (curly.language === 'rust' && rustMatch(curly, node, subjectNode, tail)) return;
  const subject = subjectNode ? expression(curly, subjectNode) : 'true';
  const body = child(node, 'body');
  const arms = (body?.children ?? node.children).filter((each) =>
    /case|arm|switch_section|switch_block|match_conditional|default|switch_rule/.test(each.type),
  );
  let open = 0;
  for (const arm of arms) {
    const label =
      child(arm, 'pattern') ??
      child(arm, 'value') ??
      child(arm, 'conditional_expressions') ??
      // The default of Go and PHP has no label, but statements.
      (/default/.test(arm.type) ? null : (arm.children[0] ?? null));
    const isDefault = /default/.test(arm.type) || /^(?:default\b|_\s*=>)/.test(sourceOf(text, arm));
    const held =
      child(arm, 'value') && curly.language === 'rust'
        ? [child(arm, 'value')!]
        : child(arm, 'return_expression')
          ? [child(arm, 'return_expression')!]
          : arm.children.filter((each) => each !== label && !/label|pattern/.test(each.type));
    if (!isDefault) out.add(`if (${subjectNode ? matched(curly, subject, label) : expression(curly, label)}) {`, arm);
    else out.add('{', arm);
    for (const each of held) armBody(curly, each, tail);
    if (!isDefault) {
      out.add('} else {', arm);
      open += 1;
    } else out.add('}', arm);
  }
  out.add('}'.repeat(open), node);
}

/** The condition of an arm: compared with literals and with names of methods, else whatever the subject is. */
function matched(curly: Curly, subject: string, label: SyntaxNode | null): string {
  const source = sourceOf(curly.text, label);
  if (/^["'][\w.:-]*["']$/.test(source)) return `${subject} == ${source}`;
  if (subject !== METHOD || !label) return subject;
  const several = /list|conditional_expressions|or_pattern|^match_pattern$/.test(label.type) ? label.children : [label];
  return several.map((each) => `${subject} == ${expression(curly, each)}`).join(' || ');
}

function armBody(curly: Curly, node: SyntaxNode, tail: boolean): void {
  if (/^break/.test(node.type)) return;
  if (
    tail &&
    !/statement|^block$|^(?:match|if|throw|return|assignment|switch)_expression$|declaration/.test(node.type)
  ) {
    if (curly.language === 'rust') return lastValue(curly, node, node);
    return curly.out.add(`return ${expression(curly, node)};`, node);
  }
  block(curly, node, tail);
}

/** `match verify() { Ok(x) => a, Err(e) => b }` and the same for `Some` and `None`. */
function rustMatch(curly: Curly, node: SyntaxNode, subject: SyntaxNode | null, tail: boolean): boolean {
  const { out, text } = curly;
  const arms = (child(node, 'body')?.children ?? []).filter((each) => each.type === 'match_arm');
  const patterns = arms.map((each) => sourceOf(text, child(each, 'pattern')));
  const results = patterns.some((each) => /^(?:Ok|Err)\b/.test(each));
  const options = patterns.some((each) => /^(?:Some|None)\b/.test(each));
  if (!results && !options) return false;
  const good = arms.find((_, i) => /^(?:Ok|Some)\b/.test(patterns[i]!));
  const bound = good
    ? (/^(?:Ok|Some)\(\s*(?:mut\s+|ref\s+)?(\w+)/.exec(sourceOf(text, child(good, 'pattern')))?.[1] ?? null)
    : null;
  let ok: string;
  if (results) ok = attempt(curly, subject, bound === '_' ? null : bound, node);
  else {
    ok = bound && bound !== '_' ? identifier(bound) : out.fresh();
    out.add(`let ${ok} = ${expression(curly, subject)};`, node);
  }
  out.add(`if (${ok}) {`, node);
  for (const [i, arm] of arms.entries()) if (/^(?:Ok|Some)\b/.test(patterns[i]!)) armValue(curly, arm, bound, tail);
  out.add('} else {', node);
  const bad = arms.find((_, i) => /^(?:Err|None|_)/.test(patterns[i]!));
  if (bad) armValue(curly, bad, null, tail);
  out.add('}', node);
  return true;
}

function armValue(curly: Curly, arm: SyntaxNode, bound: string | null, tail: boolean): void {
  const value = child(arm, 'value');
  const guard = /\bif\s+(.+)$/s.exec(sourceOf(curly.text, child(arm, 'pattern')))?.[1];
  if (guard && bound) curly.out.add(`if (!${identifier(bound)}) return;`, arm);
  if (value) armBody(curly, value, tail);
}
