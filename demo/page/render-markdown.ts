import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false });

/**
 * Renders the Markdown of a comment or a summary as HTML. Comments such as our marker stay hidden; other HTML is shown
 * as text.
 *
 * @param findTarget maps a URL to an anchor on this page; null if it is external
 */
export function renderMarkdown(text: string, findTarget: (href: string) => string | null): string {
  const tokens = markdown.parse(text.replaceAll(/<!--[^>]*-->/g, ''), {});
  for (const { children } of tokens) {
    for (const token of children ?? []) {
      if (token.type !== 'link_open') continue;
      const target = findTarget(String(token.attrGet('href')));
      if (target === null) token.attrSet('rel', 'noreferrer');
      else token.attrSet('href', target);
    }
  }
  return markdown.renderer.render(tokens, markdown.options, {});
}
