import { foldWords } from '../names/fold-words.ts';
import { lineStart } from '../patterns/steps-back.ts';
import { nameBeside } from '../names/name-beside.ts';

// A value may stand in the code and be no more than an illustration: the text around says so.

/** Characters of the own line that are looked at, before the value and behind it. */
const REACH = 200;
const REACH_BEHIND = 120;
/** Characters looked back for what opens a comment or a documentation string. */
const REACH_BACK = 4000;
const MOST_LINES = 40;
const LONGEST_LINE = 200;
const REACH_BELOW = 400;
const REACH_OF_ANSWER = 800;

const REMARK = /(?:(?<!:)\/\/|#|--|\/\*|<!--)(.*)$/;
const REMARK_OF_SAMPLE = /\b(?:demo|dummy|fake|examples?|sample|mock|placeholder|not real|for tests?|e\.g)\b/i;
const PROMPT = /^\s*(?:iex(?:\(\d+\))?>|>>>|irb(?:\([^)]{0,20}\))?[:\d]*>)/;
const SAID = /\b[Ee]xample |\b(?:[Ff]or|FOR) (?:example|instance)\b|\be\.g\.|@example\s/;
/** A fence of Markdown within a string, and what stands in it so far. */
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
    isPreformatted(text, start) ||
    isInTestModule(text, start) ||
    isUnderTelling(text, from)
  );
}

/** The rest of the line says that the value is made up. */
function isRemarkedUpon(text: string, end: number): boolean {
  const behind = text.slice(end, end + REACH_BEHIND).split('\n', 1)[0]!;
  const remark = REMARK.exec(behind)?.[1];
  return remark !== undefined && REMARK_OF_SAMPLE.test(remark);
}

/** What a session that is shown answers: the lines below a prompt, up to an empty one. */
function isBehindPrompt(text: string, start: number): boolean {
  const back = text.slice(Math.max(0, start - REACH_OF_ANSWER), start);
  const prompt = back.lastIndexOf('\n') < 0 ? -1 : back.lastIndexOf('>>> ');
  if (prompt < 0 || back.slice(back.lastIndexOf('\n', prompt) + 1, prompt).trim() !== '') return false;
  return !/\n[ \t]*\r?\n|"""|'''/.test(back.slice(prompt));
}

const COMMENT_LINE = /^\s*(?:\*|\/\/|#|--|;;)/;
const PAIR_OF_JSON = /^\s*(?:(?:\*|\/\/|#)\s*)?[{[]?\s*"[\w.-]{1,80}"\s*:/;
/** `* Example: {"token": "…"}`, on the line itself. */
const SAMPLE_BEGINS = /\bexamples?:\s/i;
const OPENS_SAMPLE = /```|@example\b|\bexamples?\b|\bfor instance\b|\be\.g\./i;

/** A comment that shows how something is used, or what a service answers: code that is commented out holds no JSON. */
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

/** Settings that are commented out, and further down go to a server that there is not. */
function namesSampleBelow(text: string, from: number): boolean {
  for (const line of text.slice(from, from + REACH_BELOW).split('\n')) {
    if (!COMMENT_LINE.test(line)) return false;
    if (/\bexample\.(?:com|org|net)\b/.test(line)) return true;
  }
  return false;
}

/** JSON within a block of comment, and anything within the documentation of an Elixir module. */
function isInDocumentation(text: string, start: number, before: string): boolean {
  const back = text.slice(Math.max(0, start - REACH_BACK), start);
  const quotes = back.lastIndexOf('"""');
  if (quotes >= 0 && /@(?:module|type)?doc (?:~[sS])?$/.test(back.slice(Math.max(0, quotes - 20), quotes))) return true;
  if (!PAIR_OF_JSON.test(before)) return false;
  const open = back.lastIndexOf('/*');
  return open > back.lastIndexOf('*/') && back.slice(back.lastIndexOf('\n', open) + 1, open).trim() === '';
}

const OPENS_TEXT = /([A-Za-z_]\w{0,80})(?:\s{0,4}:?=|:)\s{0,4}$/;

/** A text of several lines that is named after the examples in it, as commands keep what they print: ``rotateExample = `acme rotate --key …` ``. */
function isInTextOfSamples(text: string, start: number): boolean {
  const back = text.slice(Math.max(0, start - REACH_BACK), start);
  const opening = back.lastIndexOf('`');
  if (opening < 0 || !back.includes('\n', opening)) return false;
  const name = OPENS_TEXT.exec(back.slice(Math.max(0, opening - REACH), opening))?.[1];
  return name !== undefined && SAMPLE_NAME.test(foldWords(name));
}

/** What a page shows as it is typed or answered. */
function isPreformatted(text: string, start: number): boolean {
  const back = text.slice(Math.max(0, start - REACH_BACK), start);
  const open = back.lastIndexOf('<pre');
  return open >= 0 && /[\s>]/.test(back[open + 4] ?? '') && !back.includes('</pre', open);
}

/** Characters looked back for the module of tests at the end of a file in Rust. */
const REACH_OF_MODULE = 20_000;
const TEST_MODULE = /^#\[cfg\(test\)\]\s{1,8}(?:#\[[^\]\n]{1,80}\]\s{1,8}){0,3}(?:pub )?mod \w{1,60} \{/;

/** What only tests are compiled with: nobody ships it. */
function isInTestModule(text: string, start: number): boolean {
  const back = text.slice(Math.max(0, start - REACH_OF_MODULE), start);
  const at = back.lastIndexOf('#[cfg(test)]');
  return at >= 0 && TEST_MODULE.test(back.slice(at, at + REACH_OF_ANSWER)) && !back.includes('\n}', at);
}

/** `NODE_ENV: test` in the same block of settings. */
const OF_TEST_RUN =
  /(?:^|\n)[ \t-]*["']?(?:[A-Z]{2,12}_)?ENV["']?[ \t]?[:=][ \t]?["']?test(?:ing)?["']?,?[ \t]*(?:\r?\n|$)/;

/** Whether the value is one of the settings that tests are run with: a guess about it is none. */
export function isOfTestRun(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - REACH_OF_ANSWER), start);
  const behind = text.slice(start, start + REACH_OF_ANSWER);
  const [above, below] = [before.split(EMPTY_LINE).at(-1)!, behind.split(EMPTY_LINE, 1)[0]!];
  return OF_TEST_RUN.test(above) || OF_TEST_RUN.test(below);
}

const EMPTY_LINE = /\n[ \t]*\r?\n/;

/** `EXAMPLES:` and `USAGE:` are parts of what a command prints of itself. */
const TELLING_KEY = /^\s*(?:-\s)?["']?(?:(?:x-)?[Ee]xamples?|EXAMPLES?|USAGE|encrypted(?:Data)?)["']?\s*[:=]/;

/**
 * A key named `example` holds the value, as descriptions of an API have it, or one of what is sealed, which only its
 * cluster opens: the lines above that are indented less.
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
