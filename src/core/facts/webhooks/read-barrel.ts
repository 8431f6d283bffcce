import type { ExportFact } from '../../webhook-types.ts';
import { findPorts } from './find-ports.ts';

const BARREL_PATH = /(?:^|\/)(?:index|mod|main|exports)\.[cm]?[jt]sx?$/;
const REEXPORT = /\bexport\s+(?:\*|\{([^{}]{1,2000})\})\s*from\s*['"]([^'"\n]{1,200})['"]/g;
const MAX_EXPORTS = 1000;

/**
 * The re-exports of a barrel file and its exported interfaces, without parsing it: verifying helpers are often imported
 * through barrels.
 */
export function readBarrel(path: string, text: string): ExportFact[] {
  const small = text.length < 3000 && /ebhook|erify|ignature/.test(text);
  if (!(BARREL_PATH.test(path) || small) || text.length > 50_000 || !text.includes('export')) return [];
  const found: ExportFact[] = findPorts(text);
  for (const match of text.matchAll(REEXPORT)) {
    const line = text.slice(0, match.index).split('\n').length;
    for (const { name, from } of namesOf(match[1])) {
      if (found.length >= MAX_EXPORTS) return found;
      const reexport = { module: match[2] ?? '', name: from };
      found.push({ name, verification: 'unknown', provider: null, reexport, line, column: 1 });
    }
  }
  return found;
}

/** `a, b as c` of an export clause; `*` if there is none. */
function namesOf(clause: string | undefined): { name: string; from: string }[] {
  if (clause === undefined) return [{ name: '*', from: '*' }];
  return clause.split(',').flatMap((part) => {
    const [from, as, name] = part.trim().split(/\s+/);
    if (!from || from === 'type') return [];
    return [{ from, name: as === 'as' && name ? name : from }];
  });
}
