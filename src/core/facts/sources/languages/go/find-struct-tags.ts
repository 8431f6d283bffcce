import { BACKTICK } from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { isEnvName } from '../../env/env-name.ts';
import { type Scan, SPAN_SIZE, STRING, startOf, endOf, kindOf } from '../../scan/scan.ts';

/** `env:"X"` and `envconfig:"X"`, as in Go's settings packages, with options after the name. */
const TAG = /(?:^|\s)env(?:config)?:"([A-Za-z_][A-Za-z0-9_]{0,127})(?=[",])/;
const DEFAULT = /(?:\b(?:envDefault|env-default|default):"|,\s?default=)/;
/** Longest tag. A longer raw string is not a tag. */
const LONGEST_TAG = 400;

/** Finds the variables named in Go's struct tags. One with a default is optional. */
export function findStructTags(scan: Scan, collector: SignalCollector): void {
  const { text, spans } = scan;
  let span = 0;
  for (let at = text.indexOf('env'); at !== -1; at = text.indexOf('env', Math.max(at + 3, spans[span] ?? Infinity))) {
    while (span < spans.length && endOf(scan, span) <= at) span += SPAN_SIZE;
    if (span >= spans.length) return;
    const start = startOf(scan, span);
    if (start > at) continue;
    if (kindOf(scan, span) === STRING && text.charCodeAt(start - 1) === BACKTICK) findTag(scan, span, collector);
    span += SPAN_SIZE;
    if (span >= spans.length) return;
  }
}

function findTag(scan: Scan, span: number, collector: SignalCollector): void {
  const start = startOf(scan, span);
  const end = endOf(scan, span);
  if (end - start > LONGEST_TAG) return;
  const tag = scan.text.slice(start, end);
  const found = TAG.exec(tag);
  const name = found?.[1];
  if (found === null || name === undefined || !isEnvName(name) || name !== name.toUpperCase()) return;
  collector.addEnv(start + found.index + found[0].length - name.length, name, DEFAULT.test(tag));
}
