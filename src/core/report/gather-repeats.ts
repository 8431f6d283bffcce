import type { Finding } from '../audit-types.ts';
import { cleanText } from './clean-text.ts';
import { count } from './count.ts';
import { placeMarkdown, type BlobUrl } from './sentences/evidence-sentence.ts';

/** A finding, and the same key in further places. */
export type Told = { finding: Finding; repeats: readonly Finding[] };

/** Further places of a key that are named; the annotations and the JSON have them all. */
const NAMED = 3;

/** Puts a key that stands in several places under the first of them, which is the loudest: it is one thing to revoke. */
export function gatherRepeats(findings: readonly Finding[]): Told[] {
  const groups = Map.groupBy(findings, (finding) => (finding.code === 'hardcoded-key' ? finding.fingerprint : finding));
  return [...groups.values()].flatMap(([finding, ...repeats]) => (finding === undefined ? [] : [{ finding, repeats }]));
}

/** ` Also at a.ts:3, b.ts:7 and 2 more places.` in Markdown; '' where there is no further place. */
export function repeatsMarkdown({ repeats }: Told, blobUrl?: BlobUrl): string {
  return sentenceOf(repeats, (finding) => placeMarkdown(finding, blobUrl));
}

/** The same in plain text. */
export function repeatsText({ repeats }: Told): string {
  return sentenceOf(repeats, ({ path, line, column }) => `${cleanText(path, 240)}:${line}:${column}`);
}

function sentenceOf(repeats: readonly Finding[], place: (finding: Finding) => string): string {
  if (repeats.length === 0) return '';
  const named = repeats.slice(0, NAMED).map(place);
  const more = repeats.length - named.length;
  return ` Also at ${named.join(', ')}${more === 0 ? '' : ` and ${count(more, 'more place')}`}.`;
}
