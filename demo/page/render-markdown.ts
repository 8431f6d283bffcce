import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false });

/**
 * Markdown of a comment or a summary as HTML. Hidden comments (our marker) stay hidden, other HTML is shown as text.
 *
 * @param findTarget gives the place of this page that an address stands for, or null for an address of its own
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
