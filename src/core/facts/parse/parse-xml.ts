import { makeLinePositions } from '../line-positions.ts';
import { MAX_DEPTH, problemsOf, withoutByteOrderMark } from './data-node.ts';
import type { Failure, ParsedDocument } from './data-node.ts';

/** An element. Names are without namespace prefixes. Offsets count from the start of the document's text. */
export type XmlElement = {
  name: string;
  /** Offset of the name. */
  at: number;
  attributes: Map<string, { value: string; at: number }>;
  children: XmlElement[];
  /** Its own text and CDATA, trimmed, with the five predefined entities decoded. `textAt` is its start offset. */
  text: string;
  textAt: number;
};

type State = { text: string; at: number; root: XmlElement | null; open: XmlElement[]; failure: Failure };

/**
 * Parses the XML that manifests use: elements, attributes, text, CDATA. Only the five predefined entities are decoded,
 * character references stay as written, and a DOCTYPE and processing instructions are skipped, so nothing can be
 * expanded or fetched. One pass with an explicit stack. Stops at the first error, and returns the part before it.
 */
export function parseXml(source: string): ParsedDocument<XmlElement> {
  const text = withoutByteOrderMark(source);
  const state: State = { text, at: 0, root: null, open: [], failure: null };
  while (state.at < text.length && state.failure === null) step(state);
  const last = state.open.at(-1);
  if (last !== undefined) fail(state, last.at, 'an element is not closed');
  else if (state.root === null) fail(state, 0, 'no element');
  const positionOf = makeLinePositions(text);
  const { failure, root } = state;
  return { text, roots: root === null ? [] : [root], positionOf, problems: problemsOf(failure, positionOf) };
}

function fail(state: State, at: number, detail: string, code: NonNullable<Failure>['code'] = 'malformed'): void {
  state.failure ??= { at, code, detail };
}

function step(state: State): void {
  const { text, at } = state;
  if (text[at] !== '<') addText(state);
  else if (text.startsWith('<!--', at)) skip(state, '-->', 4);
  else if (text.startsWith('<![CDATA[', at)) addCdata(state);
  else if (text.startsWith('<?', at)) skip(state, '?>', 2);
  else if (text.startsWith('<!', at)) skipDoctype(state);
  else if (text[at + 1] === '/') close(state);
  else openElement(state);
}

function skip(state: State, mark: string, from: number): number {
  const end = state.text.indexOf(mark, state.at + from);
  if (end === -1) fail(state, state.at, 'a comment, instruction or CDATA section is not closed');
  state.at = end === -1 ? state.text.length : end + mark.length;
  return end === -1 ? state.text.length : end;
}

/** Skips to the `>` outside the brackets of an internal subset. */
function skipDoctype(state: State): void {
  let depth = 0;
  for (let i = state.at + 2; i < state.text.length; i += 1) {
    const char = state.text[i];
    if (char === '[') depth += 1;
    else if (char === ']') depth -= 1;
    else if (char === '>' && depth <= 0) {
      state.at = i + 1;
      return;
    }
  }
  fail(state, state.at, 'a declaration is not closed');
  state.at = state.text.length;
}

function addText(state: State): void {
  const found = state.text.indexOf('<', state.at);
  const end = found === -1 ? state.text.length : found;
  appendText(state, state.at, decodeEntities(state.text.slice(state.at, end)));
  state.at = end;
}

function addCdata(state: State): void {
  const from = state.at + '<![CDATA['.length;
  const end = skip(state, ']]>', '<![CDATA['.length);
  appendText(state, from, state.text.slice(from, end));
}

function appendText(state: State, at: number, piece: string): void {
  const trimmed = piece.trim();
  if (trimmed === '') return;
  const element = state.open.at(-1);
  if (element === undefined) return fail(state, at, 'text outside of the root element');
  if (element.text === '') element.textAt = at + piece.indexOf(trimmed);
  // Many pieces are prose with markup, which is no manifest's value, and joining all of them would be quadratic.
  if (element.text.length < MAX_TEXT) element.text += trimmed;
}

const MAX_TEXT = 10_000;

function close(state: State): void {
  CLOSE_TAG.lastIndex = state.at;
  const match = CLOSE_TAG.exec(state.text);
  const element = state.open.at(-1);
  if (match === null || element?.name !== localName(match[1] ?? ''))
    return fail(state, state.at, 'a closing tag without its opening tag');
  state.open.pop();
  state.at += match[0].length;
}

const CLOSE_TAG = /<\/([^\s<>/]{1,200})\s*>/y;
const OPEN_NAME = /<([A-Za-z_][^\s<>/=]{0,199})/y;
const ATTRIBUTE = /\s*([^\s<>/='"]{1,200})\s*=\s*("[^"]*"|'[^']*')/y;
const TAG_END = /\s*(\/?)>/y;

function openElement(state: State): void {
  const { text } = state;
  OPEN_NAME.lastIndex = state.at;
  const match = OPEN_NAME.exec(text);
  if (match === null) return fail(state, state.at, 'no name behind <');
  const name = localName(match[1] ?? '');
  const element: XmlElement = { name, at: state.at + 1, attributes: new Map(), children: [], text: '', textAt: 0 };
  let at = state.at + match[0].length;
  element.textAt = at;
  for (ATTRIBUTE.lastIndex = at; ; ATTRIBUTE.lastIndex = at) {
    const attribute = ATTRIBUTE.exec(text);
    if (attribute === null) break;
    at += attribute[0].length;
    const value = attribute[2] ?? '';
    const entry = { value: decodeEntities(value.slice(1, -1)), at: at - value.length + 1 };
    element.attributes.set(localName(attribute[1] ?? ''), entry);
  }
  TAG_END.lastIndex = at;
  const end = TAG_END.exec(text);
  if (end === null) return fail(state, state.at, 'a tag is not closed');
  state.at = at + end[0].length;
  place(state, element, end[1] === '/');
}

function place(state: State, element: XmlElement, isEmpty: boolean): void {
  const parent = state.open.at(-1);
  if (parent !== undefined) parent.children.push(element);
  else if (state.root === null) state.root = element;
  else return fail(state, element.at, 'a second root element');
  if (isEmpty) return;
  if (state.open.push(element) > MAX_DEPTH) fail(state, element.at, 'nested too deeply', 'too-deep');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
  ['&quot;', '"'],
  ['&apos;', "'"],
]);

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:lt|gt|amp|quot|apos);/g, (entity) => ENTITIES.get(entity) ?? entity);
}

/** The element under a path of names, taking the first child of each name. */
export function childOf(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  let current = element;
  for (const name of names) current = current?.children.find((child) => child.name === name);
  return current;
}

/** All children of a name. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}
