/** Whether a text contains one of the words; the fastest way to search a long text. */
export const hasSome = (text: string, words: readonly string[]): boolean => words.some((word) => text.includes(word));
