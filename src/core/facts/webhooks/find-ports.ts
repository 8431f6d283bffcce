import type { ExportFact } from '../../webhook-types.ts';

/** Interfaces and abstract classes that are named for what somebody does; shapes of data are not. */
const PORT =
  /\bexport\s+(?:interface|abstract\s+class)\s+(\w{0,60}(?:Verifier|Validator|Provider|Gateway|Service|Port|Adapter|Processor|Handler|Client|Strategy|Receiver|UseCase))\b/g;
const MAX_PORTS = 20;

/**
 * What a file of TypeScript only promises: which class keeps the promise is decided elsewhere, so that a call of it says
 * nothing. A class that the file has beside it is listed with its methods, and counts first.
 */
export function findPorts(text: string): ExportFact[] {
  if (!text.includes('interface') && !text.includes('abstract')) return [];
  return Array.from(text.matchAll(PORT).take(MAX_PORTS), (match) => ({
    name: match[1]!,
    verification: 'unknown' as const,
    provider: null,
    reexport: null,
    why: 'dynamic-dispatch',
    line: text.slice(0, match.index).split('\n').length,
    column: 1,
  }));
}
