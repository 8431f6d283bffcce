import type { SignalCollector } from './collect-signals.ts';
import { FIRST_CHUNK, LATER_CHUNK, type Scan, SPAN_SIZE, STRING, startOf, endOf, kindOf } from './scan/scan.ts';

const SLASH = 47;
const LONGEST = 60;
const MOST_PARTS = 3;

/**
 * Finds the starts of paths that rules list as `path:/wp-json`, which identify an API that each customer hosts. The
 * path must start a literal or follow an interpolated host. Of nested paths, the longest wins.
 */
export function findApiPaths(scan: Scan, paths: ReadonlySet<string>, collector: SignalCollector): void {
  if (paths.size === 0) return;
  const { text, spans } = scan;
  for (let span = 0; span < spans.length; span += SPAN_SIZE) {
    const start = startOf(scan, span);
    if (text.charCodeAt(start) !== SLASH) continue;
    const kind = kindOf(scan, span);
    if (kind !== STRING && kind !== FIRST_CHUNK && kind !== LATER_CHUNK) continue;
    const path = longestOf(text.slice(start, Math.min(endOf(scan, span), start + LONGEST)), paths);
    if (path !== null) collector.addResource(start, `path:${path}`);
  }
}

function longestOf(written: string, paths: ReadonlySet<string>): string | null {
  let longest: string | null = null;
  let end = 0;
  for (let part = 0; part < MOST_PARTS && end < written.length; part += 1) {
    const slash = written.indexOf('/', end + 1);
    end = slash === -1 ? written.length : slash;
    const path = written.slice(0, end);
    if (paths.has(path)) longest = path;
  }
  return longest;
}
