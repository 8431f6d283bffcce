import type { Rule } from '../../rulebook/rule-schema.ts';

/** What bodies of webhooks hold that one provider alone sends, as the rules have it. */
export type EventKnowledge = {
  /** Type of an event -> provider. */
  types: ReadonlyMap<string, string>;
  /** Words that together tell a provider: as they are sent, and as other languages may spell them. */
  bodies: readonly { provider: string; all: readonly RegExp[]; spelled: readonly RegExp[] }[];
  /** Whether a text has the first word of any body: one look over many sources. */
  words: RegExp;
};

/** Matches no text. */
export const NOTHING = /(?!)/;

/**
 * Compiles `events` and `bodies` of the rules' `webhook:` sections.
 *
 * @returns also a literal part of the first word of each body, without which a text does not have the word.
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

/** `CallSid`: a page that asks for a call by its id has a `callSid`. */
const BEGINS_LARGE = /^(?:\w+\.)?[A-Z]/;

/** One pattern of many. The edge of a word, which nearly all begin with, is asked for once: that halves the time. */
function anyOf(patterns: readonly string[]): RegExp {
  const atEdge = patterns.filter((pattern) => pattern.startsWith(EDGE)).map((pattern) => pattern.slice(EDGE.length));
  const others = patterns.filter((pattern) => !pattern.startsWith(EDGE));
  return new RegExp([...(atEdge.length > 0 ? [`${EDGE}(?:${atEdge.join('|')})`] : []), ...others].join('|'));
}

const EDGE = String.raw`\b`;

/** The last part that stands in a text as it is, whatever becomes of the signs between: of `messages.upsert` the first says less. */
const lastPart = (word: string): string => word.split(/[.*]|__/).findLast((part) => part.length >= SHORTEST_PART) ?? '';

const SHORTEST_PART = 4;

/** From a name to the part of it: `.`, `?.[0]?.`, `']['`, `->`, `').get('`. */
const TO_PART = String.raw`(?:(?:\?\.)?(?:\[0\])?\??\.|['"]\]\[['"]|->|['"](?:, ?\{\})?\)\.get\(['"])`;

/**
 * A word as code that takes a body has it, `entry.changes` also as `entry?.[0]?.changes` and `['entry']['changes']`, `Acme__Answer` also as the
 * `Acme::Answer` that the common language spells so; what is written into a body that is
 * sent does not count: `messaging_product: 'whatsapp'`.
 */
function wordPattern(word: string): string {
  const bare = word.replaceAll('*', '');
  const path = bare.replaceAll('__', '(?:__|::)').replaceAll('-', '\\-').replaceAll('.', TO_PART);
  const [before, after] = [/^[\w]/.test(word), /\w$/.test(word)];
  return `${before ? EDGE : ''}${word.startsWith('<') ? UNSENT : ''}${path}${after ? `${EDGE}${UNWRITTEN}` : ''}`;
}

/** `calls.create({ twiml: '<Response>' })`: what is to be said in a call that the code makes itself. */
const UNSENT = String.raw`(?<!\btwiml:\s{0,20}['"\x60]\s{0,20})`;

/** `name: 'x'`, `'name', 'x'`; what is a variable may well stand before a text: `reply(message.chat.id, 'hello')`. */
const UNWRITTEN = String.raw`(?!(?:['"]\s{0,3}[:,]|\s{0,3}:)\s{0,3}['"][^'"])`;

/** A text that something is compared with: `case 'x':`, `=== "x"`. */
const COMPARED = /(?:\bcase\s{0,3}|[!=]==?\s{0,3})['"`]([\w.:/-]{6,60})['"`]/g;
/** Other languages match in too many ways: `when 'x'`, `"x" =>`, `in "x"`. */
const WRITTEN = /['"]([\w.:/-]{6,60})['"]/g;

/**
 * Whose events a source takes; null where nothing tells.
 *
 * @param isLowered whether the source is one of the common language, in which names may begin in small letters.
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
 * Whether a source of JavaScript may take events that the rules know.
 *
 * @param mayHaveWord false where it is known that the text has no word of a body.
 */
export const mayTakeEvents = (text: string, { types, words }: EventKnowledge, mayHaveWord = true): boolean =>
  (mayHaveWord && words.test(text)) || text.matchAll(COMPARED).some(([, type = '']) => types.has(type));

/** The same of another language. */
export const mayNameEvents = (text: string, { types, words }: EventKnowledge): boolean =>
  words.test(text) || text.matchAll(WRITTEN).some(([, type = '']) => types.has(type));
