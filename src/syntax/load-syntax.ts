import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import type { TreeCursor } from 'web-tree-sitter';
import { grammarsOf } from '../core/facts/webhooks/grammars-of.ts';
import type { ParseSyntax, SyntaxLanguage, SyntaxNode } from '../core/facts/webhooks/syntax.ts';

/** Over these a text is not analysed. A handler of a megabyte or of 400 levels is a bundle or an attack. */
export const SYNTAX_LIMITS = { characters: 1_000_000, nodes: 400_000, depth: 400 } as const;

const JAVASCRIPT: readonly SyntaxLanguage[] = ['javascript', 'typescript', 'tsx'];

/** The parser, and how to get the grammars (2 to 20 ms each) that files need before they are read. */
export type Syntax = ParseSyntax & { prepare(paths: Iterable<string>): Promise<void> };

/** The parser's memory is one for all of the process: two that start it at a time would each have their own. */
let started: Promise<void> | null = null;

/**
 * Loads grammars, and the parser (10 ms) before the first. Parsing is synchronous and keeps nothing.
 *
 * @param languages to be ready at once; others when files of theirs are prepared for.
 */
export async function loadSyntax(languages = JAVASCRIPT): Promise<Syntax> {
  const { resolve } = createRequire(import.meta.url);
  const readers = new Map<SyntaxLanguage, Reader>();
  const loading = new Map<SyntaxLanguage, Promise<void>>();
  const load = async (language: SyntaxLanguage): Promise<void> => {
    await (started ??= Parser.init());
    const file = findGrammar(resolve, language);
    if (file === null) return;
    const grammar = await Language.load(file);
    readers.set(language, { parser: new Parser().setLanguage(grammar), ...namesOf(grammar, language) });
  };
  const loadAll = async (wanted: Iterable<SyntaxLanguage>): Promise<void> => {
    for (const language of wanted) {
      if (!loading.has(language)) loading.set(language, load(language));
      await loading.get(language);
    }
  };
  await loadAll(languages);
  const parse: ParseSyntax = (language, text) => {
    const reader = readers.get(language);
    if (!reader || text.length > SYNTAX_LIMITS.characters) return null;
    return parseWith(reader, text);
  };
  const prepare = async (paths: Iterable<string>): Promise<void> => {
    const wanted = new Set<SyntaxLanguage>();
    for (const path of paths) for (const language of grammarsOf(path)) wanted.add(language);
    await loadAll(wanted);
  };
  return Object.assign(parse, { prepare });
}

/** One package has nearly all of them. The others are optional, as they come with native builds that some machines refuse. */
function findGrammar(resolve: NodeJS.RequireResolve, language: SyntaxLanguage): string | null {
  const name = language === 'csharp' ? 'c-sharp' : language;
  if (language !== 'elixir') return resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`);
  try {
    return resolve('tree-sitter-elixir/tree-sitter-elixir.wasm');
  } catch {
    return null;
  }
}

type NodeType = { type: string; named: boolean; leaf: boolean };
/** A parser, and the grammar's names by their numbers, so that a node costs no look-up in the parser's memory. */
type Reader = { parser: Parser; types: readonly NodeType[]; fields: readonly (string | null)[] };

function namesOf(grammar: Language, language: SyntaxLanguage): Pick<Reader, 'types' | 'fields'> {
  const leaves = LEAVES[language] ?? NO_LEAVES;
  const types = grammar.types.map((type, id) => ({
    type,
    named: grammar.nodeTypeIsNamed(id),
    leaf: leaves.has(type),
  }));
  return { types, fields: grammar.fields };
}

function parseWith(reader: Reader, text: string): SyntaxNode | null {
  reader.parser.reset();
  const tree = reader.parser.parse(text);
  if (!tree) return null;
  const cursor = tree.walk();
  try {
    return copyTree(cursor, reader, new LineTable(text));
  } finally {
    cursor.delete();
    tree.delete();
  }
}

/** Copies the tree without recursion; null as soon as a limit is passed. */
function copyTree(cursor: TreeCursor, { types, fields }: Reader, lines: LineTable): SyntaxNode | null {
  const root = copyNode(cursor, lines, types[cursor.nodeTypeId]?.type ?? 'ERROR', null, null);
  let parent = root;
  let depth = 0;
  let nodes = 1;
  if (!cursor.gotoFirstChild()) return root;
  for (;;) {
    const { type, named, leaf } = types[cursor.nodeTypeId] ?? ERROR_NODE;
    const field = fields[cursor.currentFieldId] ?? null;
    if (named || field !== null) {
      const node = copyNode(cursor, lines, type, field, parent);
      parent.children.push(node);
      if (++nodes > SYNTAX_LIMITS.nodes) return null;
      if (!leaf && cursor.gotoFirstChild()) {
        parent = node;
        if (++depth > SYNTAX_LIMITS.depth) return null;
        continue;
      }
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent() || parent.parent === null) return root;
      parent = parent.parent;
      depth -= 1;
    }
  }
}

const copyNode = (
  cursor: TreeCursor,
  lines: LineTable,
  type: string,
  field: string | null,
  parent: SyntaxNode | null,
): SyntaxNode => new CopiedNode(type, field, cursor.startIndex, cursor.endIndex, parent, lines);

/** Lines are counted when somebody asks: few of a tree's nodes are ever shown. */
class CopiedNode implements SyntaxNode {
  type: string;
  field: string | null;
  start: number;
  end: number;
  parent: SyntaxNode | null;
  children: SyntaxNode[] = [];
  #lines: LineTable;

  constructor(
    type: string,
    field: string | null,
    start: number,
    end: number,
    parent: SyntaxNode | null,
    lines: LineTable,
  ) {
    this.type = type;
    this.field = field;
    this.start = start;
    this.end = end;
    this.parent = parent;
    this.#lines = lines;
  }

  get line(): number {
    return this.#lines.lineAt(this.start);
  }

  get column(): number {
    return this.start - this.#lines.startOf(this.line) + 1;
  }

  get endLine(): number {
    return this.#lines.lineAt(this.end);
  }
}

/** The offsets at which lines start. */
class LineTable {
  #text: string;
  #starts: number[] | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** From 1. */
  lineAt(offset: number): number {
    const starts = this.#read();
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  startOf(line: number): number {
    return this.#read()[line - 1] ?? 0;
  }

  #read(): number[] {
    if (this.#starts) return this.#starts;
    this.#starts = [0];
    for (let at = this.#text.indexOf('\n'); at !== -1; at = this.#text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
    return this.#starts;
  }
}

const ERROR_NODE: NodeType = { type: 'ERROR', named: true, leaf: false };

/** Nodes of the JavaScript family below which nothing tells about a request: names, types, markup. */
const JAVASCRIPT_LEAVES: ReadonlySet<string> = new Set([
  'identifier',
  'property_identifier',
  'private_property_identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
  'statement_identifier',
  'type_identifier',
  'number',
  'string',
  'regex',
  'comment',
  'type_annotation',
  'type_arguments',
  'type_parameters',
  'interface_declaration',
  'type_alias_declaration',
  'enum_declaration',
  'jsx_element',
  'jsx_self_closing_element',
  'jsx_opening_element',
]);
/** Half of Python's nodes are names and parts of strings: copying them without asking for children takes a third less time. */
const PYTHON_LEAVES: ReadonlySet<string> = new Set([
  'identifier',
  'comment',
  'integer',
  'string_start',
  'string_content',
  'string_end',
  'type',
]);
const NO_LEAVES: ReadonlySet<string> = new Set();

/** Types of nodes whose children are not copied, by language. */
const LEAVES: Partial<Record<SyntaxLanguage, ReadonlySet<string>>> = {
  javascript: JAVASCRIPT_LEAVES,
  typescript: JAVASCRIPT_LEAVES,
  tsx: JAVASCRIPT_LEAVES,
  python: PYTHON_LEAVES,
};
