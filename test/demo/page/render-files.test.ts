import { expect, test } from 'vitest';

import { renderFiles } from '../../../demo/page/render-files.ts';
import type { Answer } from '../../../demo/read-answer.ts';
import { fillSample } from '../../support/fill-sample.ts';

test('shortens a key in the code as its annotation does', () => {
  const key = fillSample('re_{{alnum:8}}_{{alnum:24}}', 'render-files');
  const masked = `re_…${key.slice(-4)}`;
  const html = renderFiles({
    headSha: 'a'.repeat(40),
    checkRun: {
      annotations: [
        { path: 'm.ts', start_line: 1, end_line: 1, annotation_level: 'failure', message: `A key (\`${masked}\`).` },
      ],
    },
    files: [{ path: 'm.ts', base: null, head: `const mail = new Resend('${key}');\n` }],
  } as unknown as Answer);

  expect(html).not.toContain(key.slice(3, 12));
  expect(html).toContain(`new Resend(&#39;<mark title="shortened on this page">${masked}</mark>&#39;);`);
});
