import { cleanText } from '../clean-text.ts';
import { codeSpan, escapeMarkdown, linkTo } from '../escape-markdown.ts';

// A sentence keeps apart what we say and what the repository says, so that one wording serves annotations, terminals and
// Markdown, each with its own way of making foreign text harmless.

type Piece =
  | { kind: 'ours' | 'theirs' | 'code'; text: string; max?: number }
  | { kind: 'link'; text: string; url: string };
export type Sentence = readonly Piece[];

/** Words of ours, with foreign text (strings) and finished pieces in between. */
export function say(words: TemplateStringsArray, ...values: readonly (string | number | Sentence)[]): Sentence {
  return words.flatMap((text, i): Piece[] => [{ kind: 'ours', text }, ...pieces(values[i])]);
}

function pieces(value: string | number | Sentence | undefined): Sentence {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [{ kind: 'theirs', text: String(value) }];
}

/** A name, path or value of the repository, set apart from the words around it. */
export function code(text: string, max?: number): Sentence {
  return [{ kind: 'code', text, max }];
}

/** Foreign prose that may be longer than a name. */
export function prose(text: string, max = 400): Sentence {
  return [{ kind: 'theirs', text, max }];
}

/** A phrase of ours that leads to an address of the rulebook. */
export function link(text: string, url: string): Sentence {
  return [{ kind: 'link', text, url }];
}

/** Sentences one after the other, empty ones left out. */
export function join(sentences: readonly Sentence[], between = ' '): Sentence {
  const said = sentences.filter((sentence) => sentence.length > 0);
  return said.flatMap((sentence, i): Piece[] =>
    i === 0 ? [...sentence] : [{ kind: 'ours', text: between }, ...sentence],
  );
}

export const NOTHING: Sentence = [];

/** As plain text on one line, for people who know backticks: terminals, and programs. */
export function toPlain(sentence: Sentence): string {
  return sentence.map((piece) => plainPiece(piece, (text) => `\`${text.replaceAll('`', "'")}\``)).join('');
}

/** As plain text on one line, for pages that show it as it is, such as annotations: names stand in quotation marks. */
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
 * As the text of a message in SARIF, where `[words](address)` is a link (§3.11.6) and `{0}` stands for an argument
 * (§3.11.5). What the repository says is neither; a bracket of a path such as `app/[id]/route.ts` stays as it is.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarifText(sentence: Sentence): string {
  return toQuoted(sentence)
    .replaceAll('](', '] (')
    .replaceAll(/\{\d{1,9}\}/g, '{$&}');
}

/** As Markdown on one line, fit for a table cell. */
export function toMarkdown(sentence: Sentence): string {
  return sentence.map(markdownPiece).join('');
}

function markdownPiece(piece: Piece): string {
  if (piece.kind === 'ours') return piece.text;
  if (piece.kind === 'link') return linkTo(piece.text, piece.url);
  return piece.kind === 'code' ? codeSpan(piece.text, piece.max) : escapeMarkdown(piece.text, piece.max);
}
