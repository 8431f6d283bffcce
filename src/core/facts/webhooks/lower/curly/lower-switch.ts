import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { branchCondition, sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';
import { METHOD } from './request-method.ts';
import { lastValue } from './last-value.ts';
import { block, expression, statement } from './visit.ts';

/** Writes `switch` and `match` as conditions, each nested in the preceding `else`. */
export function lowerSwitch(curly: Curly, node: SyntaxNode, tail: boolean): void {
  const { out, text } = curly;
  const subjectNode = child(node, 'value') ?? child(node, 'condition') ?? subjectBefore(node);
  const initializer = child(node, 'initializer');
  if (initializer) statement(curly, initializer);
  const subject = subjectNode ? expression(curly, subjectNode) : 'true';
  // `match (true) { $signature === '' => ..., default => ... }` tests its labels, as `switch {` of Go does.
  const asksLabels = /^\(?true\)?$/.test(subject);
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
      // The default of Go and PHP has no label, only statements.
      (/default/.test(arm.type) ? null : (arm.children[0] ?? null));
    const isDefault = /default/.test(arm.type) || /^(?:default\b|_\s*=>)/.test(sourceOf(text, arm));
    const value = arm.type === 'match_arm' ? child(arm, 'value') : child(arm, 'return_expression');
    const held = value
      ? [value]
      : arm.children.filter((each) => each !== label && !/label|pattern|comment/.test(each.type));
    if (!isDefault) out.add(`if (${asksLabels ? asked(curly, label) : matched(curly, subject, label)}) {`, arm);
    else out.add('{', arm);
    for (const each of held) armBody(curly, tail && arm.type === 'switch_rule' ? valueOf(each) : each, tail);
    if (!isDefault) {
      out.add('} else {', arm);
      open += 1;
    } else out.add('}', arm);
  }
  out.add('}'.repeat(open), node);
}

/** `case "acme" -> valid(body);` of Java: the value of the arm is wrapped in a statement. */
const valueOf = (node: SyntaxNode): SyntaxNode =>
  node.type === 'expression_statement' ? (node.children[0] ?? node) : node;

/**
 * `await service.Take(body) switch { true => Ok(), false => BadRequest() }` of C#: the subject precedes the keyword.
 */
const subjectBefore = ({ type, children: [first] }: SyntaxNode): SyntaxNode | null =>
  type === 'switch_expression' && first && !/arm|block|comment/.test(first.type) ? first : null;

/** Any of the conditions that a label lists. */
const asked = (curly: Curly, label: SyntaxNode | null): string =>
  label?.type === 'match_condition_list' || label?.type === 'conditional_expressions'
    ? label.children.map((each) => expression(curly, each)).join(' || ')
    : expression(curly, label);

/** The condition of an arm: a comparison with a literal or an HTTP method, else the subject itself. */
function matched(curly: Curly, subject: string, label: SyntaxNode | null): string {
  const written = sourceOf(curly.text, label);
  if (/^(?:false|null)$/.test(written)) return `!(${subject})`;
  const condition = branchCondition(subject, written);
  if (condition !== subject || subject !== METHOD || !label) return condition;
  const several = /list|conditional_expressions|or_pattern|^match_pattern$/.test(label.type) ? label.children : [label];
  return several.map((each) => `${subject} == ${expression(curly, each)}`).join(' || ');
}

/** Writes the body of an arm; in tail position it may be just a value. */
export function armBody(curly: Curly, node: SyntaxNode, tail: boolean): void {
  if (/^break/.test(node.type)) return;
  if (tail && !/statement|^block$|^(?:match|if|throw|return|assignment|switch)_expression$|declaration/.test(node.type))
    return lastValue(curly, node, node);
  block(curly, node, tail);
}
