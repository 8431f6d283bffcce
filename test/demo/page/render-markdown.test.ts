import { expect, test } from 'vitest';

import { renderMarkdown } from '../../../demo/page/render-markdown.ts';

const nowhere = () => null;

test('hides the marker and shows other HTML as text', () => {
  expect(renderMarkdown('<!-- integration-audit:v1 -->\n### Hello <img src=x>\n', nowhere)).toBe(
    '<h3>Hello &lt;img src=x&gt;</h3>\n',
  );
});

test('leads links to a place of the page where there is one, and leaves the others', () => {
  const findTarget = (href: string) => (href === 'https://git.example/a#L1' ? '#a-1' : null);
  expect(renderMarkdown('[a](https://git.example/a#L1) [b](https://b.example)', findTarget)).toBe(
    '<p><a href="#a-1">a</a> <a href="https://b.example" rel="noreferrer">b</a></p>\n',
  );
});
