import type { CallParts } from './curly.ts';

/**
 * `sb.append(String.format("%02x", b))`: a string built part by part derives from all its parts. Null for other calls.
 */
export const putTogether = ({ owner, name, list }: Pick<CallParts, 'owner' | 'name' | 'list'>): string | null =>
  owner !== null &&
  /^\w+$/.test(owner) &&
  owner !== 'this' &&
  /^(?:[aA]ppend(?:Format)?|push_str|extend_from_slice|WriteString|WriteByte|WriteRune)$/.test(name) &&
  list.length > 0
    ? `(${owner} = [${[owner, ...list].join(', ')}])`
    : null;
