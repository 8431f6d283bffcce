/** Languages that the rim can parse. */
export type SyntaxLanguage =
  | 'javascript'
  | 'typescript'
  | 'tsx'
  | 'python'
  | 'ruby'
  | 'php'
  | 'go'
  | 'csharp'
  | 'rust'
  | 'java'
  | 'elixir';

/**
 * A node of a syntax tree as plain data: named nodes, and tokens that fill a field (operators, keywords).
 * The rim copies the tree out of the parser once, so nothing has to be freed and no parser reaches the core.
 */
export type SyntaxNode = {
  type: string;
  /** The name of the parent's field that this node fills. */
  field: string | null;
  /** Half-open range in UTF-16 code units of the parsed text. */
  start: number;
  end: number;
  /** From 1. */
  line: number;
  column: number;
  endLine: number;
  parent: SyntaxNode | null;
  children: SyntaxNode[];
};

/**
 * Text to tree. Null where the text is over the rim's limits (size, nodes, depth) or cannot be parsed: the caller says
 * `unknown`. The depth of a returned tree is bounded, so that recursion over it is safe.
 */
export type ParseSyntax = (language: SyntaxLanguage, text: string) => SyntaxNode | null;

/** The child in a field, or null. */
export function child(node: SyntaxNode | null, field: string): SyntaxNode | null {
  if (node === null) return null;
  for (const each of node.children) if (each.field === field) return each;
  return null;
}

/** The first descendant or the node itself that satisfies the test, in the order of the text. */
export function findNode(root: SyntaxNode, test: (node: SyntaxNode) => boolean): SyntaxNode | null {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (test(node)) return node;
    for (let i = node.children.length - 1; i >= 0; i--) open.push(node.children[i]!);
  }
  return null;
}

/** The nearest node of one of the types that a node stands in; null where there is none. */
export function enclosing(node: SyntaxNode, types: ReadonlySet<string>): SyntaxNode | null {
  let around = node.parent;
  while (around && !types.has(around.type)) around = around.parent;
  return around;
}

/** All descendants of one of the types, in the order of the text. */
export function nodesOfType(root: SyntaxNode, types: ReadonlySet<string>): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  findNode(root, (node) => {
    if (types.has(node.type)) found.push(node);
    return false;
  });
  return found;
}

/** Those of them that stand in no other: the holes of a text, without those of texts within. */
export function outermostOfType(root: SyntaxNode, types: ReadonlySet<string>): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (types.has(node.type)) found.push(node);
    else for (let i = node.children.length - 1; i >= 0; i--) open.push(node.children[i]!);
  }
  return found;
}
