import type { Answer } from '../read-answer.ts';
import { escapeHtml } from './escape-html.ts';
import { conclusionIcon, icon } from './icons.ts';
import { lineId, renderFiles } from './render-files.ts';
import { renderMarkdown } from './render-markdown.ts';

const VERDICTS: Readonly<Record<string, string>> = {
  success: 'All checks have passed',
  neutral: 'All checks have completed',
  failure: 'Some checks were not successful',
};

/** A pull request with the App's answer to each of its pushes, laid out as on GitHub. */
export function renderPullRequest(answers: readonly Answer[]): string {
  const last = answers.at(-1);
  if (last === undefined) return '';
  const { number, title, author, branch, base } = last;
  const commits = answers.length === 1 ? '1 commit' : `${answers.length} commits`;
  const several = answers.length > 1;
  return `<section id="pull-${number}">
<h2>${escapeHtml(title)} <span class="number">#${number}</span></h2>
<p class="sub"><span class="open">${icon('pull')}Open</span> <span><b>${escapeHtml(author)}</b> wants to merge ${commits} into <code class="branch">${escapeHtml(base)}</code> from <code class="branch">${escapeHtml(branch)}</code></span></p>
${answers.map((answer, index) => renderAnswer(answer, several ? `Push ${index + 1} of ${answers.length}` : null)).join('')}
</section>`;
}

function renderAnswer(answer: Answer, push: string | null): string {
  const { headSha, commitMessage } = answer;
  const which = push === null ? '' : `<b>${push}</b> · `;
  return `<div class="push"><span class="dot"></span>${which}${escapeHtml(commitMessage)} <code>${headSha.slice(0, 7)}</code></div>
${renderComment(answer)}${renderChecks(answer)}${renderFiles(answer)}`;
}

function renderComment(answer: Answer): string {
  const { comment } = answer;
  if (comment === null) return '<p class="quiet">No comment: there is nothing that people need to be told.</p>';
  const { author, body, isEdited } = comment;
  const isBot = author.endsWith('[bot]');
  return `<div class="comment"><div class="avatar">${icon('app')}</div><div class="box">
<div class="box-head"><b>${escapeHtml(author.replace(/\[bot\]$/, ''))}</b>${isBot ? '<span class="label">bot</span>' : ''}<span class="quiet">${isEdited ? 'commented · edited' : 'commented'}</span></div>
<div class="box-body markdown">${renderMarkdown(body, (href) => findLine(href, answer))}</div></div></div>`;
}

function renderChecks(answer: Answer): string {
  const { conclusion, name, title, summary, text } = answer.checkRun;
  const words = renderMarkdown(summary, (href) => findLine(href, answer));
  const details =
    text === null
      ? ''
      : `<details><summary>Details</summary>${renderMarkdown(text, (href) => findLine(href, answer))}</details>`;
  return `<div class="box checks"><div class="verdict">${conclusionIcon(conclusion)}<b>${VERDICTS[conclusion] ?? conclusion}</b></div>
<details open><summary class="run">${conclusionIcon(conclusion)}<span><b>${escapeHtml(name)}</b> — ${escapeHtml(title)}</span><span class="more"></span></summary>
<div class="box-body markdown">${words}${details}</div></details></div>`;
}

/** The anchor on this page for a link to a line of the repository; null for any other URL. */
function findLine(href: string, answer: Answer): string | null {
  if (!href.startsWith(answer.blobUrl)) return null;
  const [path = '', line] = href.slice(answer.blobUrl.length).split('#L');
  const isShown = answer.checkRun.annotations.some(
    (a) => a.path === decodeURIComponent(path) && a.end_line === Number(line),
  );
  return `#${isShown ? lineId(answer, decodeURIComponent(path), Number(line)) : `pull-${answer.number}`}`;
}
