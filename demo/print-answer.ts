import type { Paint } from '../src/core/report/paint.ts';
import { printMarkdown, wrap } from './print-markdown.ts';
import type { Answer, ShownAnnotation } from './read-answer.ts';

const ICONS: Readonly<Record<string, string>> = { success: '✓', neutral: '■', failure: '✗' };
const LEVELS: Readonly<Record<ShownAnnotation['annotation_level'], 'red' | 'yellow' | 'blue'>> = {
  failure: 'red',
  warning: 'yellow',
  notice: 'blue',
};

/** The App's answer to one push, as text for a terminal with that many columns. */
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
    // GitHub does not show HTML comments.
    .replaceAll(/<!--.*?-->/gs, '')
    .trim()
    .split('\n')
    .flatMap((line) => wrap(printMarkdown(line, paint), columns - 2));
  return [
    `${paint.bold(author)} ${isEdited ? 'commented, and edited it' : 'commented'}`,
    ...lines.map((line) => `${bar} ${line}`),
  ];
}
