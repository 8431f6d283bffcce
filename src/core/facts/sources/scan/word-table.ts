/**
 * Words that a scanner records. A word is looked up by its first character and length before any text is compared, so
 * that any other word costs one array access.
 */
export type WordTable = {
  words: readonly string[];
  /** By `slotOf`: 0 for none, or an index into `lists`. */
  slots: Uint16Array;
  /** Indices into `words`. */
  lists: readonly (readonly number[])[];
};

/** Words of this length or longer share a slot. */
const LONGEST = 31;

/** Makes a table. A word's id is its index in `words`, which must not contain duplicates. */
export function makeWordTable(words: readonly string[]): WordTable {
  const slots = new Uint16Array(128 * 32);
  const lists: number[][] = [[]];
  for (const [id, word] of words.entries()) {
    const slot = slotOf(word.charCodeAt(0), word.length);
    if (slots[slot] === 0) slots[slot] = lists.push([]) - 1;
    lists[slots[slot]!]!.push(id);
  }
  return { words, slots, lists };
}

/** Appends `start` and the word's id to `found` if the text from `start` to `end` is a word of the table. */
export function noteWord(table: WordTable, text: string, start: number, end: number, found: number[]): void {
  const list = table.slots[slotOf(text.charCodeAt(start), end - start)]!;
  if (list === 0) return;
  for (const id of table.lists[list]!) {
    const word = table.words[id]!;
    if (word.length === end - start && text.startsWith(word, start)) {
      found.push(start, id);
      return;
    }
  }
}

function slotOf(first: number, length: number): number {
  return ((first & 127) << 5) | (length < LONGEST ? length : LONGEST);
}
