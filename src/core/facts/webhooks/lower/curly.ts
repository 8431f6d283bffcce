import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { identifier, propertyName, quote, sourceOf, Writer } from './lowering.ts';

// What PHP, Go, C#, Rust and Java have in common: the nodes of their trees have much the same names.

/** What one of these languages adds: names, calls and types that mean a request, a setting, a digest. */
export type Dialect = {
  /** A call, with its arguments written already; null where it is a call like any other. */
  call(curly: Curly, call: CallParts): string | null;
  /** A member or an index by name; null where it is one like any other. */
  member(curly: Curly, owner: string, name: string, source: string): string | null;
  /** How a name of a function or a method is spelled. */
  methodName(name: string): string;
};

export type CallParts = {
  source: string;
  owner: string | null;
  name: string;
  list: readonly string[];
  args: readonly SyntaxNode[];
  node: SyntaxNode;
};

export type Curly = {
  text: string;
  path: string;
  out: Writer;
  dialect: Dialect;
  language: 'php' | 'go' | 'csharp' | 'rust' | 'java';
  /** Local names that stand for another expression: a request, a service by its type. */
  names: Map<string, string>;
  /** Fields of the classes of the file by their types. */
  fields: Map<string, string>;
  /** Names of the functions of the file. */
  functions: ReadonlySet<string>;
  methods: ReadonlySet<string>;
  /** The function under way gives its failure back as its last value (Go) or as `Err` (Rust): written as a throw. */
  fails: boolean;
  /** Results that are asked later (Rust): the name that is truthy after success. */
  results: Map<string, string>;
};

const literalText = (source: string): string => source.replace(/^[@$rbL]*#*["'`]+|["'`]+#*$/g, '');
export const literalOf = (curly: Curly, node: SyntaxNode | undefined | null): string | null => {
  const inner =
    node && /^(?:argument|parenthesized_expression|literal)$/.test(node.type) && node.children.length === 1
      ? node.children[0]!
      : node;
  return inner && STRING.test(inner.type) ? literalText(sourceOf(curly.text, inner)) : null;
};

const STRING =
  /^(?:string|encapsed_string|string_literal|interpreted_string_literal|raw_string_literal|verbatim_string_literal|char_literal|heredoc|nowdoc)$/;

/** `tail`: its value is the function's (Rust), and nothing comes after it. */
export function statements(curly: Curly, nodes: readonly SyntaxNode[], tail: boolean): void {
  const real = nodes.filter((each) => !/comment|attribute_item/.test(each.type));
  for (const each of real) statement(curly, each, tail && each === real.at(-1));
}

const block = (curly: Curly, node: SyntaxNode | null, tail = false): void => {
  if (!node) return;
  if (/^(?:block|compound_statement|colon_block|statement_list|constructor_body)$/.test(node.type))
    statements(curly, node.children, tail);
  else statement(curly, node, tail);
};
export { block };

export function statement(curly: Curly, node: SyntaxNode, tail = false): void {
  const { out, text } = curly;
  switch (node.type) {
    case 'block':
    case 'compound_statement':
    case 'colon_block':
    case 'statement_list':
    case 'unsafe_block':
    case 'using_statement':
    case 'lock_statement':
    case 'synchronized_statement':
    case 'checked_statement':
    case 'global_statement':
    case 'labeled_statement': {
      const resources = child(node, 'resources');
      if (resources) statement(curly, resources);
      return statements(
        curly,
        node.children.filter((each) => each.field !== 'resources'),
        tail,
      );
    }
    case 'expression_statement':
    case 'exit_statement': {
      const [inner] = node.children.filter((each) => !each.type.includes('comment'));
      if (!inner || node.type === 'exit_statement') return out.add("throw 'exit';", node);
      if (/^(?:if|match|for|while|loop|return|block|assignment|throw)_?(?:expression|block)?$/.test(inner.type))
        return statement(curly, inner, tail && curly.language === 'rust' && !sourceOf(text, node).endsWith(';'));
      return plain(curly, inner, node);
    }
    case 'if_statement':
    case 'if_expression':
    case 'else_if_clause':
      return ifOf(curly, node, tail);
    case 'else_clause':
      return statements(curly, node.children, tail);
    case 'return_statement':
    case 'return_expression':
      return returnOf(curly, node);
    case 'throw_statement':
    case 'throw_expression':
      return out.add(`throw ${quote(sourceOf(text, node))};`, node);
    case 'try_statement':
    case 'try_with_resources_statement':
      return tryOf(curly, node, tail);
    case 'for_statement':
    case 'foreach_statement':
    case 'enhanced_for_statement':
    case 'while_statement':
    case 'do_statement':
    case 'for_expression':
    case 'while_expression':
    case 'loop_expression':
    case 'for_each_statement':
      return loop(curly, node);
    case 'switch_statement':
    case 'expression_switch_statement':
    case 'type_switch_statement':
    case 'switch_expression':
    case 'match_expression':
      return switchOf(curly, node, tail);
    case 'break_statement':
    case 'continue_statement':
    case 'break_expression':
    case 'continue_expression':
      return out.add('break;', node);
    case 'short_var_declaration':
    case 'assignment_statement':
    case 'var_declaration':
    case 'const_declaration':
      return goAssignment(curly, node);
    case 'local_variable_declaration':
    case 'local_declaration_statement':
    case 'variable_declaration':
    case 'resource_specification':
      for (const each of nodesOfType(node, new Set(['variable_declarator', 'resource']))) {
        const name = child(each, 'name') ?? each.children.find((part) => part.type === 'identifier');
        const held =
          child(each, 'value') ??
          each.children.filter((part) => part !== name && part.type !== 'bracketed_argument_list').at(-1) ??
          null;
        if (name && held) assign(curly, identifier(sourceOf(text, name)), held, each);
      }
      return;
    case 'let_declaration':
      return letOf(curly, node);
    case 'defer_statement':
    case 'go_statement':
    case 'echo_statement':
    case 'yield_statement':
      for (const each of node.children) plain(curly, each, node);
      return;
    case 'local_function_statement':
    case 'function_definition':
    case 'function_item':
    case 'class_declaration':
    case 'use_declaration':
    case 'empty_statement':
    case 'php_tag':
    case 'text_interpolation':
    case 'comment':
    case 'line_comment':
    case 'block_comment':
    case 'namespace_use_declaration':
    case 'namespace_definition':
    case 'using_directive':
    case 'attribute_item':
      return;
    default:
      if (node.type === 'ERROR') return;
      plain(curly, node, node, tail);
  }
}

function plain(curly: Curly, node: SyntaxNode, at: SyntaxNode, tail = false): void {
  const assigned = /^(?:assignment_expression|augmented_assignment_expression|reference_assignment_expression)$/.test(
    node.type,
  );
  const left = assigned ? child(node, 'left') : null;
  if (assigned && left) {
    const name = expression(curly, left);
    const right = child(node, 'right');
    if (/^\w+$/.test(name) && right) return assign(curly, name, right, at);
    return curly.out.add(`${name} = ${expression(curly, right)};`, at);
  }
  if (tail && curly.language === 'rust') return rustResult(curly, node, at);
  curly.out.add(`${hoisted(curly, node, at)};`, at);
}

const hoisted = (curly: Curly, node: SyntaxNode, _at: SyntaxNode): string => expression(curly, node);

function assign(curly: Curly, name: string, right: SyntaxNode, at: SyntaxNode): void {
  if (/^(?:if_expression|match_expression|switch_expression|block)$/.test(right.type)) {
    const made = curly.out.fresh();
    const body = curly.out.inline(() => statement(curly, right, true));
    curly.out.add(`const ${made} = () => { ${body} };`, right);
    return curly.out.add(`let ${name} = ${made}();`, at);
  }
  curly.out.add(`let ${name} = ${expression(curly, right)};`, at);
}

function ifOf(curly: Curly, node: SyntaxNode, tail: boolean): void {
  const { out } = curly;
  const initializer = child(node, 'initializer');
  if (initializer) statement(curly, initializer);
  const condition = child(node, 'condition');
  const rust = condition?.type === 'let_condition' ? rustCondition(curly, condition) : null;
  out.add(`if (${rust ?? expression(curly, condition)}) {`, node);
  block(curly, child(node, 'consequence') ?? child(node, 'body'), tail);
  const others = node.children.filter((each) => each.field === 'alternative' || each.type === 'else_clause');
  let open = 1;
  for (const each of others) {
    out.add('} else {', each);
    if (each.type === 'else_if_clause') {
      out.add(`if (${expression(curly, child(each, 'condition'))}) {`, each);
      block(curly, child(each, 'body'), tail);
      open += 1;
    } else block(curly, each, tail);
  }
  out.add('}'.repeat(open), node);
}

/** `if let Err(e) = verify()`: what fails is caught into a name first. */
function rustCondition(curly: Curly, condition: SyntaxNode): string {
  const pattern = sourceOf(curly.text, child(condition, 'pattern'));
  const value = child(condition, 'value');
  if (/^(?:Err|Ok)\b/.test(pattern)) {
    const ok = attempt(curly, value, /^Ok\(\s*(?:mut\s+)?(\w+)/.exec(pattern)?.[1] ?? null, condition);
    return pattern.startsWith('Err') ? `!${ok}` : ok;
  }
  const bound = /^Some\(\s*(?:ref\s+|mut\s+)?(\w+)/.exec(pattern)?.[1];
  if (bound) {
    curly.out.add(`let ${identifier(bound)} = ${expression(curly, value)};`, condition);
    return identifier(bound);
  }
  return expression(curly, value);
}

/** Runs what may fail and keeps whether it did: the name that is truthy after success. */
export function attempt(curly: Curly, value: SyntaxNode | null, bound: string | null, at: SyntaxNode): string {
  const known = value ? curly.results.get(sourceOf(curly.text, value).replace(/^&/, '')) : undefined;
  if (known) {
    if (bound) curly.out.add(`let ${identifier(bound)} = ${expression(curly, value)};`, at);
    return known;
  }
  const ok = curly.out.fresh();
  const name = bound ? identifier(bound) : curly.out.fresh();
  curly.out.add(
    `let ${ok} = false; let ${name} = null; try { ${name} = ${expression(curly, value)}; ${ok} = true; } catch (error) { ${ok} = false; }`,
    at,
  );
  return ok;
}

function returnOf(curly: Curly, node: SyntaxNode): void {
  const { out } = curly;
  const held = node.children.filter((each) => !each.type.includes('comment'));
  const values = held[0]?.type === 'expression_list' ? held[0].children : held;
  if (values.length === 0) return out.add('return;', node);
  if (curly.language === 'rust') return rustResult(curly, values[0]!, node);
  if (curly.language === 'go') return goReturn(curly, values, node);
  if (values[0] && /^(?:match_expression|switch_expression)$/.test(values[0].type))
    return statement(curly, values[0], true);
  if (values[0]?.type === 'throw_expression') return statement(curly, values[0]);
  out.add(`return ${expression(curly, values[0]!)};`, node);
}

function goReturn(curly: Curly, values: readonly SyntaxNode[], node: SyntaxNode): void {
  const { out, text } = curly;
  const last = values.at(-1)!;
  const source = sourceOf(text, last);
  if (curly.fails && source !== 'nil') {
    const passes =
      values.length === 1 &&
      last.type === 'call_expression' &&
      !/^(?:errors|fmt|status|echo|fiber|huma|apperr\w*|errs?)\./.test(source) &&
      !/^\w*[eE]rr\w*\(|New\w*Error/.test(source);
    if (passes) return out.add(`return ${expression(curly, last)};`, node);
    if (/^(?:err|e|\w*Err)$/.test(source)) {
      out.add(`if (${identifier(source)}) throw 'error';`, node);
      return out.add(values.length > 1 ? `return ${expression(curly, values[0]!)};` : 'return;', node);
    }
    if (/^(?:c|ctx|w)\.\w+\(/.test(source)) return out.add(`return ${expression(curly, last)};`, node);
    return out.add(`throw ${quote(source)};`, node);
  }
  const kept = curly.fails ? values.slice(0, -1) : values;
  if (kept.length === 0) return out.add('return;', node);
  const boolean = kept.length > 1 ? kept.find((each) => /^(?:true|false)$/.test(sourceOf(text, each))) : null;
  out.add(
    `return ${boolean ? sourceOf(text, boolean) : kept.length === 1 ? expression(curly, kept[0]!) : `[${kept.map((each) => expression(curly, each)).join(', ')}]`};`,
    node,
  );
}

/** `Ok(x)` is returned, `Err(x)` thrown; a result that is handed on throws by itself. */
function rustResult(curly: Curly, node: SyntaxNode, at: SyntaxNode): void {
  const { out, text } = curly;
  if (/^(?:if|match|loop|for|while)_expression$|^(?:block|unsafe_block|return_expression)$/.test(node.type))
    return statement(curly, node, true);
  const source = sourceOf(text, node);
  if (/^Err\s*\(/.test(source)) return out.add(`throw ${quote(source)};`, at);
  const inner =
    /^Ok\s*\(/.test(source) && node.type === 'call_expression' ? (child(node, 'arguments')?.children[0] ?? null) : node;
  out.add(inner ? `return ${expression(curly, inner)};` : 'return;', at);
}

function letOf(curly: Curly, node: SyntaxNode): void {
  const { text, out } = curly;
  const pattern = child(node, 'pattern');
  const value = child(node, 'value');
  const other = child(node, 'alternative');
  const bound = /^(?:Ok|Some)\(\s*(?:mut\s+)?(\w+)|^(?:mut\s+|ref\s+)?(\w+)$/.exec(sourceOf(text, pattern));
  const name = identifier(bound?.[1] ?? bound?.[2] ?? out.fresh());
  if (!value) return out.add(`let ${name} = null;`, node);
  if (other) {
    if (/^Ok/.test(sourceOf(text, pattern))) {
      const ok = attempt(curly, value, name, node);
      out.add(`if (!${ok}) {`, other);
    } else {
      out.add(`let ${name} = ${expression(curly, value)};`, node);
      out.add(`if (!${name}) {`, other);
    }
    block(curly, other);
    return out.add('}', other);
  }
  const parts =
    pattern?.type === 'tuple_pattern'
      ? pattern.children.map((each) => sourceOf(text, each).replace(/^mut\s+/, ''))
      : null;
  if (parts)
    return out.add(
      `let [${parts.map((each) => identifier(each.replace(/\W.*$/s, ''))).join(', ')}] = ${expression(curly, value)};`,
      node,
    );
  if (isAskedLater(curly, node, name, value)) {
    curly.results.set(name, attempt(curly, value, name, node));
    return;
  }
  curly.results.delete(name);
  assign(curly, name, value, node);
}

/** `let result = verify(); ... match result { Ok(..) .. }`. */
function isAskedLater(curly: Curly, node: SyntaxNode, name: string, value: SyntaxNode): boolean {
  if (!/^(?:call_expression|await_expression)$/.test(value.type) || !/^\w+$/.test(name)) return false;
  const rest = curly.text.slice(node.end, node.parent?.end ?? node.end).slice(0, 5000);
  return (
    rest.includes(name) &&
    new RegExp(
      `match\\s+&?${name}\\b|\\b${name}\\.is_(?:ok|err)\\(|(?:Ok|Err)\\([^)]{0,60}\\)\\s*=\\s*&?${name}\\b`,
    ).test(rest)
  );
}

/** `x, err := f()`: what fails is caught, so that `err` tells whether it did. */
function goAssignment(curly: Curly, node: SyntaxNode): void {
  const { text, out } = curly;
  const specs = /^(?:var|const)_declaration$/.test(node.type)
    ? nodesOfType(node, new Set(['var_spec', 'const_spec']))
    : [node];
  for (const spec of specs) {
    const left = child(spec, 'left') ?? null;
    const right = child(spec, 'right') ?? child(spec, 'value');
    const names = left ? left.children : spec.children.filter((each) => each.field === 'name');
    const values = right?.children ?? [];
    const targets = names.map((each) =>
      each.type === 'identifier' ? identifier(sourceOf(text, each)) : expression(curly, each),
    );
    if (values.length === 0) {
      for (const each of targets) out.add(`let ${each} = null;`, node);
      continue;
    }
    if (values.length === targets.length && !isError(targets[0] ?? '')) {
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
    if (values[0]?.type === 'call_expression' && (isError(error) || (error === '_' && targets.length > 1))) {
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

const isError = (name: string): boolean => /^(?:err|e|\w*[eE]rr(?:or)?)$/.test(name);

function tryOf(curly: Curly, node: SyntaxNode, tail: boolean): void {
  const { out, text } = curly;
  out.add('try {', node);
  const resources = child(node, 'resources');
  if (resources) statement(curly, resources);
  block(curly, child(node, 'body'), tail);
  const catches = node.children.filter((each) => each.type === 'catch_clause');
  if (catches.length > 0) {
    out.add('} catch (error) {', node);
    let open = 0;
    for (const [nth, each] of catches.entries()) {
      const head = sourceOf(text, each).slice(0, 120).split('{')[0] ?? '';
      if (
        catches.length > 1 &&
        /Json|NotFound|IO\w*Exception|DbUpdate|Query|Timeout|HttpRequest|Model/.test(head) &&
        !/Sign|Verif/.test(head)
      )
        continue;
      if (nth < catches.length - 1) {
        out.add('if (error.kind) {', each);
        open += 1;
      }
      block(curly, child(each, 'body') ?? each.children.find((part) => /block|compound/.test(part.type)) ?? null, tail);
      if (nth < catches.length - 1) out.add('} else {', each);
    }
    out.add('}'.repeat(open), node);
  }
  const last = node.children.find((each) => each.type === 'finally_clause');
  if (last) {
    out.add('} finally {', last);
    statements(
      curly,
      last.children.flatMap((each) => (/block|compound/.test(each.type) ? each.children : [each])),
      false,
    );
  } else if (catches.length === 0) out.add('} finally {', node);
  out.add('}', node);
}

function loop(curly: Curly, node: SyntaxNode): void {
  const { out } = curly;
  const body = child(node, 'body') ?? node.children.at(-1) ?? null;
  const clause = node.children.find((each) => each.type === 'range_clause');
  const subject =
    child(node, 'value') ??
    child(node, 'right') ??
    child(clause ?? null, 'right') ??
    child(node, 'condition') ??
    node.children.find((each) => each !== body) ??
    null;
  const named = child(node, 'left') ?? child(node, 'name') ?? child(node, 'pattern') ?? child(clause ?? null, 'left');
  const name = /(\w+)\W*$/.exec(sourceOf(curly.text, named))?.[1];
  if (name) out.add(`for (const ${identifier(name)} of ${expression(curly, subject)}) {`, node);
  else
    out.add(
      `while (${/statement|clause|declaration/.test(subject?.type ?? '') ? 'true' : expression(curly, subject)}) {`,
      node,
    );
  block(curly, body === subject ? null : body);
  out.add('}', node);
}

function switchOf(curly: Curly, node: SyntaxNode, tail: boolean): void {
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
      child(arm, 'value') ?? child(arm, 'pattern') ?? child(arm, 'conditional_expressions') ?? arm.children[0] ?? null;
    const literal = /^["'][\w.:-]*["']$/.test(sourceOf(text, label)) ? sourceOf(text, label) : null;
    const isDefault = /default/.test(arm.type) || /^(?:default\b|_\s*=>)/.test(sourceOf(text, arm));
    const held =
      child(arm, 'value') && curly.language === 'rust'
        ? [child(arm, 'value')!]
        : child(arm, 'return_expression')
          ? [child(arm, 'return_expression')!]
          : arm.children.filter((each) => each !== label && !/label|pattern/.test(each.type));
    if (!isDefault)
      out.add(
        `if (${subjectNode ? (literal ? `${subject} == ${literal}` : subject) : expression(curly, label)}) {`,
        arm,
      );
    else out.add('{', arm);
    for (const each of held) armBody(curly, each, tail);
    if (!isDefault) {
      out.add('} else {', arm);
      open += 1;
    } else out.add('}', arm);
  }
  out.add('}'.repeat(open), node);
}

function armBody(curly: Curly, node: SyntaxNode, tail: boolean): void {
  if (/^break/.test(node.type)) return;
  if (
    tail &&
    !/statement|^block$|^(?:match|if|throw|return|assignment|switch)_expression$|declaration/.test(node.type)
  ) {
    if (curly.language === 'rust') return rustResult(curly, node, node);
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

/** An expression; what has no counterpart becomes the list of its parts. */
export function expression(curly: Curly, node: SyntaxNode | null): string {
  const { text } = curly;
  if (!node) return 'null';
  const source = sourceOf(text, node);
  const of = (field: string): string => expression(curly, child(node, field));
  const only = (): string =>
    expression(curly, node.children.filter((each) => !each.type.includes('comment')).at(-1) ?? null);
  if (STRING.test(node.type)) return stringOf(curly, node, source);
  switch (node.type) {
    case 'identifier':
    case 'variable_name':
    case 'name':
    case 'type_identifier':
    case 'field_identifier':
    case 'package_identifier':
    case 'simple_identifier':
    case 'qualified_name':
    case 'shorthand_field_identifier':
      return nameOf(curly, source.replace(/^\$/, ''));
    case 'this':
    case 'this_expression':
    case 'self':
    case 'relative_scope':
    case 'base_expression':
      return 'this';
    case 'is_pattern_expression': {
      const pattern = sourceOf(text, child(node, 'pattern'));
      return /^(?:not\s+)?(?:null|true|false)$/.test(pattern)
        ? `(${of('expression')} ${pattern.startsWith('not') ? '!=' : '=='} ${pattern.replace(/^not\s+/, '')})`
        : `(${of('expression')})`;
    }
    case 'true':
    case 'false':
      return node.type;
    case 'boolean':
    case 'boolean_literal':
      return source.toLowerCase();
    case 'nil':
    case 'null':
    case 'null_literal':
      return 'null';
    case 'integer':
    case 'int_literal':
    case 'integer_literal':
    case 'decimal_integer_literal':
    case 'float':
      return /^\d+$/.test(source) ? String(Number(source)) : '1';
    case 'call_expression':
    case 'invocation_expression':
    case 'method_invocation':
    case 'function_call_expression':
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
    case 'scoped_call_expression':
    case 'macro_invocation':
      return call(curly, node);
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
      return creation(curly, node);
    case 'selector_expression':
    case 'field_expression':
    case 'scoped_identifier':
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
    case 'field_access':
    case 'class_constant_access_expression':
    case 'scoped_property_access_expression':
    case 'conditional_access_expression':
      return member(curly, node);
    case 'subscript_expression':
    case 'index_expression':
    case 'element_access_expression':
    case 'array_access':
      return index(curly, node);
    case 'binary_expression':
      return binary(curly, node);
    case 'unary_expression':
    case 'prefix_unary_expression':
    case 'unary_op_expression':
      return source.startsWith('!') ? `!(${only()})` : only();
    case 'conditional_expression':
    case 'ternary_expression': {
      const yes = child(node, 'consequence') ?? child(node, 'body');
      const condition = of('condition');
      return `(${condition} ? ${yes ? expression(curly, yes) : condition} : ${of('alternative')})`;
    }
    case 'assignment_expression':
    case 'augmented_assignment_expression':
      return `(${of('left')} = ${of('right')})`;
    case 'anonymous_function':
    case 'anonymous_function_creation_expression':
    case 'arrow_function':
    case 'func_literal':
    case 'lambda_expression':
    case 'anonymous_method_expression':
    case 'closure_expression':
      return lambda(curly, node);
    case 'if_expression':
    case 'match_expression':
    case 'switch_expression':
    case 'async_block':
    case 'block':
      return `(() => { ${curly.out.inline(() => statement(curly, node.type === 'async_block' ? (node.children.at(-1) ?? node) : node, true))} })()`;
    case 'throw_expression':
    case 'return_expression':
      return `(() => { throw 'error' })()`;
    case 'cast_expression':
    case 'await_expression':
    case 'try_expression':
    case 'reference_expression':
    case 'parenthesized_expression':
    case 'argument':
    case 'print_intrinsic':
    case 'type_assertion_expression':
    case 'type_conversion_expression':
    case 'error_suppression_expression':
    case 'postfix_unary_expression':
    case 'expression_list':
    case 'as_expression':
    case 'type_cast_expression':
      if (node.type === 'expression_list' && node.children.length > 1) break;
      if (node.type === 'type_assertion_expression') return of('operand');
      if (
        node.type === 'postfix_unary_expression' ||
        node.type === 'await_expression' ||
        node.type === 'try_expression'
      )
        return `(${expression(curly, node.children[0] ?? null)})`;
      return `(${child(node, 'value') ? of('value') : only()})`;
    default:
  }
  if (node.children.length > 200) return '[]';
  return `[${node.children
    .filter((each) => !/comment|modifier|type_arguments|predefined_type|^type$/.test(each.type))
    .map((each) => expression(curly, each))
    .join(', ')}]`;
}

function stringOf(curly: Curly, node: SyntaxNode, source: string): string {
  const holes = node.children.filter((each) => /variable_name|interpolation|expression$/.test(each.type));
  if (holes.length === 0) return quote(literalText(source));
  return `[${holes.map((each) => expression(curly, each.type === 'interpolation' ? (each.children[0] ?? null) : each)).join(', ')}]`;
}

function nameOf(curly: Curly, name: string): string {
  const known = curly.names.get(name);
  if (known) return known;
  const field = curly.fields.get(name);
  if (field && curly.language !== 'php' && curly.language !== 'go') return field;
  if (name.includes('\\')) return qualified(curly, name);
  return curly.functions.has(name) ? identifier(curly.dialect.methodName(name)) : identifier(name);
}

/** `\Stripe\Webhook` becomes a name of its own. */
function qualified(curly: Curly, name: string): string {
  const path = name.replace(/^\\/, '');
  const last = path.split('\\').at(-1) ?? path;
  curly.out.import(identifier(last), path, identifier(last), { line: 1 });
  return identifier(last);
}

function binary(curly: Curly, node: SyntaxNode): string {
  const operator = sourceOf(curly.text, child(node, 'operator')) || '+';
  const left = expression(curly, child(node, 'left'));
  const right = expression(curly, child(node, 'right'));
  if (operator === '&&' || operator === 'and') return `(${left} && ${right})`;
  if (operator === '||' || operator === 'or' || operator === '??') return `(${left} || ${right})`;
  if (/^[!=]==?$|^<>$/.test(operator)) return `(${left} ${operator.startsWith('=') ? '==' : '!='} ${right})`;
  // `len(secret) > 0`, `sig.len() == 0`
  if (/^[<>]=?$/.test(operator))
    return /^\(?(?:len|count|strlen)\(/.test(left) && right === '0'
      ? left.replace(/^\(?\w+\(/, '(').replace(/\)+$/, ')')
      : `(${left} < ${right})`;
  return `(${left} + ${right})`;
}

function member(curly: Curly, node: SyntaxNode): string {
  const { text } = curly;
  const object =
    child(node, 'operand') ??
    child(node, 'value') ??
    child(node, 'path') ??
    child(node, 'expression') ??
    child(node, 'object') ??
    child(node, 'scope') ??
    child(node, 'condition') ??
    node.children[0] ??
    null;
  const nameNode =
    child(node, 'field') ?? child(node, 'name') ?? node.children.filter((each) => each !== object).at(-1) ?? null;
  const name = sourceOf(text, nameNode)
    .replace(/^\??\.?\$?/, '')
    .replace(/<[\s\S]*$/, '');
  const source = sourceOf(text, node);
  const owner = object && object !== nameNode ? expression(curly, object) : 'this';
  const own = curly.dialect.member(curly, owner, name, source);
  if (own) return own;
  if (owner === 'this' && curly.fields.has(name)) return curly.fields.get(name)!;
  if (node.type === 'conditional_access_expression') return expression(curly, nameNode).replace(/^this/, owner);
  return `${owner}.${propertyName(name)}`;
}

function index(curly: Curly, node: SyntaxNode): string {
  const object =
    child(node, 'operand') ??
    child(node, 'expression') ??
    child(node, 'array') ??
    child(node, 'value') ??
    node.children[0] ??
    null;
  const held =
    child(node, 'index') ?? child(node, 'subscript') ?? node.children.filter((each) => each !== object).at(-1) ?? null;
  const inner = held && /argument/.test(held.type) ? (held.children[0] ?? held) : held;
  const owner = expression(curly, object);
  const name = literalOf(curly, inner);
  if (name !== null)
    return curly.dialect.member(curly, owner, name, sourceOf(curly.text, node)) ?? `${owner}[${quote(name)}]`;
  return `${owner}[${expression(curly, inner)}]`;
}

export const argumentsOf = (node: SyntaxNode): SyntaxNode[] =>
  ((child(node, 'arguments') ?? node.children.find((each) => each.type === 'argument_list'))?.children ?? [])
    .filter((each) => !each.type.includes('comment'))
    .map((each) =>
      each.type === 'argument' ? (each.children.filter((part) => part.field !== 'name').at(-1) ?? each) : each,
    );

/** What a callee is called on. */
const ownerOf = (callee: SyntaxNode | null): SyntaxNode | null =>
  child(callee, 'operand') ??
  child(callee, 'value') ??
  child(callee, 'path') ??
  child(callee, 'expression') ??
  (callee?.type === 'conditional_access_expression' ? child(callee, 'condition') : null);

const memberOf = (callee: SyntaxNode | null): SyntaxNode | null =>
  child(callee, 'field') ??
  child(callee, 'name') ??
  (callee?.type === 'conditional_access_expression' ? (callee.children.at(-1) ?? null) : null);

function call(curly: Curly, node: SyntaxNode): string {
  const { text } = curly;
  if (node.type === 'macro_invocation') return macro(curly, node);
  const callee = child(node, 'function');
  const object = child(node, 'object') ?? child(node, 'scope') ?? ownerOf(callee);
  const nameNode = child(node, 'name') ?? memberOf(callee) ?? callee;
  const name = sourceOf(text, nameNode)
    .replace(/^\??\./, '')
    .replace(/::?<[\s\S]*$|<[\s\S]*$/, '')
    .replace(/^\\/, '');
  const args = argumentsOf(node);
  if (callee && /lambda|func_literal|closure|parenthesized|anonymous/.test(callee.type))
    return `(${expression(curly, callee)})(${args.map((each) => expression(curly, each)).join(', ')})`;
  const list = args.map((each) => expression(curly, each));
  const owner = object ? expression(curly, object) : null;
  const source = sourceOf(text, callee ?? node).slice(0, 200);
  const own = curly.dialect.call(curly, { source, owner, name, list, args, node });
  if (own) return own;
  const spelled = curly.dialect.methodName(name);
  if (owner === null) {
    if (curly.methods.has(name) && !curly.functions.has(name))
      return `this.${propertyName(spelled)}(${list.join(', ')})`;
    return `${identifier(spelled)}(${list.join(', ')})`;
  }
  const from = /^(?:self|static|parent|Self)$/.test(owner) ? 'this' : owner;
  return `${from}.${propertyName(spelled)}(${list.join(', ')})`;
}

/** `assert!`, `json!`, `format!`: their words are looked through for names. */
function macro(curly: Curly, node: SyntaxNode): string {
  const names = nodesOfType(node, new Set(['identifier']))
    .slice(1, 20)
    .map((each) => nameOf(curly, sourceOf(curly.text, each)));
  if (/^(?:panic|unreachable|todo|bail|unimplemented)!/.test(sourceOf(curly.text, node).replace(/\s/g, '')))
    return `(() => { throw 'panic' })()`;
  return `[${names.join(', ')}]`;
}

function creation(curly: Curly, node: SyntaxNode): string {
  const type = child(node, 'type') ?? node.children.find((each) => /name|type|identifier/.test(each.type)) ?? null;
  const name = nameOf(
    curly,
    sourceOf(curly.text, type)
      .replace(/<[\s\S]*$/, '')
      .replace(/^\$/, ''),
  );
  const list = argumentsOf(node).map((each) => expression(curly, each));
  const own = curly.dialect.call(curly, {
    source: `new ${name}`,
    owner: null,
    name: `new ${name}`,
    list,
    args: argumentsOf(node),
    node,
  });
  return own ?? `new ${/^[\w.]+$/.test(name) ? name : 'Object'}(${list.join(', ')})`;
}

export function lambda(curly: Curly, node: SyntaxNode): string {
  const { text } = curly;
  const list = child(node, 'parameters');
  const single = list && !/list|formal|parameters/.test(list.type) ? [list] : (list?.children ?? []);
  const names: string[] = [];
  const before = new Map(curly.names);
  for (const each of single) {
    const type = sourceOf(text, child(each, 'type'));
    const name =
      sourceOf(text, child(each, 'name') ?? child(each, 'pattern') ?? each)
        .replace(/^[&$]|\bmut\b|\bref\b/g, '')
        .trim()
        .split(/[\s:=]/)[0] ?? '';
    const role = roleOf(curly.language, type, name);
    if (role) curly.names.set(name, role);
    names.push(role && /^\w+$/.test(role) ? role : identifier(name));
  }
  const body = child(node, 'body') ?? node.children.at(-1) ?? null;
  const fails = curly.fails;
  curly.fails = curly.language === 'go' && /\berror\s*\)?$/.test(sourceOf(text, child(node, 'result')));
  const inside =
    body && /^(?:block|compound_statement)$/.test(body.type)
      ? curly.out.inline(() => block(curly, body, true))
      : `return ${expression(curly, body)};`;
  curly.fails = fails;
  curly.names = before;
  return `(${[...new Set(names)].join(', ')}) => { ${inside} }`;
}

/** What a parameter stands for by its type. */
export function roleOf(language: Curly['language'], type: string, name: string): string | null {
  const plainType = type.replace(/^[*&?\s]+|\bmut\b/g, '');
  switch (language) {
    case 'go':
      if (
        /^(?:http\.Request|gin\.Context|echo\.Context|fiber\.Ctx|fasthttp\.RequestCtx|iris\.Context|events\.APIGateway\w*Request|context\.Context\b.*Request)$/.test(
          plainType,
        ) ||
        /^(?:\w+\.)?(?:RequestContext|Ctx)$/.test(plainType)
      )
        return 'request';
      return /ResponseWriter/.test(plainType) ? 'response' : null;
    case 'php':
      return /(?:Request|RequestInterface)$/.test(plainType) && !/^(?:Http|Guzzle)\\/.test(plainType)
        ? 'request'
        : null;
    case 'csharp':
      return /^(?:HttpRequest|HttpContext|HttpRequestData|APIGatewayProxyRequest)$/.test(plainType) ? 'request' : null;
    case 'java':
      return /^(?:HttpServletRequest|ServerHttpRequest|ServerRequest|HttpRequest|Request|RoutingContext|Context|WebRequest)$/.test(
        plainType,
      )
        ? 'request'
        : /^(?:HttpServletResponse|Response)$/.test(plainType)
          ? 'response'
          : null;
    case 'rust':
      if (/^(?:HttpRequest|Request|Request<[\s\S]*>)$/.test(plainType)) return 'request';
      if (/^(?:HeaderMap|TypedHeader)/.test(plainType)) return 'request.headers';
      if (
        /^(?:\w+::)*(?:Bytes|Json<|String|Form<)/.test(plainType) &&
        /body|payload|json|bytes|event|data|update|raw|form/i.test(name)
      )
        return null;
      return null;
    default:
      return null;
  }
}
