import type { Finding, FindingCode } from '../audit-types.ts';
import type { Problem, ProblemCode } from '../place-types.ts';
import { cleanText } from './clean-text.ts';
import {
  configErrorSentence,
  expiredIgnoreSentence,
  overdueApprovalSentence,
  remarkSentence,
  unusedIgnoreSentence,
} from './sentences/config-sentence.ts';
import { exposedSecretSentence } from './sentences/exposed-sentence.ts';
import { findingArgs } from './finding-args.ts';
import { hardcodedKeySentence, moreKeysSentence, earlierKeySentence } from './sentences/key-sentence.ts';
import { keyName } from './sentences/key-words.ts';
import {
  forbiddenProviderSentence,
  inferredProviderSentence,
  newProviderSentence,
} from './sentences/provider-sentence.ts';
import { code, join, NOTHING, prose, say, toPlain, type Sentence } from './sentences/sentence.ts';
import { staleInventorySentence } from './sentences/stale-sentence.ts';
import { webhookSentence } from './sentences/webhook-sentence.ts';

const SENTENCES: Readonly<Record<FindingCode, (finding: Finding) => Sentence>> = {
  'new-provider': newProviderSentence,
  'inferred-provider': inferredProviderSentence,
  'forbidden-provider': forbiddenProviderSentence,
  'hardcoded-key': hardcodedKeySentence,
  'more-keys': moreKeysSentence,
  'passed-key': earlierKeySentence,
  'unverified-webhook': webhookSentence,
  'ineffective-webhook': webhookSentence,
  'optional-webhook': webhookSentence,
  'refetched-webhook': webhookSentence,
  'idle-webhook': webhookSentence,
  'unsigned-provider-webhook': webhookSentence,
  'timing-unsafe-webhook': webhookSentence,
  'committed-env-file': committedEnvSentence,
  'exposed-secret': exposedSecretSentence,
  'stale-inventory': staleInventorySentence,
  'missing-inventory': staleInventorySentence,
  'config-error': configErrorSentence,
  'expired-ignore': expiredIgnoreSentence,
  'unused-ignore': unusedIgnoreSentence,
  'overdue-approval': overdueApprovalSentence,
  'remark-without-reason': remarkSentence,
};

/** A finding in one to three sentences. */
export function findingSentence(finding: Finding): Sentence {
  return SENTENCES[finding.code](finding);
}

/** A finding as plain text on one line: for terminals and the `message` of the JSON. */
export function renderMessage(finding: Finding): string {
  return toPlain(findingSentence(finding));
}

/** A finding in a few words, for the title of an annotation; at most 255 characters, GitHub's limit. */
export function renderFindingTitle(finding: Finding): string {
  const name = findingArgs(finding).text('name');
  const of = name === '' ? '' : `: ${name}`;
  switch (finding.code) {
    case 'new-provider':
      return cleanText(`New provider${of}`, 120);
    case 'inferred-provider':
      return cleanText(`Inferred service${of}`, 120);
    case 'forbidden-provider':
      return cleanText(`Forbidden provider${of}`, 120);
    case 'hardcoded-key':
      return cleanText(`Hardcoded ${keyName(finding)}`, 120);
    case 'passed-key':
      return cleanText(`In the history: ${keyName(finding)}`, 120);
    case 'more-keys':
      return 'More hardcoded keys';
    case 'committed-env-file':
      return 'Committed environment file';
    case 'stale-inventory':
    case 'missing-inventory':
      return 'Outdated inventory document';
    case 'exposed-secret':
      return cleanText(`Secret exposed to browsers${of}`, 120);
    case 'config-error':
      return 'Error in the configuration';
    case 'remark-without-reason':
      return 'Ignore comment without a reason';
    case 'unused-ignore':
      return 'Unused ignore entry';
    case 'overdue-approval':
      return cleanText(`Approval due for review${of}`, 120);
    case 'expired-ignore':
      return 'Expired ignore entry';
    case 'unverified-webhook':
    case 'ineffective-webhook':
    case 'optional-webhook':
    case 'refetched-webhook':
    case 'idle-webhook':
    case 'timing-unsafe-webhook':
    case 'unsigned-provider-webhook':
      return cleanText(`Unsigned webhook${of}`, 120);
  }
}

function committedEnvSentence(finding: Finding): Sentence {
  const names = join(
    findingArgs(finding)
      .list('names')
      .map((name) => code(name)),
    ', ',
  );
  const more = Number(findingArgs(finding).text('more'));
  const others = more > 0 ? say` and ${String(more)} more` : NOTHING;
  return join([
    say`An environment file with values is committed${names.length === 0 ? NOTHING : say`: ${names}${others}`}.`,
    say`Revoke what it holds, remove it from the repository and add it to ${code('.gitignore')}.`,
  ]);
}

const PROBLEMS: Readonly<Record<ProblemCode, string>> = {
  malformed: 'could not be parsed',
  'too-large': 'is too large to be read',
  'too-deep': 'is nested too deeply to be read',
  'too-many': 'was read, but holds more than can be listed',
  'not-text': 'is not UTF-8 text',
  missing: 'could not be fetched',
  'incomplete-tree': 'is a listing that was cut short',
  config: 'has an error, and that part of it is not applied',
  failed: 'could not be read because of a bug in this tool',
};

/** What was not read and why, without the path. */
export function problemSentence(problem: Problem): Sentence {
  const at = problem.line === null ? NOTHING : say` (line ${problem.line})`;
  const words: Sentence = [{ kind: 'ours', text: PROBLEMS[problem.code] }];
  const detail = problem.detail === '' ? NOTHING : say`: ${prose(problem.detail)}`;
  return say`${words}${at}${detail}`;
}

/** The same as plain text on one line. */
export function renderProblem(problem: Problem): string {
  return toPlain(problemSentence(problem));
}
