import type { Rule } from '../../rulebook/rule-schema.ts';

/** Event types and body fields that only one provider sends, from the rules. */
export type EventKnowledge = {
  /** Event type -> provider. */
  types: ReadonlyMap<string, string>;
  /**
   * Words that together identify a provider: `all` as they are sent, `spelled` regardless of case, as other languages
   * may spell them.
   */
  bodies: readonly { provider: string; all: readonly RegExp[]; spelled: readonly RegExp[] }[];
  /** Matches a text that contains the first word of any body: one search in place of one per body. */
  words: RegExp;
};

/** Matches no text. */
export const NOTHING = /(?!)/;

/**
 * Compiles `events` and `bodies` of the rules' `webhook:` sections.
 *
 * @returns also, for each body, a literal part of its first word; a text without that part cannot contain the word.
 */
export function compileEvents(rules: Iterable<Rule>): EventKnowledge & { parts: readonly string[] } {
  const types = new Map<string, string>();
  const bodies: EventKnowledge['bodies'][number][] = [];
  const [first, parts]: [string[], string[]] = [[], []];
  for (const { id, webhook } of rules) {
    for (const type of webhook?.events ?? []) types.set(type, id);
    for (const words of webhook?.bodies ?? []) {
      const patterns = words.map(wordPattern);
      const spelled = patterns.map((pattern) => new RegExp(pattern, 'i'));
      const all = patterns.map((pattern, at) => (BEGINS_LARGE.test(words[at]!) ? new RegExp(pattern) : spelled[at]!));
      bodies.push({ provider: id, all, spelled });
      first.push(patterns[0]!);
      parts.push(lastPart(words[0]!));
    }
  }
  return { types, bodies, words: first.length === 0 ? NOTHING : anyOf([...new Set(first)]), parts };
}

/**
 * Words with a leading capital are case-sensitive: a page that looks up a call has a `callSid`, and only the provider
 * sends `CallSid`.
 */
const BEGINS_LARGE = /^(?:\w+\.)?[A-Z]/;

/**
 * Joins patterns into one. Nearly all begin with a word boundary, which is tested once for all of them; that halves the
 * time.
 */
function anyOf(patterns: readonly string[]): RegExp {
  const atEdge = patterns.filter((pattern) => pattern.startsWith(EDGE)).map((pattern) => pattern.slice(EDGE.length));
  const others = patterns.filter((pattern) => !pattern.startsWith(EDGE));
  return new RegExp([...(atEdge.length > 0 ? [`${EDGE}(?:${atEdge.join('|')})`] : []), ...others].join('|'));
}

const EDGE = String.raw`\b`;

/**
 * The last part of a word that any spelling keeps literally. In `messages.upsert`, `upsert` is more specific than
 * `messages`.
 */
const lastPart = (word: string): string => word.split(/[.*]|__/).findLast((part) => part.length >= SHORTEST_PART) ?? '';

const SHORTEST_PART = 4;

/** Access from an object to a property: `.`, `?.[0]?.`, `']['`, `->`, `').get('`. */
const TO_PART = String.raw`(?:(?:\?\.)?(?:\[0\])?\??\.|['"]\]\[['"]|->|['"](?:, ?\{\})?\)\.get\(['"])`;

/**
 * The pattern of a word in code that reads a body: `entry.changes` also matches `entry?.[0]?.changes` and
 * `['entry']['changes']`, and `Acme__Answer` also matches `Acme::Answer`, its spelling in lowered code. A word that is
 * written into an outgoing body does not match: `messaging_product: 'whatsapp'`.
 */
function wordPattern(word: string): string {
  const bare = word.replaceAll('*', '');
  const path = bare.replaceAll('__', '(?:__|::)').replaceAll('-', '\\-').replaceAll('.', TO_PART);
  const [before, after] = [/^[\w]/.test(word), /\w$/.test(word)];
  return `${before ? EDGE : ''}${word.startsWith('<') ? UNSENT : ''}${path}${after ? `${EDGE}${UNWRITTEN}` : ''}`;
}

/** Excludes `calls.create({ twiml: '<Response>' })`: instructions for a call that the code itself makes. */
const UNSENT = String.raw`(?<!\btwiml:\s{0,20}['"\x60]\s{0,20})`;

/**
 * Excludes a key with a literal value: `name: 'x'`, `'name', 'x'`. A variable before a literal still matches:
 * `reply(message.chat.id, 'hello')`.
 */
const UNWRITTEN = String.raw`(?!(?:['"]\s{0,3}[:,]|\s{0,3}:)\s{0,3}['"][^'"])`;

/** A string literal in a comparison: `case 'x':`, `=== "x"`. */
const COMPARED = /(?:\bcase\s{0,3}|[!=]==?\s{0,3})['"`]([\w.:/-]{6,60})['"`]/g;
/** Other languages have too many forms of comparison (`when 'x'`, `"x" =>`, `in "x"`), so any string literal counts. */
const WRITTEN = /['"]([\w.:/-]{6,60})['"]/g;

/**
 * The provider whose events a source handles; null if there is no sign of one.
 *
 * @param isLowered whether the source is in the common language, where names may begin in lower case.
 */
export function senderOf(source: string, { types, bodies }: EventKnowledge, isLowered = false): string | null {
  for (const [, type = ''] of source.matchAll(COMPARED)) {
    const provider = types.get(type);
    if (provider !== undefined) return provider;
  }
  const has = (words: readonly RegExp[]): boolean => words.every((word) => word.test(source));
  return bodies.find(({ all, spelled }) => has(isLowered ? spelled : all))?.provider ?? null;
}

/**
 * Whether a JavaScript source may handle events that the rules list.
 *
 * @param mayHaveWord false if the text is known to contain no word of a body.
 */
export const mayTakeEvents = (text: string, { types, words }: EventKnowledge, mayHaveWord = true): boolean =>
  (mayHaveWord && words.test(text)) || text.matchAll(COMPARED).some(([, type = '']) => types.has(type));

/** Whether a source of another language may handle events that the rules list. */
export const mayNameEvents = (text: string, { types, words }: EventKnowledge): boolean =>
  words.test(text) || text.matchAll(WRITTEN).some(([, type = '']) => types.has(type));
