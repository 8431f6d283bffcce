/** Languages that `src/syntax` can parse. */
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
 * A node of a syntax tree as plain data: named nodes, and tokens that fill a field (operators, keywords). `src/syntax`
 * copies the tree out of the parser once, so that nothing has to be freed and the core never handles a parser.
 */
export type SyntaxNode = {
  type: string;
  /** The name of the parent's field that this node fills; null if none. */
  field: string | null;
  /** Half-open range in UTF-16 code units of the parsed text. */
  start: number;
  end: number;
  /** Counted from 1. */
  line: number;
  column: number;
  endLine: number;
  parent: SyntaxNode | null;
  children: SyntaxNode[];
};

/**
 * Parses a text. Null if it exceeds the limits on size, nodes or depth, or cannot be parsed; the caller then reports
 * `unknown`. The depth of a returned tree is bounded, so recursion over it is safe.
 */
export type ParseSyntax = (language: SyntaxLanguage, text: string) => SyntaxNode | null;

/** The child in a field; null if there is none. */
export function child(node: SyntaxNode | null, field: string): SyntaxNode | null {
  if (node === null) return null;
  for (const each of node.children) if (each.field === field) return each;
  return null;
}

/** The first node that satisfies the test, the root included, in source order; null if there is none. */
export function findNode(root: SyntaxNode, test: (node: SyntaxNode) => boolean): SyntaxNode | null {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (test(node)) return node;
    for (let i = node.children.length - 1; i >= 0; i--) open.push(node.children[i]!);
  }
  return null;
}

/** The nearest ancestor of one of the types; null if there is none. */
export function enclosing(node: SyntaxNode, types: ReadonlySet<string>): SyntaxNode | null {
  let around = node.parent;
  while (around && !types.has(around.type)) around = around.parent;
  return around;
}

/** All nodes of one of the types, the root included, in source order. */
export function nodesOfType(root: SyntaxNode, types: ReadonlySet<string>): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  findNode(root, (node) => {
    if (types.has(node.type)) found.push(node);
    return false;
  });
  return found;
}

/** The outermost nodes of one of the types: the substitutions of a template string, without those nested in them. */
export function outermostOfType(root: SyntaxNode, types: ReadonlySet<string>): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (types.has(node.type)) found.push(node);
    else for (let i = node.children.length - 1; i >= 0; i--) open.push(node.children[i]!);
  }
  return found;
}
