import type { SignalCollector } from './collect-signals.ts';
import { forEachLiteral, type Scan } from './scan/scan.ts';

const SHORTEST = 8;
const LONGEST = 60;
/** A header's name that is a whole literal or is followed by its value: `X-Acme-Key`, `X-Acme-Key: abc`. */
const NAME = /^([a-z][a-z0-9_]*(?:-[a-z0-9_]+)+)(?::|$)/i;

/** Finds names of request headers in literals, in any case, that rules list as `header:<name>`. */
export function findHeaders(scan: Scan, headers: ReadonlySet<string>, collector: SignalCollector): void {
  if (headers.size === 0) return;
  forEachLiteral(scan, SHORTEST, Infinity, (start, end) => {
    const name = NAME.exec(scan.text.slice(start, Math.min(end, start + LONGEST)))?.[1]?.toLowerCase();
    if (name !== undefined && headers.has(name)) collector.addResource(start, `header:${name}`);
  });
}
