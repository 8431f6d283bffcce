import type { Finding } from '../../audit-types.ts';
import { cleanText } from '../clean-text.ts';
import { findingArgs } from '../finding-args.ts';
import { code, join, say, type Sentence } from './sentence.ts';

/** `stale-inventory`, `missing-inventory`: that the document is outdated, and how to regenerate it. */
export function staleInventorySentence(finding: Finding): Sentence {
  const args = findingArgs(finding);
  const file = args.text('file');
  const lines = say`${args.text('added')} lines to add, ${args.text('removed')} to take out`;
  return join([
    finding.code === 'missing-inventory'
      ? say`The inventory document ${code(file)} is not there.`
      : say`${code(file)} does not say what the code integrates: ${lines}.`,
    say`Regenerate it with ${code(`integration-audit inventory --write ${file}`)}.`,
  ]);
}

/** The patch as lines of Markdown, in a fence that its content cannot close; empty if there is none. */
export function patchLines(finding: Finding): string[] {
  const args = findingArgs(finding);
  const patch = args.text('patch');
  if (patch === '') return [];
  const lines = patch.split('\n').map((line) => cleanText(line, 400).replaceAll('<!--', '<!\u200B--'));
  const longest = Math.max(2, ...Array.from(patch.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}diff`, ...lines, fence, ...(args.flag('cut') ? ['', 'The patch is cut off here.'] : [])];
}
