import type { Finding } from '../audit-types.ts';
import { cleanText } from './clean-text.ts';
import { count } from './count.ts';
import { placeMarkdown, type BlobUrl } from './sentences/evidence-sentence.ts';

/** A finding, and further occurrences of the same key. */
export type Told = { finding: Finding; repeats: readonly Finding[] };

/** Further occurrences that are listed. The annotations and the JSON have all of them. */
const NAMED = 3;

/** Groups the occurrences of a key under the first one, which has the highest severity: there is one key to revoke. */
export function gatherRepeats(findings: readonly Finding[]): Told[] {
  const groups = Map.groupBy(findings, (finding) => (finding.code === 'hardcoded-key' ? finding.fingerprint : finding));
  return [...groups.values()].flatMap(([finding, ...repeats]) => (finding === undefined ? [] : [{ finding, repeats }]));
}

/** ` Also at a.ts:3, b.ts:7 and 2 more places.` in Markdown; '' if there are no further occurrences. */
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
