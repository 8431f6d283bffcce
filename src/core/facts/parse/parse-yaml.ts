import { Composer, Parser } from 'yaml';
import type { CST, Document } from 'yaml';
import type { FileProblem } from '../../place-types.ts';
import { makeLinePositions } from '../line-positions.ts';
import { convertYaml } from './convert-yaml.ts';
import { MAX_DEPTH, withoutByteOrderMark } from './data-node.ts';
import type { DataNode, ParsedDocument } from './data-node.ts';

/**
 * Parses YAML with any number of documents. Scalars stay text (`3.10` is not a number). Aliases and `<<` are resolved
 * within a limit. Malformed text gives what the parser recovers and a problem; nesting beyond `MAX_DEPTH` only gives a
 * problem. Never throws.
 */
export function parseYaml(source: string): ParsedDocument {
  const text = withoutByteOrderMark(source);
  const positionOf = makeLinePositions(text);
  const roots: DataNode[] = [];
  const problems: FileProblem[] = [];
  try {
    const tokens = dropFurtherErrors(new Parser().parse(text));
    const deepAt = findTooDeep(tokens);
    if (deepAt !== null) {
      problems.push({ line: positionOf(deepAt).line, code: 'too-deep', detail: 'nested too deeply' });
    } else {
      for (const document of composeDocuments(tokens, text.length)) {
        const error = document.errors[0];
        if (error && problems.length === 0)
          problems.push({ line: positionOf(error.pos[0]).line, code: 'malformed', detail: wordsOf(error.code) });
        const { root, bombAt } = convertYaml(document);
        if (root !== null) roots.push(root);
        if (bombAt !== null)
          problems.push({ line: positionOf(bombAt).line, code: 'too-deep', detail: 'aliases multiply too often' });
      }
    }
  } catch {
    // The parser uses spread arguments in some places, which overflow on enormous runs of blank lines.
    problems.push({ line: null, code: 'malformed', detail: 'the YAML parser gave up' });
  }
  return { text, roots, positionOf, problems };
}

function composeDocuments(tokens: readonly CST.Token[], length: number): Iterable<Document.Parsed> {
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  return composer.compose(tokens, false, length) as Iterable<Document.Parsed>;
}

/** Stray characters that are passed to the composer, which needs longer for each than for a line of valid YAML. */
const MAX_ERRORS = 20;

function dropFurtherErrors(tokens: Iterable<CST.Token>): CST.Token[] {
  const kept: CST.Token[] = [];
  let errors = 0;
  for (const token of tokens) {
    if (token.type === 'error') errors += 1;
    if (token.type !== 'error' || errors <= MAX_ERRORS) kept.push(token);
  }
  return kept;
}

/** `BAD_INDENT` -> `bad indent`. The parser's messages may quote the file; its codes do not. */
function wordsOf(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}

/**
 * The offset where nesting first exceeds the limit. Building the token tree does not recurse, but composing it does.
 */
function findTooDeep(tokens: readonly CST.Token[]): number | null {
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > MAX_DEPTH) return token.offset;
    if (token.type === 'document') {
      if (token.value) open.push({ token: token.value, depth });
    } else if ('items' in token) {
      for (const item of token.items) {
        if (item.key) open.push({ token: item.key, depth: depth + 1 });
        if (item.value) open.push({ token: item.value, depth: depth + 1 });
      }
    }
  }
  return null;
}
