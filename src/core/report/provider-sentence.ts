import type { Finding } from '../types.ts';
import { categoryInSentence } from './category-words.ts';
import { findingArgs } from './finding-args.ts';
import { code, join, NOTHING, prose, say, type Sentence } from './sentence.ts';

/** `new-provider`: which, what speaks for it, and how to settle it. */
export function newProviderSentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const signals = join(args.list('signals').map(signalPhrase), ', ');
  const evidence = signals.length === 0 ? say`.` : say`: ${signals}.`;
  const name = say`${args.text('name')} (${categoryInSentence(args.text('category'))})`;
  return join([
    say`${name} is new with this change${evidence}`,
    args.flag('development') ? say`Only development dependencies speak for it.` : NOTHING,
    CONFIDENCE[args.text('confidence')] ?? NOTHING,
    args.flag('approved')
      ? say`It is on the list of approved providers.`
      : say`If it is wanted, add ${code(finding.provider ?? args.text('name'))} to \`providers.approved\` in \`.integrations.yml\`.`,
  ]);
}

const CONFIDENCE: Readonly<Record<string, Sentence | undefined>> = Object.assign(Object.create(null), {
  likely: say`A single signal speaks for it, so it is likely, not certain.`,
  inferred: say`No rule describes it: the name is inferred from the code.`,
});

/** `forbidden-provider`. */
export function forbiddenProviderSentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const reason = args.text('reason');
  return join([
    say`${args.text('name')} is on the list of forbidden providers.`,
    reason === '' ? NOTHING : say`The reason given: ${prose(endWithStop(reason))}`,
  ]);
}

/** `npm package posthog-js`: the words of the check, then the name from the repository. */
function signalPhrase(signal: string): Sentence {
  const [, kind, value] = /^([a-z]+ package|[a-z]+) (.+)$/s.exec(signal) ?? [];
  return kind === undefined || value === undefined ? code(signal) : say`${kind} ${code(value)}`;
}

/** Foreign sentences end as ours do. */
export function endWithStop(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) || trimmed === '' ? trimmed : `${trimmed}.`;
}
