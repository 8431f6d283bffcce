import type { SignalCollector } from './collect-signals.ts';
import { FIRST_CHUNK, type Scan, SPAN_END, SPAN_KIND, SPAN_SIZE, STRING } from './scan/scan.ts';

const SHORTEST = 8;
const LONGEST = 60;
/** A header's name as a whole literal, or with its value behind it: `X-Acme-Key`, `X-Acme-Key: abc`. */
const NAME = /^([a-z][a-z0-9_]*(?:-[a-z0-9_]+)+)(?::|$)/i;

/** Finds names of request headers that rules list as `header:<name>`, in literals and in whatever case. */
export function findHeaders(scan: Scan, headers: ReadonlySet<string>, collector: SignalCollector): void {
  if (headers.size === 0) return;
  const { text, spans } = scan;
  for (let span = 0; span < spans.length; span += SPAN_SIZE) {
    const kind = spans[span + SPAN_KIND] as number;
    const start = spans[span] as number;
    const end = spans[span + SPAN_END] as number;
    if ((kind !== STRING && kind !== FIRST_CHUNK) || end - start < SHORTEST) continue;
    const name = NAME.exec(text.slice(start, Math.min(end, start + LONGEST)))?.[1]?.toLowerCase();
    if (name !== undefined && headers.has(name)) collector.addResource(start, `header:${name}`);
  }
}
