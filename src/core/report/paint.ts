/** Colours and weights of a terminal, as functions over text; each leaves it as it is where there is no terminal. */
export type Paint = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'blue', (text: string) => string>>;

const same = (text: string): string => text;

/** For files, pipes and tests. */
export const NO_PAINT: Paint = { bold: same, dim: same, red: same, yellow: same, green: same, blue: same };
