import type { Finding } from '../../audit-types.ts';
import { categoryInSentence } from './category-words.ts';
import { findingArgs, type FindingArgs } from '../finding-args.ts';
import { resourceWords } from './resource-words.ts';
import { code, join, NOTHING, prose, say, type Sentence } from './sentence.ts';

/** `new-provider`: which one, its evidence, and how to approve it. */
export function newProviderSentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const signals = join(args.list('signals').map(signalPhrase), ', ');
  const evidence = signals.length === 0 ? say`.` : say`: ${signals}.`;
  const name = say`${args.text('name')} (${categoryInSentence(args.text('category'))})`;
  return join([
    say`${name} is new with this change${evidence}`,
    args.flag('development') ? say`Only development dependencies point to it.` : NOTHING,
    CONFIDENCE[args.text('confidence')] ?? NOTHING,
    unlistedSentence(args),
    args.flag('approved') || args.text('overdue') !== ''
      ? approvalSentence(args)
      : say`If it is wanted, add ${code(finding.provider ?? args.text('name'))} to ${code('providers.approved')} in ${code('.integrations.yml')}.`,
  ]);
}

/** `inferred-provider`: what it seems to be, and how to define it as a provider. */
export function inferredProviderSentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const signals = join(args.list('signals').map(signalPhrase), ', ');
  return join([
    say`The code seems to use ${args.text('name')}, which no rule describes${signals.length === 0 ? NOTHING : say`: ${signals}`}.`,
    approvalSentence(args),
    unlistedSentence(args),
    say`To make it a provider of your own, add ${code(customEntry(finding), 600)} to ${code('providers.custom')} in ${code('.integrations.yml')}; your own domains belong in ${code('paths.own-domains')}.`,
  ]);
}

/** What the list of approved providers says about it; empty if it is not listed. */
function approvalSentence(args: FindingArgs): Sentence {
  const owner = args.text('owner') === '' ? NOTHING : say`, and ${code(args.text('owner'))} is responsible for it`;
  if (args.flag('approved')) return say`It is on the list of approved providers${owner}.`;
  if (args.text('overdue') === '') return NOTHING;
  return say`It was approved until a review by ${args.text('overdue')}${owner}: review it, and set a new ${code('review-by')}.`;
}

/** Says that a list of sub-processors does not contain the provider, if there is such a list. */
function unlistedSentence(args: FindingArgs): Sentence {
  const list = args.text('unlisted');
  return list === '' ? NOTHING : say`${code(list)} does not list it yet.`;
}

/** An entry for `providers.custom` on one line of YAML, ready to paste. */
export function customEntry(finding: Finding): string {
  const args = findingArgs(finding);
  const list = (key: string, values: readonly string[]): string[] =>
    values.length === 0 ? [] : [`${key}: [${values.map(yamlWord).join(', ')}]`];
  const detect = [...list('hosts', args.list('hosts')), ...list('env', args.list('env'))];
  const found = detect.length === 0 ? '{}' : `{ ${detect.join(', ')} }`;
  const { provider } = finding;
  return `- { id: ${yamlWord(provider ?? '')}, name: ${yamlWord(args.text('name'))}, category: other, detect: ${found} }`;
}

/** Plain if YAML reads it as text, otherwise in double quotes. */
function yamlWord(text: string): string {
  const isPlain = /^[A-Za-z][\w .-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

const CONFIDENCE: Readonly<Record<string, Sentence | undefined>> = Object.assign(Object.create(null), {
  likely: say`A single signal points to it, so it is likely, not certain.`,
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

/** `npm package posthog-js`: the check's words, then the name from the repository. */
function signalPhrase(signal: string): Sentence {
  const [, kind, value] = /^([a-z]+ package|webhook route|[a-z]+) (.+)$/s.exec(signal) ?? [];
  if (kind === undefined || value === undefined) return code(signal);
  if (kind === 'code') return say`call ${code(value)}`;
  const { words, name } = kind === 'resource' ? resourceWords(value) : { words: kind, name: value };
  return say`${words} ${code(name)}`;
}

/** Ends a foreign sentence with a full stop, as ours do. */
export function endWithStop(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) || trimmed === '' ? trimmed : `${trimmed}.`;
}
