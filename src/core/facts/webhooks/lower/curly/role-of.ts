import type { Curly } from './curly.ts';

/** What a parameter stands for by its type: `request`, `response`, `next`; null where the type says nothing. */
export const roleOf = ({ dialect }: Curly, type: string, name: string): string | null =>
  dialect.roleOf(type.replace(/^[*&?\s]+|\bmut\b/g, ''), name);
