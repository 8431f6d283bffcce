import type { Finding } from '../../audit-types.ts';
import { findingArgs } from '../finding-args.ts';
import { code, join, say, type Sentence } from './sentence.ts';

/** `exposed-secret`: which variable every visitor receives, why, and what to do about it. */
export function exposedSecretSentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const name = args.text('name');
  const secret = name === '' ? say`a secret` : say`a secret of ${name}`;
  const variable = code(args.text('variable'));
  if (args.text('prefix') === '')
    return join([
      args.text('by') === 'bundle'
        ? say`${variable} is ${secret} by its name, and this configuration writes its value into what every visitor downloads.`
        : say`${variable} is ${secret} by its name, and this component runs in browsers: there it is either missing or shipped to every visitor.`,
      say`Read it only on the server; if a build with it was published, revoke it.`,
    ]);
  return join([
    say`${code(args.text('variable'))} is ${secret} by its name, and bundlers write variables that begin with ${code(args.text('prefix'))} into what every visitor downloads.`,
    say`Read it as ${code(args.text('bare'))} only on the server; if a build with it was published, revoke it.`,
  ]);
}
