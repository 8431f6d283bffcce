import type { Answer, ShownAnnotation, ShownFile } from '../read-answer.ts';
import { escapeHtml } from './escape-html.ts';
import { findHunks, type DiffLine } from './find-hunks.ts';
import { icon } from './icons.ts';

const MARKS: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', added: '+', removed: '-' };
const LEVELS = { failure: 'Check failure', warning: 'Check warning', notice: 'Check notice' } as const;
/** `sk_live_…a1b2`, as in messages. */
const MASKED = /`([^`\s…]+)…([^`\s…]*)`/;

/** The id of the element that shows an annotated line. */
export function lineId(answer: Pick<Answer, 'headSha'>, path: string, line: number): string {
  return `${answer.headSha.slice(0, 7)}-${path.replaceAll(/[^A-Za-z0-9]+/g, '-')}-${line}`;
}

/** The files with annotations: parts of their diffs, with the annotations below their lines. */
export function renderFiles(answer: Answer): string {
  return answer.files
    .map((file) =>
      renderFile(
        file,
        answer.checkRun.annotations.filter((a) => a.path === file.path),
        answer,
      ),
    )
    .join('');
}

function renderFile(file: ShownFile, annotations: readonly ShownAnnotation[], answer: Answer): string {
  const hunks = findHunks(
    file.base,
    file.head,
    annotations.map((a) => a.end_line),
  );
  const gap = '<tr class="gap"><td colspan="3">⋯</td></tr>';
  const rows = hunks.map((hunk) => hunk.map((line) => renderLine(line, file, annotations, answer)).join('')).join(gap);
  const isNew = file.base === null ? '<span class="label">new file</span>' : '';
  return `<div class="file"><div class="file-name">${icon('file')}<code>${escapeHtml(file.path)}</code>${isNew}</div>
<div class="scroll"><table class="code"><tbody>${rows}</tbody></table></div></div>`;
}

function renderLine(line: DiffLine, file: ShownFile, annotations: readonly ShownAnnotation[], answer: Answer): string {
  const here = annotations.filter((a) => a.end_line === line.after);
  const id = here.length > 0 && line.after !== null ? ` id="${lineId(answer, file.path, line.after)}"` : '';
  const row = `<tr class="${line.kind}"${id}><td class="number">${line.before ?? ''}</td><td class="number">${line.after ?? ''}</td><td class="text"><span class="mark">${MARKS[line.kind]}</span>${renderText(line.text, here)}</td></tr>`;
  return row + here.map(renderAnnotation).join('');
}

/** The code of a line. A key in it is masked as in its annotation, so that the page can be shared. */
function renderText(text: string, annotations: readonly ShownAnnotation[]): string {
  for (const { message } of annotations) {
    const [, prefix = '', suffix = ''] = MASKED.exec(message) ?? [];
    const start = prefix === '' ? -1 : text.indexOf(prefix);
    const end = suffix === '' ? start + prefix.length : text.indexOf(suffix, start + prefix.length);
    if (start < 0 || end < 0) continue;
    const rest = text.slice(end).replace(/^[\w+/=.-]+/, '');
    return `${escapeHtml(text.slice(0, start))}<mark title="shortened on this page">${escapeHtml(`${prefix}…${suffix}`)}</mark>${escapeHtml(rest)}`;
  }
  return escapeHtml(text);
}

function renderAnnotation({ annotation_level: level, message }: ShownAnnotation): string {
  return `<tr class="note"><td colspan="3"><div class="annotation ${level}">
<div class="annotation-head">${icon(level)}<span>${LEVELS[level]}</span><span class="source">Integration audit</span></div>
<div>${renderPlain(message)}</div></div></td></tr>`;
}

/** An annotation is plain text, in which GitHub links URLs. */
function renderPlain(message: string): string {
  return escapeHtml(message).replaceAll(/https:\/\/[^\s)&]+/g, (url) => `<a href="${url}" rel="noreferrer">${url}</a>`);
}
