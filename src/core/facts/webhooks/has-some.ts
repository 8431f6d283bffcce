/** Whether a text holds one of the words: of all ways to ask a long text, the quickest. */
export const hasSome = (text: string, words: readonly string[]): boolean => words.some((word) => text.includes(word));
