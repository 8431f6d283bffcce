/**
 * Words that a scanner looks out for. A word is found by its first character and its length before any text is
 * compared, so that the hundreds of other words on the way cost one look into an array.
 */
export type WordTable = {
  words: readonly string[];
  /** By `slotOf`: 0, or an index into `lists`. */
  slots: Uint16Array;
  /** Indices into `words`. */
  lists: readonly (readonly number[])[];
};

/** Words of this length and longer share a slot. */
const LONGEST = 31;

/** Makes a table; a word's id is its index in `words`, which hold no word twice. */
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

/** Appends `start` and the word's id to `found` when the text from `start` to `end` is a word of the table. */
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
