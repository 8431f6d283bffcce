import { stripVTControlCharacters } from 'node:util';
import type { Paint } from '../src/core/report/paint.ts';
import type { Answer, ShownAnnotation } from './read-answer.ts';

const ICONS: Readonly<Record<string, string>> = { success: '✓', neutral: '■', failure: '✗' };
const LEVELS: Readonly<Record<ShownAnnotation['annotation_level'], 'red' | 'yellow' | 'blue'>> = {
  failure: 'red',
  warning: 'yellow',
  notice: 'blue',
};

/** What the App answered to one push, for a terminal of that many columns. */
export function printAnswer(answer: Answer, paint: Paint, columns: number): string {
  const { number, title, branch, base, headSha, commitMessage, checkRun, comment } = answer;
  const push = commitMessage === title ? '' : `: ${commitMessage}`;
  return [
    '',
    `${paint.bold(`#${number} ${title}`)}`,
    paint.dim(`${branch} → ${base}, commit ${headSha.slice(0, 7)}${push}`),
    '',
    `${printConclusion(checkRun.conclusion, paint)}  ${checkRun.name}: ${paint.bold(checkRun.title)}`,
    ...checkRun.annotations.flatMap((annotation) => printAnnotation(annotation, paint, columns)),
    '',
    ...(comment === null ? [paint.dim('No comment.')] : printComment(comment, paint, columns)),
    '',
    paint.dim('─'.repeat(columns)),
  ].join('\n');
}

function printConclusion(conclusion: string, paint: Paint): string {
  const colour = conclusion === 'success' ? paint.green : conclusion === 'failure' ? paint.red : paint.yellow;
  return colour(`${ICONS[conclusion] ?? '?'} ${conclusion}`);
}

function printAnnotation(annotation: ShownAnnotation, paint: Paint, columns: number): string[] {
  const { path, start_line, annotation_level, message } = annotation;
  const level = paint[LEVELS[annotation_level]](annotation_level);
  return [
    `\n   ${paint.bold(`${path}:${start_line}`)}  ${level}`,
    ...wrap(message, columns - 3).map((line) => `   ${line}`),
  ];
}

function printComment(
  { author, body, isEdited }: NonNullable<Answer['comment']>,
  paint: Paint,
  columns: number,
): string[] {
  const bar = paint.dim('│');
  const lines = body
    .trim()
    .split('\n')
    .flatMap((line) => wrap(printMarkdown(line, paint), columns - 2));
  return [
    `${paint.bold(author)} ${isEdited ? 'commented, and edited it' : 'commented'}`,
    ...lines.map((line) => `${bar} ${line}`),
  ];
}

/** One line of Markdown with its marks turned into weights; links keep their words only. */
function printMarkdown(line: string, paint: Paint): string {
  if (line.startsWith('<!--')) return paint.dim(line);
  const plain = line
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  const heading = /^#{1,6} (.*)$/.exec(plain)?.[1];
  if (heading !== undefined) return paint.bold(heading);
  return plain
    .replaceAll(/\*\*([^*]+)\*\*/g, (_, text: string) => paint.bold(text))
    .replaceAll(/`([^`]+)`/g, (_, text: string) => paint.blue(text));
}

/** Lines of at most `width` visible characters, broken at blanks. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const next = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stripVTControlCharacters(next).length > width) {
      lines.push(line);
      line = text.startsWith('- ') ? `  ${word}` : word;
    } else line = next;
  }
  return [...lines, line];
}
