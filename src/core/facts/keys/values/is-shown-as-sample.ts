import { foldWords } from '../names/fold-words.ts';
import { lineStart } from '../patterns/steps-back.ts';
import { nameBeside } from '../names/name-beside.ts';

// Detects values that the surrounding text presents as an illustration.

/** Number of characters that are examined on the value's line, before and after it. */
const REACH = 200;
const REACH_BEHIND = 120;
/** Number of characters to look back for the start of a comment, a docstring, a template literal or a `<pre>`. */
const REACH_BACK = 4000;
const MOST_LINES = 40;
const LONGEST_LINE = 200;
const REACH_BELOW = 400;
const REACH_OF_ANSWER = 800;

const REMARK = /(?:(?<!:)\/\/|#|--|\/\*|<!--)(.*)$/;
const REMARK_OF_SAMPLE = /\b(?:demo|dummy|fake|examples?|sample|mock|placeholder|not real|for tests?|e\.g)\b/i;
const PROMPT = /^\s*(?:iex(?:\(\d+\))?>|>>>|irb(?:\([^)]{0,20}\))?[:\d]*>)/;
const SAID = /\b[Ee]xample |\b[Ss]omething like |\b(?:[Ff]or|FOR) (?:example|instance)\b|\be\.g\.|@example\s/;
/** An open Markdown code fence in a string literal. */
const FENCE_IN_STRING = /\\n```[a-z]{0,12}\\n[^`]*$/;
const SAMPLE_NAME = /_(?:fake|dummy|mock|mocked|sample|samples|example|examples|placeholder|snakeoil)_/;

/** Whether the text around the value between `start` and `end` shows it as an example instead of using it. */
export function isShownAsSample(text: string, start: number, end: number): boolean {
  const from = lineStart(text, start, REACH);
  const before = text.slice(from, start);
  return (
    isRemarkedUpon(text, end) ||
    PROMPT.test(before) ||
    SAID.test(before) ||
    FENCE_IN_STRING.test(text.slice(Math.max(0, start - 2 * REACH), start)) ||
    SAMPLE_NAME.test(foldWords(nameBeside(text, start).name ?? '')) ||
    isBehindPrompt(text, start) ||
    isInCommentOfSamples(text, from, before) ||
    isInDocumentation(text, start, before) ||
    isInTextOfSamples(text, start) ||
    isInFunctionOfSamples(text, start) ||
    isPreformatted(text, start) ||
    isInTestModule(text, start) ||
    isUnderTelling(text, from)
  );
}

/** A trailing comment says that the value is made up. */
function isRemarkedUpon(text: string, end: number): boolean {
  const behind = text.slice(end, end + REACH_BEHIND).split('\n', 1)[0]!;
  const remark = REMARK.exec(behind)?.[1];
  return remark !== undefined && REMARK_OF_SAMPLE.test(remark);
}

/** Output of a REPL session: the lines below a `>>> ` prompt, up to an empty line or the end of a docstring. */
function isBehindPrompt(text: string, start: number): boolean {
  const back = text.slice(Math.max(0, start - REACH_OF_ANSWER), start);
  const prompt = back.lastIndexOf('\n') < 0 ? -1 : back.lastIndexOf('>>> ');
  if (prompt < 0 || back.slice(back.lastIndexOf('\n', prompt) + 1, prompt).trim() !== '') return false;
  return !/\n[ \t]*\r?\n|"""|'''/.test(back.slice(prompt));
}

const COMMENT_LINE = /^\s*(?:\*|\/\/|#|--|;;)/;
const PAIR_OF_JSON = /^\s*(?:(?:\*|\/\/|#)\s*)?[{[]?\s*"[\w.-]{1,80}"\s*:/;
/** `* Example: {"token": "…"}`, on the same line. */
const SAMPLE_BEGINS = /\bexamples?:\s/i;
const OPENS_SAMPLE = /```|@example\b|\bexamples?\b|\bfor instance\b|\be\.g\./i;

/**
 * A comment that shows usage or a service's response. JSON in a comment always counts: commented-out code is not JSON.
 */
function isInCommentOfSamples(text: string, from: number, before: string): boolean {
  if (!COMMENT_LINE.test(before)) return false;
  if (PAIR_OF_JSON.test(before) || SAMPLE_BEGINS.test(before) || namesSampleBelow(text, from)) return true;
  let at = from;
  for (let n = 0; n < MOST_LINES && at > 0; n++) {
    const above = lineStart(text, at - 1, LONGEST_LINE);
    const line = text.slice(above, at - 1);
    if (!COMMENT_LINE.test(line) && !/^\s*\/\*/.test(line)) return false;
    if (OPENS_SAMPLE.test(line)) return true;
    at = above;
  }
  return false;
}

/** Commented-out settings with a nonexistent server (`example.com`) further down. */
function namesSampleBelow(text: string, from: number): boolean {
  for (const line of text.slice(from, from + REACH_BELOW).split('\n')) {
    if (!COMMENT_LINE.test(line)) return false;
    if (/\bexample\.(?:com|org|net)\b/.test(line)) return true;
  }
  return false;
}

/** What opens the docstring of a function or class of Python: the line above ends with a colon. */
const OPENS_DOCSTRING = /\b(?:def|class) [^\n]{1,200}:[ \t]{0,8}\r?\n[ \t]{1,40}[rR]?$/;
const PAIR_OF_PYTHON = /^\s*[{[]{0,2}\s*'[\w.-]{1,80}'\s*:/;

/** JSON in a block comment or a docstring, or anything in the documentation of an Elixir module. */
function isInDocumentation(text: string, start: number, before: string): boolean {
  const back = text.slice(Math.max(0, start - REACH_BACK), start);
  const quotes = back.lastIndexOf('"""');
  if (quotes >= 0 && /@(?:module|type)?doc (?:~[sS])?$/.test(back.slice(Math.max(0, quotes - 20), quotes))) return true;
  const isPair = PAIR_OF_JSON.test(before);
  if (quotes >= 0 && (isPair || PAIR_OF_PYTHON.test(before)))
    if (OPENS_DOCSTRING.test(back.slice(Math.max(0, quotes - REACH_BELOW), quotes))) return true;
  if (!isPair) return false;
  const open = back.lastIndexOf('/*');
  return open > back.lastIndexOf('*/') && back.slice(back.lastIndexOf('\n', open) + 1, open).trim() === '';
}

const OPENS_TEXT = /([A-Za-z_]\w{0,80})(?:\s{0,4}:?=|:)\s{0,4}[rR]?$/;
const MARKS_OF_TEXT = ['`', "'''", '"""'];

/**
 * A text of several lines that is named after the examples in it, as commands and Ansible's modules keep their help:
 * ``rotateExample = `acme rotate --key …` ``, `EXAMPLES = r'''`.
 */
function isInTextOfSamples(text: string, start: number): boolean {
  const back = text.slice(Math.max(0, start - REACH_BACK), start);
  return MARKS_OF_TEXT.some((mark) => {
    const opening = back.lastIndexOf(mark);
    if (opening < 0) return false;
    const name = OPENS_TEXT.exec(back.slice(Math.max(0, opening - REACH), opening))?.[1];
    return name !== undefined && SAMPLE_NAME.test(foldWords(name));
  });
}

const FUNCTIONS = /\bdef (?:self\.)?(\w{1,80})/g;

/** A function of Ruby or Python that is named after the examples it gives out: `def self.example_code`. */
function isInFunctionOfSamples(text: string, start: number): boolean {
  const back = text.slice(Math.max(0, start - REACH_BACK), start);
  const name = Array.from(back.matchAll(FUNCTIONS)).at(-1)?.[1];
  return name !== undefined && SAMPLE_NAME.test(foldWords(name)) && !/\n\S/.test(back.slice(back.lastIndexOf(name)));
}

/** Inside a `<pre>` element of HTML. */
function isPreformatted(text: string, start: number): boolean {
  const back = text.slice(Math.max(0, start - REACH_BACK), start);
  const open = back.lastIndexOf('<pre');
  return open >= 0 && /[\s>]/.test(back[open + 4] ?? '') && !back.includes('</pre', open);
}

/** Number of characters to look back for the test module at the end of a Rust file. */
const REACH_OF_MODULE = 100_000;
const TEST_MODULE = /^#\[cfg\(test\)\]\s{1,8}(?:#\[[^\]\n]{1,80}\]\s{1,8}){0,3}(?:pub )?mod \w{1,60} \{/;

/** Inside a module that is only compiled for tests and never ships. */
function isInTestModule(text: string, start: number): boolean {
  const back = text.slice(Math.max(0, start - REACH_OF_MODULE), start);
  const at = back.lastIndexOf('#[cfg(test)]');
  return at >= 0 && TEST_MODULE.test(back.slice(at, at + REACH_OF_ANSWER)) && !back.includes('\n}', at);
}

/** `NODE_ENV: test` in the same block of settings. */
const OF_TEST_RUN =
  /(?:^|\n)[ \t-]*["']?(?:[A-Z]{2,12}_)?ENV["']?[ \t]?[:=][ \t]?["']?test(?:ing)?["']?,?[ \t]*(?:\r?\n|$)/;

/** Whether the value belongs to the settings of a test run, where a guess is not reported. */
export function isOfTestRun(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - REACH_OF_ANSWER), start);
  const behind = text.slice(start, start + REACH_OF_ANSWER);
  const [above, below] = [before.split(EMPTY_LINE).at(-1)!, behind.split(EMPTY_LINE, 1)[0]!];
  return OF_TEST_RUN.test(above) || OF_TEST_RUN.test(below);
}

const EMPTY_LINE = /\n[ \t]*\r?\n/;

/** Keys whose values are examples or encrypted; `EXAMPLES:` and `USAGE:` are sections of a command's help text. */
const TELLING_KEY = /^\s*(?:-\s)?["']?(?:(?:x-)?[Ee]xamples?|EXAMPLES?|USAGE|encrypted(?:Data)?)["']?\s*[:=]/;

/**
 * Whether a line above that is indented less has a key such as `example` in an API description, or `encryptedData`,
 * which only its cluster can decrypt.
 */
function isUnderTelling(text: string, from: number): boolean {
  const end = text.indexOf('\n', from);
  const own = text.slice(from, Math.min(end < 0 ? text.length : end, from + LONGEST_LINE));
  if (TELLING_KEY.test(own)) return true;
  let indent = indentOf(own);
  let at = from;
  for (let n = 0; n < MOST_LINES && at > 0 && indent > 0; n++) {
    const above = lineStart(text, at - 1, LONGEST_LINE);
    const line = text.slice(above, at - 1);
    at = above;
    const size = indentOf(line);
    if (line.trim() === '' || size >= indent) continue;
    if (TELLING_KEY.test(line)) return true;
    indent = size;
  }
  return false;
}

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)![0].length;
}
