import { listDetectors } from './detectors.ts';
import type { Rulebook } from './rulebook.ts';

/** `cli:` of `cli:az`, `header:` of `header:x-api-key`: ours, and in no file. */
const NAMESPACE = /^[a-z0-9]+:(?!:)/;

/**
 * Texts of which at least one stands in every source file that gives evidence of one of the providers. A file without
 * any of them need not be read to know that it is silent.
 *
 * The longest run of letters and digits of each detector is taken: how a name is quoted, folded or broken over lines
 * differs between languages, that run does not.
 */
export function listNeedles(rulebook: Rulebook, providers: Iterable<string>): string[] {
  const needles = new Set<string>();
  for (const provider of providers) {
    for (const { kind, text: written } of listDetectors(rulebook.rules.get(provider) ?? { detect: {} })) {
      const text = kind === 'resource' ? written.replace(NAMESPACE, '') : written;
      needles.add(text.match(/[A-Za-z0-9]+/g)?.reduce((a, b) => (b.length > a.length ? b : a)) ?? text);
    }
  }
  return [...needles];
}
