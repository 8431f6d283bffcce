import { loadSyntax, type Syntax } from '../../src/syntax/load-syntax.ts';

let syntax: Promise<Syntax> | undefined;

/**
 * The syntax that all test files of a worker share: each load takes memory that the parser never gives back. Where a test has
 * broken the parser, it is started anew.
 */
export async function shareSyntax(): Promise<Syntax> {
  const shared = await (syntax ??= loadSyntax());
  await shared.prepare(['a.js', 'a.ts', 'a.tsx']);
  return shared;
}
