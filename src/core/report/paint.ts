/** Terminal styles as functions over text, which return it unchanged if there is no terminal. */
export type Paint = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'blue', (text: string) => string>>;

const same = (text: string): string => text;

/** No styles, for files, pipes and tests. */
export const NO_PAINT: Paint = { bold: same, dim: same, red: same, yellow: same, green: same, blue: same };
