import { makeLinePositions } from '../../line-positions.ts';
import { withoutByteOrderMark } from '../../parse/data-node.ts';
import { addAssignedVariable, addHclText, attributeBefore } from '../add-hcl-text.ts';
import { makeSignalList } from '../make-signal-list.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { skipHclText } from '../skip-hcl-text.ts';

/**
 * Types of the `resource` and `data` blocks at the top level of Terraform and OpenTofu, the providers that are set up
 * (`terraform:datadog`), as modules from elsewhere may have all of their resources, and what strings anywhere say.
 */
export function readTerraform(text: string): ManifestFacts {
  const source = withoutByteOrderMark(text);
  const positionOf = makeLinePositions(source);
  const list = makeSignalList(positionOf);
  const problems: ManifestFacts['problems'] = [];
  let depth = 0;
  let openAt = 0;
  /** The attributes of the lists that are open. */
  const lists: string[] = [];
  for (let i = 0; i < source.length;) {
    const end = skipHclText(source, i);
    if (end === null) {
      problems.push({ line: positionOf(i).line, code: 'malformed', detail: 'unterminated string, comment or heredoc' });
      return { signals: list.signals, problems };
    }
    if (end > i) {
      if (source[i] === '"') addText(list, source, i, end, lists);
      i = end;
      continue;
    }
    const char = source[i];
    if (char === '[') lists.push(attributeBefore(source, i) ?? lists.at(-1) ?? '');
    else if (char === ']') lists.pop();
    const assigned =
      /[A-Z]/.test(char ?? '') && !/\w/.test(source[i - 1] ?? ' ') ? addAssignedVariable(list, source, i) : null;
    if (assigned !== null) {
      i = assigned;
      continue;
    }
    if (char === '{') {
      if (depth === 0) openAt = i;
      depth += 1;
    } else if (char === '}') depth = Math.max(0, depth - 1);
    const block = depth === 0 ? matchBlock(source, i) : null;
    if (block !== null) list.add(block.at, { kind: 'resource', type: block.type });
    i = block?.end ?? i + 1;
  }
  if (depth > 0) problems.push({ line: positionOf(openAt).line, code: 'malformed', detail: 'a block is not closed' });
  return { signals: list.signals, problems };
}

function addText(list: SignalList, source: string, from: number, end: number, lists: readonly string[]): void {
  if (addAssignedVariable(list, source, from + 1) !== null) return;
  const attribute = attributeBefore(source, from) ?? lists.at(-1) ?? '';
  addHclText(list, { attribute, text: source.slice(from + 1, end - 1), at: from + 1 });
}

const BLOCK =
  /(?<![\w.-])(?:(resource|data)[ \t]{1,20}("?)([A-Za-z]\w{0,100})\2[ \t]{1,20}"?[A-Za-z_]|provider[ \t]{1,20}"([a-z][\w-]{0,60})"[ \t]{0,20}\{)/y;

/** A block's head that starts here: the type, where it stands, and where the head's type ends. */
function matchBlock(source: string, at: number): { type: string; at: number; end: number } | null {
  const char = source[at];
  if (char !== 'r' && char !== 'd' && char !== 'p') return null;
  BLOCK.lastIndex = at;
  const match = BLOCK.exec(source);
  if (match === null) return null;
  const provider = match[4];
  if (provider !== undefined) {
    const providerAt = source.indexOf('"', at);
    return { type: `terraform:${provider}`, at: providerAt, end: providerAt + provider.length + 2 };
  }
  const type = match[3] ?? '';
  const typeAt = source.indexOf(`${match[2] ?? ''}${type}`, at + (match[1]?.length ?? 0));
  return { type, at: typeAt, end: typeAt + type.length + 2 * (match[2]?.length ?? 0) };
}
