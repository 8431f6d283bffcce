import { loadSyntax, type Syntax } from '../../src/syntax/load-syntax.ts';

let syntax: Promise<Syntax> | undefined;

/**
 * The parser that all test files of a worker share: each load takes memory that is never freed. If a test has crashed
 * it, it is restarted.
 */
export async function shareSyntax(): Promise<Syntax> {
  const shared = await (syntax ??= loadSyntax());
  await shared.prepare(['a.js', 'a.ts', 'a.tsx']);
  return shared;
}
