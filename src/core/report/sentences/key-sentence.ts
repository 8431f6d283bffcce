import type { Finding } from '../../audit-types.ts';
import { isSecretKey } from '../../is-secret-key.ts';
import { findingArgs, type FindingArgs } from '../finding-args.ts';
import { articleOf, keyName, remedyOf } from './key-words.ts';
import { endWithStop } from './provider-sentence.ts';
import { code, join, link, NOTHING, prose, say, type Sentence } from './sentence.ts';

const PLACES: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  source: 'is written into the code',
  'env-file': 'is in a committed environment file',
  'env-example': 'is in an example environment file',
  documentation: 'is in the documentation',
  sample: 'is shown as a sample',
  test: 'is written into a test or an example',
});

/** What anyone who finds the key can do with it, for keys without a provider's format. */
const CONSEQUENCES: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  generic: 'Whoever reads it can use it as its owner does.',
  jwt: 'Whoever reads it can act as the party that it was issued to, until it expires.',
  password: 'Whoever reads it can sign in where it is valid.',
  mnemonic: 'Whoever reads the words can move everything that the wallet holds.',
  'basic-auth': 'Whoever reads it can sign in with it.',
  'connection-string': 'Whoever reads it and reaches the server can sign in there.',
  'url-password': 'Whoever reads it and reaches the server can sign in there.',
  'private-key': 'Whoever reads it can pose as its owner and read what is meant for the owner alone.',
  'private-key-encrypted': 'It is encrypted: whoever reads it has all the time in the world to guess its passphrase.',
});

/** `hardcoded-key`: which key and where, what anyone can do with it, and what to do now. The key itself is masked. */
export function hardcodedKeySentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const name = keyName(finding);
  const masked = finding.masked === undefined ? NOTHING : say` (${code(finding.masked)})`;
  const beside = args.text('variable') === '' ? NOTHING : say` beside ${code(args.text('variable'))}`;
  const place = PLACES[args.text('where')] ?? 'is written into this file';
  const subject = [...say`${articleOf(name)} ${name}${masked} `, ...say`${place}${beside}.`];
  // It is unknown what the key gives access to, and most keys in such places are made up.
  if (isShown(args) && args.text('name') === '' && isSecretKey(finding.keyClass)) {
    const { words, kept } = remedyOf(finding.keyClass);
    const whatToDo = words.charAt(0).toLowerCase() + words.slice(1);
    return join([subject, say`If it is more than a sample, ${whatToDo}, since the history keeps ${kept}.`]);
  }
  const consequence = consequenceOf(finding);
  return join([
    subject,
    args.text('mode') === 'test' ? say`It is a test-mode key.` : NOTHING,
    consequence === '' ? NOTHING : prose(endWithStop(consequence)),
    remedy(finding),
  ]);
}

/** A key made for browsers that is known by its name alone has none: everyone is meant to read it. */
function consequenceOf(finding: Finding): string {
  const args = findingArgs(finding);
  return args.text('consequence') || (isSecretKey(finding.keyClass) ? (CONSEQUENCES[args.text('key')] ?? '') : '');
}

const isShown = (args: FindingArgs): boolean => ['documentation', 'sample', 'test'].includes(args.text('where'));

/** `passed-key`: a key in an earlier commit of the change. Removing it from the code does not revoke it. */
export function earlierKeySentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const name = keyName(finding);
  const masked = finding.masked === undefined ? NOTHING : say` (${code(finding.masked)})`;
  const consequence = consequenceOf(finding);
  return join([
    say`${articleOf(name)} ${name}${masked} was in this file in commit ${code(args.text('commit'))} of this change, and is gone from its head.`,
    consequence === '' ? NOTHING : prose(endWithStop(consequence)),
    say`${revoke(finding)}: the history keeps ${remedyOf(finding.keyClass).kept}, and rewriting the history does not reach those who have already fetched it.`,
  ]);
}

function remedy(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const env = args.text('env') === '' ? say`an environment variable` : code(args.text('env'));
  const { kept, renewed } = remedyOf(finding.keyClass);
  if (isSecretKey(finding.keyClass))
    return say`${revoke(finding)}, since the history keeps ${kept}, and read ${renewed} from ${env}.`;
  // A known format without a variable is issued at run time, to one customer or for one call.
  if (args.text('env') === '' && args.text('rotate') !== '') return say`Ask for a new one each time instead.`;
  return say`Read it from ${env} instead.`;
}

function revoke(finding: Finding): Sentence {
  const rotate = findingArgs(finding).text('rotate');
  const { words } = remedyOf(finding.keyClass);
  return rotate === '' ? say`${words}` : link(words, rotate);
}

/** `more-keys`: how many keys are not listed. */
export function moreKeysSentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  return say`${args.text('count')} more keys are in files of this change, from here on; only the first ${args.text('listed')} are listed.`;
}
