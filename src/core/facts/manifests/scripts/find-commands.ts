import { endOfLine } from '../../line-positions.ts';

/** A command of a script: its words as the shell splits them, each with its offset. The first is the program's name. */
export type Command = { words: readonly Word[] };
export type Word = { text: string; at: number };

/** Limits for one script. Hand-written scripts stay far below. */
const MOST_COMMANDS = 2_000;
const MOST_WORDS = 80;
const LONGEST_WORD = 400;

/** Keywords and programs that may precede a command. */
const BEFORE = new Set(
  '! { then do else elif if while until time sudo doas exec command env nohup builtin eval xargs'.split(' '),
);
const ASSIGNMENT = /^[A-Za-z_]\w{0,127}\+?=/;

/**
 * The commands of a shell script, including those in `$(…)`, after `&&`, and after `sudo` or `VAR=x`; not those in
 * comments, single quotes and here-documents. It handles hand-written pipeline scripts, and terminates on any input.
 */
export function findCommands(script: string): Command[] {
  const state: State = { script, commands: [], words: [], word: null, hereDocuments: [] };
  let at = 0;
  while (at < script.length && state.commands.length < MOST_COMMANDS) at = readNext(state, at);
  endCommand(state);
  return state.commands;
}

type State = {
  script: string;
  commands: Command[];
  words: Word[];
  word: Word | null;
  /** Delimiters of the here-documents that start on the next line. */
  hereDocuments: string[];
};

/** Reads the token at an offset, and returns the offset after it. */
function readNext(state: State, at: number): number {
  const { script } = state;
  const char = script[at] ?? '';
  if (char === '\\') return readEscape(state, at);
  if (char === '"') return readQuoted(state, at);
  if (char === "'") return readPlain(state, at);
  if (char === '\n') {
    endCommand(state);
    return skipHereDocuments(state, at + 1);
  }
  if (char === '#' && state.word === null) return endOfLine(script, at);
  if (char === '$') return readDollar(state, at);
  if (script.startsWith('<<<', at)) {
    endWord(state);
    return at + 3;
  }
  if (script.startsWith('<<', at)) return readHereDocument(state, at);
  if (char === ' ' || char === '\t' || char === '\r') endWord(state);
  else if (';|&()`'.includes(char)) endCommand(state);
  else if (char === '<' || char === '>') endWord(state);
  else append(state, at, char);
  return at + 1;
}

/** Reads a line continuation or an escaped character. */
function readEscape(state: State, at: number): number {
  const next = state.script[at + 1] ?? '';
  if (next === '\n') endWord(state);
  else if (next === '\r') endWord(state);
  else append(state, at, next);
  return at + (next === '\r' && state.script[at + 2] === '\n' ? 3 : 2);
}

/** Reads up to the closing quote. The content is one word, but commands in `$(…)` count. */
function readQuoted(state: State, from: number): number {
  const { script } = state;
  append(state, from + 1, '');
  let at = from + 1;
  while (at < script.length && script[at] !== '"') {
    if (script[at] === '\\') {
      append(state, at, script[at + 1] ?? '');
      at += 2;
    } else if (script[at] === '$' && script[at + 1] === '(' && script[at + 2] !== '(') {
      at = readSubstitution(state, at);
    } else {
      append(state, at, script[at] ?? '');
      at += 1;
    }
  }
  return at + 1;
}

/** Reads the commands of `$(…)` in a quoted word as a separate script, up to the closing parenthesis. */
function readSubstitution(state: State, from: number): number {
  const { script } = state;
  let depth = 0;
  let at = from + 1;
  for (; at < script.length && at < from + 2_000; at += 1) {
    if (script[at] === '(') depth += 1;
    else if (script[at] === ')' && --depth === 0) break;
  }
  // Double quotes are blanked, so that a nested `"$(…)"` cannot recurse.
  const inner = script.slice(from + 2, at).replaceAll('"', ' ');
  for (const { words } of findCommands(inner))
    state.commands.push({ words: words.map((w) => ({ text: w.text, at: w.at + from + 2 })) });
  append(state, from, '$()');
  return at + 1;
}

function readPlain(state: State, from: number): number {
  const end = state.script.indexOf("'", from + 1);
  if (end === -1) return from + 1;
  append(state, from + 1, state.script.slice(from + 1, Math.min(end, from + LONGEST_WORD)));
  return end + 1;
}

/** `$(` starts a command. `${…}` and GitHub's `${{ … }}` are part of the word, whatever they contain. */
function readDollar(state: State, at: number): number {
  const { script } = state;
  if (script[at + 1] === '(' && script[at + 2] !== '(') {
    append(state, at, '$()');
    endCommand(state);
    return at + 2;
  }
  if (script[at + 1] !== '{') {
    append(state, at, '$');
    return at + 1;
  }
  const close = script.startsWith('{{', at + 1) ? '}}' : '}';
  const found = script.slice(at, at + LONGEST_WORD).indexOf(close);
  const end = found === -1 ? at + 2 : at + found + close.length;
  append(state, at, script.slice(at, end));
  return end;
}

function readHereDocument(state: State, at: number): number {
  const match = /^<<-?[ \t]?["']?([A-Za-z_]\w{0,60})["']?/.exec(state.script.slice(at, at + 80));
  endWord(state);
  if (match === null) return at + 2;
  state.hereDocuments.push(match[1] ?? '');
  return at + match[0].length;
}

function skipHereDocuments(state: State, from: number): number {
  const { script } = state;
  let at = from;
  for (const end of state.hereDocuments.splice(0)) {
    while (at < script.length) {
      const lineEnd = endOfLine(script, at);
      const line = script.slice(at, Math.min(lineEnd, at + 200)).trim();
      at = lineEnd + 1;
      if (line === end) break;
    }
  }
  return at;
}

function append(state: State, at: number, text: string): void {
  if (state.word === null) state.word = { text, at };
  else if (state.word.text.length < LONGEST_WORD) state.word.text += text;
}

function endWord(state: State): void {
  const { word, words } = state;
  state.word = null;
  if (word === null || words.length >= MOST_WORDS) return;
  const isBefore = BEFORE.has(word.text) || ASSIGNMENT.test(word.text) || word.text.startsWith('-');
  if (words.length > 0 || !isBefore) words.push(word);
}

function endCommand(state: State): void {
  endWord(state);
  if (state.words.length > 0) state.commands.push({ words: state.words });
  state.words = [];
}
