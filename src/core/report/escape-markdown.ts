import { cleanText } from './clean-text.ts';

/** Inserted into text that GitHub would link after rendering the Markdown, where escapes have no effect. */
const BREAK = '\u200B';

/** Characters with a meaning in Markdown, HTML, tables or mathematics. */
const SPECIAL = /[\\`*_{}[\]<>&|~$]/g;

/**
 * Escapes text from a repository so that Markdown shows exactly that text, wherever it is inserted: no markup, HTML,
 * table cell, link, mention or reference results. Cut to `max` code points.
 *
 * @see
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
export function escapeMarkdown(text: string, max = 200): string {
  return cleanText(text, max)
    .replaceAll(/@|#(?=\d)|GH-(?=\d)|:(?=\/\/)|www(?=\.)|(?:mailto|xmpp)(?=:)/gi, (mark) => mark + BREAK)
    .replaceAll(SPECIAL, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/^(\s*)([-+=#>]|\d+[.)])/, (_, space: string, mark: string) => space + encodeLast(mark));
}

/** `1.` -> `1&#46;`. At the start of a line, such marks would start a list, a heading or a quote. */
function encodeLast(mark: string): string {
  return `${mark.slice(0, -1)}&#${mark.charCodeAt(mark.length - 1)};`;
}

/**
 * Text from a repository as a code span, also within tables. Text that a code span cannot contain there (a pipe), or
 * that would leave a raw `<` in the output, is escaped as prose instead.
 */
export function codeSpan(text: string, max = 160): string {
  const clean = cleanText(text, max);
  if (clean.trim() === '') return '(empty)';
  if (/[<|]/.test(clean)) return escapeMarkdown(text, max);
  const longest = Math.max(0, ...Array.from(clean.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // Markdown strips one space at each end, so that a span may start or end with a backtick.
  const pad = /^[` ]|[` ]$/.test(clean) ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
}

/** A link around rendered Markdown; only the label if the URL is not a web address. */
export function linkTo(label: string, url: string): string {
  if (!/^https?:\/\/[^\s]+$/.test(url)) return label;
  const safe = url.replaceAll(/[^\w:/?#&+,;=.~%-]/gu, encodeCharacter);
  return `[${label}](${safe})`;
}

function encodeCharacter(char: string): string {
  const encoded = encodeURIComponent(char.toWellFormed());
  return encoded === char ? `%${char.charCodeAt(0).toString(16).toUpperCase()}` : encoded;
}
