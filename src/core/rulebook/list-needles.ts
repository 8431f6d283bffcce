import { listDetectors, type Detector } from './detectors.ts';
import type { Rulebook } from './rulebook.ts';

/** The rulebook's own prefixes, which occur in no file: `cli:` of `cli:az`, `header:` of `header:x-api-key`. */
const NAMESPACE = /^[a-z0-9]+:(?!:)/;

/**
 * Texts in lower case, at least one of which occurs in every source file that gives evidence of one of the providers. A
 * file without any of them need not be read.
 *
 * One run of letters and digits per detector is enough: quotation, folding and line breaks differ between languages,
 * the runs do not. Few texts are faster to search for than many, and common ones match files in vain. So runs that many
 * detectors share go first, long ones before short, and words of code or of other providers' names last.
 */
export function listNeedles(rulebook: Rulebook, providers: Iterable<string>): string[] {
  const needles: string[] = [];
  const shared = countNameParts(rulebook);
  for (const provider of providers) {
    const rule = rulebook.rules.get(provider);
    if (rule === undefined) continue;
    // Code that selects one of many services contains its name.
    const names = [rule.id, rule.name, ...rule.aliases].filter((name) => CHOSEN.test(name)).map(splitRuns);
    let left = [...listDetectors(rule).map(runsOf), ...names];
    while (left.length > 0) {
      const needle = findBest(left, shared);
      needles.push(needle);
      left = left.filter((runs) => !runs.includes(needle));
    }
  }
  const distinct = [...new Set(needles)];
  return distinct.filter((needle) => !distinct.some((other) => other !== needle && needle.includes(other)));
}

function runsOf({ kind, text: written }: Detector): string[] {
  return splitRuns(kind === 'resource' ? written.replace(NAMESPACE, '') : written);
}

function splitRuns(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [text.toLowerCase()];
}

/** A name that can occur in code. */
const CHOSEN = /^[A-Za-z0-9 ._-]+$/;

/** Words that are common in code, whatever services it uses. */
const OF_CODE: ReadonlySet<string> = new Set(
  (
    'access account action adapter android app auth base browser cache client code config connection content core crypto data django ' +
    'email engine event events express extends file files flask from host http https import index input json key kotlin laravel lib ' +
    'local login mail map message messages model module name native next node object openid password path platform plugin private ' +
    'product project provider providers public python query rails react request response role route ruby secret security server service ' +
    'session source spring static storage store string swift symfony sync system test text token tools type user utils value version web'
  ).split(' '),
);

/** A common word weighs as if this many providers had it in their id. */
const MANY = 100;

function findBest(left: readonly string[][], shared: ReadonlyMap<string, number>): string {
  const weights = new Map<string, number>();
  for (const runs of left)
    for (const run of new Set(runs)) {
      const weight = tellingOf(run) / (OF_CODE.has(run) ? MANY : (shared.get(run) ?? 1));
      weights.set(run, (weights.get(run) ?? 0) + weight);
    }
  return [...weights].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

/** Weight of a run: short ones occur within other words, those of eight characters and more hardly ever. */
function tellingOf({ length }: string): number {
  return Math.min(length, 8) ** 2;
}

/** Number of providers with a word in their id: `google` is in many. */
function countNameParts({ rules }: Rulebook): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of rules.keys()) for (const part of id.split('-')) counts.set(part, (counts.get(part) ?? 0) + 1);
  return counts;
}
