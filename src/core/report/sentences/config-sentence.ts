import type { ConfigProblemCode } from '../../config/config-problem.ts';
import type { Finding } from '../../audit-types.ts';
import { findingArgs, type FindingArgs } from '../finding-args.ts';
import { code, join, NOTHING, prose, say, type Sentence } from './sentence.ts';

const WORDS: Readonly<Record<ConfigProblemCode, (args: FindingArgs) => Sentence>> = {
  'too-large': (a) => say`The file has more than the ${a.text('limit')} characters that are read: the defaults apply.`,
  'too-deep': () => say`The file is nested or aliased too deeply to be read: the defaults apply.`,
  'yaml-syntax': (a) => say`This is not valid YAML: ${prose(a.text('detail'))}`,
  'second-document': () => say`A second document begins here: it is not read.`,
  'duplicate-key': (a) => say`${code(a.text('key'))} appears here a second time: only the first one counts.`,
  'section-unread': (a) =>
    say`${code(a.text('key'))} could not be read because of the error in it: its defaults apply.`,
  'not-a-mapping': () => say`The file should hold keys and values: the defaults apply.`,
  'unknown-key': (a) => say`${code(a.text('key'))} is not a key${within(a.text('parent'))}.${didYouMean(a)}`,
  'missing-key': (a) =>
    a.text('parent') === ''
      ? say`${code(a.text('key'))} is missing.`
      : say`${code(a.text('key'))} is missing in ${code(a.text('parent'))}, which is left out as a whole.`,
  'wrong-type': (a) =>
    say`${code(a.text('at'))} should be ${prose(a.text('expected'))}, not ${prose(a.text('received'))}.`,
  'invalid-value': (a) => say`${code(a.text('value'))} is not a value of ${code(a.text('at'))}.${choice(a)}`,
  'invalid-date': (a) =>
    say`${code(a.text('value'))} in ${code(a.text('at'))} is not a date: write it as ${code('2027-03-01')}.`,
  'invalid-format': (a) => say`${code(a.text('value'))} is not allowed in ${code(a.text('at'))}.${form(a)}`,
  'invalid-pattern': (a) => say`${code(a.text('at'))} cannot be used as a pattern: ${prose(a.text('detail'))}.`,
  'too-long': (a) => say`${code(a.text('at'))} has more than ${a.text('limit')} ${a.text('unit')}.`,
  empty: (a) => say`${code(a.text('at'))} is empty.`,
  'unknown-provider': (a) => say`No rule describes a provider ${code(a.text('id'))}.${didYouMean(a)}`,
  'repeated-provider': (a) =>
    a.text('by') === 'rule'
      ? say`A rule has the id ${code(a.text('id'))}: this entry takes its place.`
      : say`The id ${code(a.text('id'))} is taken by an earlier entry.`,
  'found-already': (a) =>
    say`${code(a.text('text'))} is what a rule finds ${code(a.text('id'))} by: both are told. Leave it out here, or count ${code(a.text('id'))} as ${code(a.text('own'))} in ${code('providers.aliases')}.`,
  'repeated-entry': (a) => say`${code(a.text('id'))} has an earlier entry in this list.`,
  'forbidden-too': (a) => say`${code(a.text('id'))} is approved here and forbidden below: it counts as forbidden.`,
  'counted-elsewhere': (a) =>
    say`An alias counts ${code(a.text('id'))} as ${code(a.text('to'))}: this entry does nothing. Name ${code(a.text('to'))} here.`,
  'alias-chain': (a) =>
    a.text('id') === a.text('to')
      ? say`${code(a.text('id'))} is an alias of itself: it does nothing.`
      : say`${code(a.text('id'))} is counted as ${code(a.text('to'))}, which has an alias of its own to ${code(a.text('next'))}: only the first step is taken.`,
  'entry-unused': (a) => say`Because of the error in it, ${code(a.text('at'))} is left out as a whole.`,
  'finds-nothing': (a) =>
    say`${code(a.text('at'))} names nothing to find this provider by: give it packages, hosts or env names.`,
  'approval-overdue': (a) =>
    say`The approval of ${code(a.text('id'))} was due for review by ${a.text('day')}: until it has a new date, adding the provider warns.`,
  'ignore-ended': (a) => say`The day of this entry is past, ${a.text('day')}: it mutes nothing any more.`,
  'file-missing': (a) => say`${code(a.text('at'))} names ${code(a.text('file'))}, which is not there.`,
  'second-file': (a) => say`This file is not read, because ${code(a.text('expected'))} is there: keep one of the two.`,
  'misnamed-file': (a) => say`A file by this name is not read: call it ${code(a.text('expected'))}.`,
  'more-problems': (a) => say`There are ${a.text('count')} more problems in this file.`,
};

/** `remark-without-reason`: why an ignore comment in a file has no effect. */
export function remarkSentence(finding: Finding): Sentence {
  const check = findingArgs(finding).text('check');
  return say`A comment here asks to ignore this, but does not count: it must name the check and give a reason. Write ${code(`integration-audit-ignore ${check}: reason`)}.`;
}

/** A problem in the configuration, by its code. */
export function configProblemSentence(problem: string, args: FindingArgs): Sentence {
  return Object.hasOwn(WORDS, problem)
    ? WORDS[problem as ConfigProblemCode](args)
    : say`The configuration has an error: ${code(problem)}.`;
}

/** `config-error`: args of the problem, its code under `problem`. */
export function configErrorSentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  return configProblemSentence(args.text('problem'), args);
}

/** `expired-ignore`. */
export function expiredIgnoreSentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const until = args.text('until') === '' ? NOTHING : say` on ${args.text('until')}`;
  return say`${ignoreEntry(args)} expired${until}: what it muted is reported again. Fix that, or set a new date.`;
}

/** `unused-ignore`. */
export function unusedIgnoreSentence(finding: Finding): Sentence {
  return say`${ignoreEntry(findingArgs(finding))} mutes nothing. Remove it, or correct its path, provider or fingerprint.`;
}

/** The entry's check and reason, as the start of a sentence. */
function ignoreEntry(args: FindingArgs): Sentence {
  const check = args.text('check') === '' ? NOTHING : say` for ${code(args.text('check'))}`;
  const reason = args.text('reason') === '' ? NOTHING : say` (${prose(args.text('reason'))})`;
  return say`This ignore entry${check}${reason}`;
}

/** `overdue-approval`. */
export function overdueApprovalSentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const who = args.text('owner') === '' ? NOTHING : say` by ${code(args.text('owner'))}`;
  return say`${args.text('name')} is in use, and its approval was due for review${who} by ${args.text('overdue')}. Set a new date, or take it off the list.`;
}

function within(parent: string): Sentence {
  return parent === '' ? NOTHING : say` in ${code(parent)}`;
}

function didYouMean(args: FindingArgs): Sentence {
  return args.text('suggestion') === '' ? NOTHING : say` Did you mean ${code(args.text('suggestion'))}?`;
}

/** The allowed values, unless there are many. */
function choice(args: FindingArgs): Sentence {
  const allowed = args.list('allowed');
  if (args.text('suggestion') !== '') return didYouMean(args);
  if (allowed.length === 0 || allowed.length > 8) return NOTHING;
  return say` It takes ${join(
    allowed.map((value) => code(value)),
    ', ',
  )}.`;
}

function form(args: FindingArgs): Sentence {
  return args.text('form') === '' ? NOTHING : say` It takes ${prose(args.text('form'))}.`;
}
