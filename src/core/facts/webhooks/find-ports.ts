import type { ExportFact } from '../../webhook-types.ts';

/** Interfaces and abstract classes named for a role; those that describe data do not match. */
const PORT =
  /\bexport\s+(?:interface|abstract\s+class)\s+(\w{0,60}(?:Verifier|Validator|Provider|Gateway|Service|Port|Adapter|Processor|Handler|Client|Strategy|Receiver|UseCase))\b/g;
const MAX_PORTS = 20;

/**
 * The exported interfaces and abstract classes of a TypeScript file. The implementation is chosen elsewhere, so a call
 * to one is `unknown`. A class of the same file is listed with its methods and takes precedence.
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
