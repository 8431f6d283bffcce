import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { expression } from '../curly/visit.ts';
import { sourceOf } from '../spelling.ts';

/** `record Checked(Event? Event, string? Error = null) { public bool IsValid => Error == null; }`. */
type RecordType = {
  parameters: readonly { name: string; fallback: SyntaxNode | null }[];
  /** Properties computed from the parameters. */
  computed: readonly { name: string; of: SyntaxNode }[];
};

/** Memoized per file, at the first record that is created. */
const RECORDS = new WeakMap<Curly, ReadonlyMap<string, RecordType>>();

function recordsOf(csharp: Curly, at: SyntaxNode): ReadonlyMap<string, RecordType> {
  const known = RECORDS.get(csharp);
  if (known) return known;
  const found = new Map<string, RecordType>();
  let root = at;
  while (root.parent) root = root.parent;
  const declared = csharp.text.includes('record ') ? nodesOfType(root, new Set(['record_declaration'])) : [];
  for (const node of declared) found.set(sourceOf(csharp.text, child(node, 'name')), recordOf(csharp, node));
  RECORDS.set(csharp, found);
  return found;
}

function recordOf({ text }: Curly, node: SyntaxNode): RecordType {
  const list = node.children.find(({ type }) => type === 'parameter_list');
  const parameters = (list?.children ?? [])
    .filter(({ type }) => type === 'parameter')
    .map((each) => {
      const name = child(each, 'name');
      const last = each.children.at(-1) ?? null;
      return { name: sourceOf(text, name), fallback: last && name && last.start > name.end ? last : null };
    });
  const computed = (child(node, 'body')?.children ?? []).flatMap((each) => {
    const held = each.type === 'property_declaration' ? child(each, 'value') : null;
    const of = held?.type === 'arrow_expression_clause' ? held.children[0] : undefined;
    return of ? [{ name: sourceOf(text, child(each, 'name')), of }] : [];
  });
  return { parameters, computed };
}

/**
 * `new Checked(null, "bad signature")` of a record declared in the file, as an object: its properties may tell the
 * outcome of a check. Null for other types, and for records created with an object initializer.
 */
export function recordMade(csharp: Curly, type: string, list: readonly string[], at: SyntaxNode): string | null {
  const record = recordsOf(csharp, at).get(type);
  if (!record || record.parameters.length === 0 || list.length > record.parameters.length) return null;
  const outer = csharp.names;
  csharp.names = new Map(outer);
  const parts = record.parameters.map(({ name, fallback }, index) => {
    const held = list[index] ?? (fallback ? expression(csharp, fallback) : 'null');
    csharp.names.set(name, `(${held})`);
    return `${name}: ${held}`;
  });
  const computed = record.computed.map(({ name, of }) => `${name}: ${expression(csharp, of)}`);
  csharp.names = outer;
  return `({ ${[...parts, ...computed].join(', ')} })`;
}
