import { addAssignedVariable, addHclText, attributeBefore } from '../add-hcl-text.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { skipHclText } from '../skip-hcl-text.ts';
import { readText } from './read-document.ts';

/**
 * Types of the top-level `resource` and `data` blocks of Terraform and OpenTofu, the providers that are configured
 * (`terraform:datadog`), since external modules may declare all of their resources, and what strings reveal.
 */
export function readTerraform(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    const state: State = { list, source, lists: [], depth: 0, openAt: 0 };
    for (let at = 0; at < source.length;) {
      const end = skipHclText(source, at);
      if (end === null) return { at, code: 'malformed', detail: 'unterminated string, comment or heredoc' };
      if (end > at && source[at] === '"') addText(state, at, end);
      at = end > at ? end : readCode(state, at);
    }
    return state.depth === 0 ? null : { at: state.openAt, code: 'malformed', detail: 'a block is not closed' };
  });
}

type State = {
  list: SignalList;
  source: string;
  /** The attributes of the open lists, outermost first. */
  lists: string[];
  /** The number of open blocks, and the offset of the outermost one. */
  depth: number;
  openAt: number;
};

function addText({ list, source, lists }: State, from: number, end: number): void {
  if (addAssignedVariable(list, source, from + 1) !== null) return;
  const attribute = attributeBefore(source, from) ?? lists.at(-1) ?? '';
  addHclText(list, { attribute, text: source.slice(from + 1, end - 1), at: from + 1 });
}

/** Reads the code at an offset, and returns the offset after it. */
function readCode(state: State, at: number): number {
  const { list, source } = state;
  const behind = startsVariable(source, at) ? addAssignedVariable(list, source, at) : null;
  if (behind !== null) return behind;
  followBrackets(state, at);
  const block = state.depth === 0 ? matchBlock(source, at) : null;
  if (block !== null) list.add(block.at, { kind: 'resource', type: block.type });
  return block?.end ?? at + 1;
}

function startsVariable(source: string, at: number): boolean {
  return /[A-Z]/.test(source[at] ?? '') && !/\w/.test(source[at - 1] ?? ' ');
}

function followBrackets(state: State, at: number): void {
  const { source, lists } = state;
  const char = source[at];
  if (char === '[') lists.push(attributeBefore(source, at) ?? lists.at(-1) ?? '');
  else if (char === ']') lists.pop();
  else if (char === '}') state.depth = Math.max(0, state.depth - 1);
  else if (char === '{') {
    if (state.depth === 0) state.openAt = at;
    state.depth += 1;
  }
}

const BLOCK =
  /(?<![\w.-])(?:(resource|data)[ \t]{1,20}("?)([A-Za-z]\w{0,100})\2[ \t]{1,20}"?[A-Za-z_]|provider[ \t]{1,20}"([a-z][\w-]{0,60})"[ \t]{0,20}\{)/y;

/**
 * The head of a block that starts here: its type, the type's offset, and the end of the type. Null if there is none.
 */
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
