import type { Finding } from '../types.ts';
import { findingArgs } from './finding-args.ts';
import { code, join, say, type Sentence } from './sentence.ts';

/** `exposed-secret`: which variable every visitor is given, why, and what to do about it. */
export function exposedSecretSentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const name = args.text('name');
  const secret = name === '' ? say`a secret` : say`a secret of ${name}`;
  return join([
    say`${code(args.text('variable'))} is ${secret} by its name, and bundlers write variables that begin with ${code(args.text('prefix'))} into what every visitor downloads.`,
    say`Read it as ${code(args.text('bare'))} on the server alone; if a build with it was published, revoke it.`,
  ]);
}
