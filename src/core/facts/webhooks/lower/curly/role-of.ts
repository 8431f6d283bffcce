import type { Curly } from './curly.ts';

/** The role of a parameter by its type: `request`, `response`, `next`; null where the type tells nothing. */
export const roleOf = ({ dialect }: Curly, type: string, name: string): string | null =>
  dialect.roleOf(type.replace(/^[*&?\s]+|\bmut\b/g, ''), name);
