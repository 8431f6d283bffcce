import { cleanText } from '../clean-text.ts';
import { codeSpan, escapeMarkdown, linkTo } from '../escape-markdown.ts';

// A sentence separates our words from the repository's, so that one wording serves annotations, terminals and Markdown,
// each of which escapes foreign text in its own way.

type Piece =
  | { kind: 'ours' | 'theirs' | 'code'; text: string; max?: number }
  | { kind: 'link'; text: string; url: string };
export type Sentence = readonly Piece[];

/** A sentence of our words, with foreign text (strings) and other sentences inserted. */
export function say(words: TemplateStringsArray, ...values: readonly (string | number | Sentence)[]): Sentence {
  return words.flatMap((text, i): Piece[] => [{ kind: 'ours', text }, ...pieces(values[i])]);
}

function pieces(value: string | number | Sentence | undefined): Sentence {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [{ kind: 'theirs', text: String(value) }];
}

/** A name, path or value from the repository, set off from the surrounding words. */
export function code(text: string, max?: number): Sentence {
  return [{ kind: 'code', text, max }];
}

/** Foreign prose, which may be longer than a name. */
export function prose(text: string, max = 400): Sentence {
  return [{ kind: 'theirs', text, max }];
}

/** A phrase of ours that links to a URL in the rulebook. */
export function link(text: string, url: string): Sentence {
  return [{ kind: 'link', text, url }];
}

/** Joins sentences, skipping empty ones. */
export function join(sentences: readonly Sentence[], between = ' '): Sentence {
  const said = sentences.filter((sentence) => sentence.length > 0);
  return said.flatMap((sentence, i): Piece[] =>
    i === 0 ? [...sentence] : [{ kind: 'ours', text: between }, ...sentence],
  );
}

export const NOTHING: Sentence = [];

/** Plain text on one line with names in backticks: for terminals and programs. */
export function toPlain(sentence: Sentence): string {
  return sentence.map((piece) => plainPiece(piece, (text) => `\`${text.replaceAll('`', "'")}\``)).join('');
}

/** Plain text on one line with names in quotation marks: for pages that show it verbatim, such as annotations. */
export function toQuoted(sentence: Sentence): string {
  return sentence.map((piece) => plainPiece(piece, (text) => `“${text.replaceAll(/[“”]/g, '"')}”`)).join('');
}

function plainPiece(piece: Piece, quote: (text: string) => string): string {
  if (piece.kind === 'ours') return piece.text;
  if (piece.kind === 'link') return `${piece.text} (${cleanText(piece.url, 300)})`;
  const clean = cleanText(piece.text, piece.max);
  return piece.kind === 'code' ? quote(clean) : clean;
}

/**
 * The text of a SARIF message, where `[words](address)` is a link (§3.11.6) and `{0}` a placeholder (§3.11.5). Text
 * from the repository becomes neither; brackets in a path such as `app/[id]/route.ts` are kept.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarifText(sentence: Sentence): string {
  return toQuoted(sentence)
    .replaceAll('](', '] (')
    .replaceAll(/\{\d{1,9}\}/g, '{$&}');
}

/** Markdown on one line, suitable for a table cell. */
export function toMarkdown(sentence: Sentence): string {
  return sentence.map(markdownPiece).join('');
}

function markdownPiece(piece: Piece): string {
  if (piece.kind === 'ours') return piece.text;
  if (piece.kind === 'link') return linkTo(piece.text, piece.url);
  return piece.kind === 'code' ? codeSpan(piece.text, piece.max) : escapeMarkdown(piece.text, piece.max);
}
