import type { Answer } from '../read-answer.ts';
import { escapeHtml } from './escape-html.ts';
import { conclusionIcon, icon } from './icons.ts';
import { PAGE_STYLE } from './page-style.ts';
import { renderPullRequest } from './render-pull-request.ts';

/**
 * All pull requests on one self-contained page without scripts.
 *
 * @param pulls for each pull request, the answers to its pushes, oldest first
 */
export function renderPage(pulls: readonly (readonly Answer[])[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Integration Audit: what it says of ${pulls.length} pull requests</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header><h1>${icon('app')}<span>acme / <b>shop</b></span></h1>
<p>What Integration Audit says of ${pulls.length} pull requests, read back from GitHub's emulator after the App's work was done.</p>
<nav>${pulls.map(renderEntry).join('')}</nav></header>
<main>
${pulls.map(renderPullRequest).join('\n')}
</main>
</body>
</html>
`;
}

function renderEntry(answers: readonly Answer[]): string {
  const [first] = answers;
  if (first === undefined) return '';
  const icons = answers.map(({ checkRun }) => conclusionIcon(checkRun.conclusion)).join('');
  return `<a href="#pull-${first.number}"><span class="icons">${icons}</span><span>${escapeHtml(first.title)} <span class="number">#${first.number}</span></span></a>`;
}
