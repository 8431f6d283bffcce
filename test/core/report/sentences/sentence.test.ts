import { expect, test } from 'vitest';
import {
  code,
  join,
  link,
  NOTHING,
  prose,
  say,
  toMarkdown,
  toPlain,
  toQuoted,
} from '../../../../src/core/report/sentences/sentence.ts';

test('Our words stay, foreign text is escaped, in each form in its own way.', () => {
  const sentence = say`**Ours** ${'<theirs>'} in ${code('a`b')}, see ${link('here', 'https://e.example')}.`;
  expect(toMarkdown(sentence)).toBe('**Ours** &#60;theirs&#62; in ``a`b``, see [here](https://e.example).');
  expect(toPlain(sentence)).toBe("**Ours** <theirs> in `a'b`, see here (https://e.example).");
});

test('Where nothing reads Markdown, names stand in quotation marks, which they cannot close.', () => {
  const sentence = say`Add ${code('acme')} to ${code('a`b”c')}, see ${link('here', 'https://e.example')}.`;
  expect(toQuoted(sentence)).toBe('Add “acme” to “a`b"c”, see here (https://e.example).');
});

test('Foreign text brings no line break into either form.', () => {
  const sentence = say`a ${'b\nc'} ${code('d\re')}`;
  expect(toPlain(sentence)).toBe('a b c `d e`');
  expect(toMarkdown(sentence)).toBe('a b c `d e`');
});

test('Empty sentences leave no gap when joined.', () => {
  expect(toPlain(join([say`One.`, NOTHING, say`Two.`]))).toBe('One. Two.');
  expect(join([NOTHING, NOTHING])).toEqual([]);
});

test('Prose may be longer than a name.', () => {
  expect(toPlain(say`${'x'.repeat(300)}`)).toHaveLength(200);
  expect(toPlain(prose('x'.repeat(300)))).toHaveLength(300);
});
