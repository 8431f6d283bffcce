import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import type { TreeCursor } from 'web-tree-sitter';
import type { ParseSyntax, SyntaxLanguage, SyntaxNode } from '../core/facts/webhooks/syntax.ts';

/** Over these a text is not analysed. A handler of a megabyte or of 400 levels is a bundle or an attack. */
export const SYNTAX_LIMITS = { characters: 1_000_000, nodes: 400_000, depth: 400 } as const;

const LANGUAGES: readonly SyntaxLanguage[] = ['javascript', 'typescript', 'tsx'];

/** Loads the parser and its grammars (about 20 ms). The returned function is synchronous and keeps nothing. */
export async function loadSyntax(): Promise<ParseSyntax> {
  await Parser.init();
  const { resolve } = createRequire(import.meta.url);
  const parsers = new Map<SyntaxLanguage, Parser>();
  for (const language of LANGUAGES) {
    const grammar = await Language.load(resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${language}.wasm`));
    parsers.set(language, new Parser().setLanguage(grammar));
  }
  return (language, text) => {
    const parser = parsers.get(language);
    if (!parser || text.length > SYNTAX_LIMITS.characters) return null;
    return parseWith(parser, text);
  };
}

function parseWith(parser: Parser, text: string): SyntaxNode | null {
  parser.reset();
  const tree = parser.parse(text);
  if (!tree) return null;
  const cursor = tree.walk();
  try {
    return copyTree(cursor);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

/** Copies the tree without recursion; null as soon as a limit is passed. */
function copyTree(cursor: TreeCursor): SyntaxNode | null {
  const root = copyNode(cursor, null);
  let parent = root;
  let depth = 0;
  let nodes = 1;
  let down = cursor.gotoFirstChild();
  if (!down) return root;
  for (;;) {
    if (cursor.nodeIsNamed || cursor.currentFieldName) {
      const node = copyNode(cursor, parent);
      parent.children.push(node);
      if (++nodes > SYNTAX_LIMITS.nodes) return null;
      down = cursor.gotoFirstChild();
      if (down) {
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

function copyNode(cursor: TreeCursor, parent: SyntaxNode | null): SyntaxNode {
  const start = cursor.startPosition;
  return {
    type: cursor.nodeType,
    field: cursor.currentFieldName,
    start: cursor.startIndex,
    end: cursor.endIndex,
    line: start.row + 1,
    column: start.column + 1,
    endLine: cursor.endPosition.row + 1,
    parent,
    children: [],
  };
}
