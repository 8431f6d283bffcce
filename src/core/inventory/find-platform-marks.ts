import { CLIENT_PREFIXES } from '../rulebook/compile-rulebook.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Category } from '../categories.ts';
import type { EnvSignal, Signal } from '../types.ts';
import { envClass } from './env-class.ts';
import { matchSignal } from './match-signal.ts';

/** Categories of platforms that run programs. */
const PLATFORMS: ReadonlySet<Category> = new Set(['hosting', 'cloud', 'ci']);

/** No program runs on more platforms than this. A file that names more detects where it runs. */
const MOST_PLATFORMS = 2;

/**
 * The variables by which a file detects which of many platforms it runs on, as telemetry and CI detection do:
 * `RAILWAY_ENVIRONMENT_ID`, `FLY_APP_NAME`, `KUBERNETES_SERVICE_HOST`. It integrates none of them. Secrets do not
 * count, because no platform sets one to identify itself.
 */
export function findPlatformMarks(signals: readonly Signal[], rulebook: Rulebook): ReadonlySet<Signal> {
  const marks = signals.flatMap((signal) => (isRead(signal) ? marksOf(signal, rulebook) : []));
  return new Set(marks.map((m) => m.provider)).size > MOST_PLATFORMS ? new Set(marks.map((m) => m.signal)) : NO_MARKS;
}

const NO_MARKS: ReadonlySet<Signal> = new Set();

function isRead(signal: Signal): signal is EnvSignal {
  return signal.kind === 'env' && signal.access === 'read' && !CLIENT_PREFIXES.some((p) => signal.name.startsWith(p));
}

function marksOf(signal: EnvSignal, rulebook: Rulebook): { provider: string; signal: Signal }[] {
  return matchSignal(rulebook, signal).flatMap(({ provider }) => {
    const category = rulebook.rules.get(provider)?.category;
    const isMark =
      category !== undefined && PLATFORMS.has(category) && envClass(signal.name, provider, rulebook) === 'config';
    return isMark ? [{ provider, signal }] : [];
  });
}
