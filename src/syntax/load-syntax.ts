import { createRequire } from 'node:module';
import type { Language, Parser } from 'web-tree-sitter';
import { grammarsOf } from '../core/facts/webhooks/grammars-of.ts';
import type { ParseSyntax, SyntaxLanguage, SyntaxNode } from '../core/facts/webhooks/syntax.ts';
import { copyTree, type GrammarNames } from './copy-tree.ts';
import { startParser, type ParserProgram } from './start-parser.ts';
import { makeStop, MOST_OPEN, opensMore, SYNTAX_LIMITS } from './syntax-limits.ts';

const JAVASCRIPT: readonly SyntaxLanguage[] = ['javascript', 'typescript', 'tsx'];

/** The parser. `prepare` loads the grammars that files need (2 to 20 ms each) and is called before they are read. */
export type Syntax = ParseSyntax & { prepare(paths: Iterable<string>): Promise<void> };

/**
 * Loads the parser and grammars. Parsing is synchronous and keeps no state. After a text has crashed the parser,
 * `prepare` restarts it; until then no text can be parsed, and the result is null.
 *
 * @param languages to load at once; others are loaded by `prepare`.
 */
export async function loadSyntax(languages = JAVASCRIPT): Promise<Syntax> {
  const { resolve } = createRequire(import.meta.url);
  const readers = new Map<SyntaxLanguage, Reader>();
  const loading = new Map<SyntaxLanguage, Promise<void>>();
  const load = async (language: SyntaxLanguage): Promise<void> => {
    const program = await startParser();
    const file = findGrammar(resolve, language);
    if (file === null) return;
    const grammar = await program.Language.load(file);
    readers.set(language, {
      program,
      parser: new program.Parser().setLanguage(grammar),
      ...namesOf(grammar, language),
    });
  };
  const loadAll = async (wanted: Iterable<SyntaxLanguage>): Promise<void> => {
    for (const language of wanted) {
      if (!loading.has(language) || readers.get(language)?.program.isBroken) loading.set(language, load(language));
      await loading.get(language);
    }
  };
  await loadAll(languages);
  const parse: ParseSyntax = (language, text) => {
    const reader = readers.get(language);
    if (!reader || reader.program.isBroken || text.length > SYNTAX_LIMITS.characters) return null;
    return parseWith(reader, text);
  };
  const prepare = async (paths: Iterable<string>): Promise<void> => {
    const wanted = new Set<SyntaxLanguage>();
    for (const path of paths) for (const language of grammarsOf(path)) wanted.add(language);
    await loadAll(wanted);
  };
  return Object.assign(parse, { prepare });
}

/**
 * One package has nearly all grammars. Elixir's is optional, as it comes with a native build that fails on some
 * machines; null when it is missing.
 */
function findGrammar(resolve: NodeJS.RequireResolve, language: SyntaxLanguage): string | null {
  const name = language === 'csharp' ? 'c-sharp' : language;
  if (language !== 'elixir') return resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`);
  try {
    return resolve('tree-sitter-elixir/tree-sitter-elixir.wasm');
  } catch {
    return null;
  }
}

type Reader = GrammarNames & { program: ParserProgram; parser: Parser };

function namesOf(grammar: Language, language: SyntaxLanguage): GrammarNames {
  const leaves = LEAVES[language] ?? NO_LEAVES;
  const types = grammar.types.map((type, id) => ({
    type,
    named: grammar.nodeTypeIsNamed(id),
    leaf: leaves.has(type),
    isName: NAME.test(type),
  }));
  return { types, fields: grammar.fields };
}

/** Node types that are single names, in all grammars. */
const NAME =
  /^(?:(?!nested_|scoped_)(?:[a-z]+_){0,2}identifier(?:_pattern)?|name|constant|alias|(?:instance|class|global)_variable|variable_name)$/;

function parseWith(reader: Reader, text: string): SyntaxNode | null {
  const { program, parser } = reader;
  if (opensMore(text, MOST_OPEN)) return null;
  try {
    const tree = parser.parse(text, null, { progressCallback: makeStop(program.memory, text.length) });
    if (!tree) {
      // Without a reset, the parser would take the next text for the rest of this one. After a late stop, it may crash.
      parser.reset();
      return null;
    }
    const cursor = tree.walk();
    const copied = copyTree(cursor, reader, text);
    cursor.delete();
    tree.delete();
    return copied;
  } catch {
    // A stack overflow has overwritten the memory beside the stack.
    program.isBroken = true;
    return null;
  }
}

/** Node types of the JavaScript family whose children say nothing about a request: names, types, markup. */
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
/**
 * Half of Python's nodes are names and parts of strings: not asking for their children makes copying take a third less
 * time.
 */
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

/** Node types whose children are not copied, by language. */
const LEAVES: Partial<Record<SyntaxLanguage, ReadonlySet<string>>> = {
  javascript: JAVASCRIPT_LEAVES,
  typescript: JAVASCRIPT_LEAVES,
  tsx: JAVASCRIPT_LEAVES,
  python: PYTHON_LEAVES,
};
