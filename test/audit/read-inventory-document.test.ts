import { expect, it } from 'vitest';
import { renderDiffJson } from '../../src/core/report/render-json.ts';
import { auditFiles } from '../support/audit-files.ts';
import { fillSample } from '../support/fill-sample.ts';

const CONFIG = 'version: 1\ninventory: { file: INTEGRATIONS.md }\n';
const before = { '.integrations.yml': CONFIG, 'package.json': '{}', 'src/a.ts': 'fetch("https://api.openai.com/v1");' };
const after = { ...before, 'package.json': '{ "dependencies": { "stripe": "^14.0.0" } }' };

async function readPatch(documents: { base?: string; head?: string }): Promise<string | undefined> {
  const of = (text: string | undefined): Record<string, string> =>
    text === undefined ? {} : { 'INTEGRATIONS.md': text };
  const { audit } = await auditFiles({ ...before, ...of(documents.base) }, { ...after, ...of(documents.head) });
  const { findings } = JSON.parse(renderDiffJson(audit)) as { findings: { check: string; patch?: string }[] };
  return findings.find((f) => f.check === 'stale-inventory')?.patch;
}

it('The patch brings a document to what the whole head integrates, untouched files too.', async () => {
  const patch = await readPatch({ base: '# External Integrations\n', head: '# External Integrations\n' });
  expect(patch?.split('\n').filter((l) => /^\+- (?:Stripe|OpenAI)/.test(l))).toEqual([
    '+- Stripe',
    '+- OpenAI (likely)',
  ]);
});

it('No patch shows a key that somebody wrote into the document.', async () => {
  const key = fillSample(['sk', 'live', '{{alnum:24}}'].join('_'), 'inventory document');
  const document = `# External Integrations\n\nThe key is ${key}.\n`;
  const patch = await readPatch({ base: document, head: document });
  expect([patch?.includes('-The key is'), patch?.includes(key)]).toEqual([true, false]);
});
