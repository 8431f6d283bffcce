import { describe, expect, it } from 'vitest';
import { auditCommits } from '../../src/audit/audit-commits.ts';
import { inventoryCommit } from '../../src/audit/inventory-commit.ts';
import { renderDiffText, renderInventoryText } from '../../src/core/report/render-text.ts';
import { renderCycloneDx } from '../../src/core/report/render-cyclonedx.ts';
import { renderInventoryJson } from '../../src/core/report/render-json.ts';
import { renderInventoryMarkdown } from '../../src/core/report/render-markdown.ts';
import { NO_PAINT } from '../../src/core/report/paint.ts';
import { auditFiles, loadEngine, TODAY } from '../support/audit-files.ts';
import { fillSample } from '../support/fill-sample.ts';
import { makeMemoryRepository } from '../support/make-memory-repository.ts';

const engine = await loadEngine();
const CONFIG = '.integrations.yml';
const approve = (owner: string, reviewBy: string): string =>
  `version: 1\nproviders:\n  approved:\n    - { id: stripe, owner: '${owner}', review-by: ${reviewBy} }\n`;
const stripe = { 'package.json': '{\n"dependencies":{\n"stripe":"1","posthog-node":"1"}}' };
const FUTURE = '2027-01-01';
const PAST = '2026-01-01';

describe('an approved provider in the inventory', () => {
  it('has its owner and its day in every form, and another provider has none', async () => {
    const files = { ...stripe, [CONFIG]: approve('@acme/pay', FUTURE) };
    const repository = makeMemoryRepository({ head: { files } });
    const { inventory, stats } = await inventoryCommit(engine, { repository, commit: 'head' });
    expect(inventory.integrations.map(({ provider, approval }) => [provider, approval])).toEqual([
      ['posthog', undefined],
      ['stripe', { owner: '@acme/pay', reviewBy: FUTURE }],
    ]);
    expect(renderInventoryText(inventory, stats, NO_PAINT)).toContain(
      `Stripe (confirmed, owner @acme/pay, review by ${FUTURE})\n`,
    );
    // In Markdown a name of a team is code, so that nobody is called by it.
    expect(renderInventoryMarkdown(inventory)).toContain(`  - Owner: \`@acme/pay\`\n  - Review by: ${FUTURE}\n`);
    expect(JSON.parse(renderInventoryJson(inventory, stats))).toMatchObject({
      integrations: [{ provider: 'posthog' }, { approval: { owner: '@acme/pay', reviewBy: FUTURE } }],
    });
    const bom = renderCycloneDx(inventory, { repository: 'acme/shop', version: '1', rules: engine.rulebook.rules });
    expect(bom).toContain('"integration-audit:owner"');
  });
});

describe('an approved provider in an audit', () => {
  const change = async (config: string) =>
    renderDiffText((await auditFiles({ [CONFIG]: config }, { ...stripe, [CONFIG]: config })).audit, NO_PAINT);

  it('is told with who is responsible for it', async () => {
    expect(await change(approve('@acme/pay', FUTURE))).toContain(
      'It is on the list of approved providers, and `@acme/pay` is responsible for it.',
    );
  });

  it('warns again when its day is past', async () => {
    const text = await change(approve('@acme/pay', PAST));
    expect(text).toMatch(/package\.json:3:\d+ warning .*\n {4}Stripe/);
    expect(text).toContain(
      `It was approved until a review by ${PAST}, and \`@acme/pay\` is responsible for it: review it, and set a new \`review-by\`.`,
    );
  });

  it('is told where it stands and its day is past, by an audit of the whole', async () => {
    const files = { ...stripe, [CONFIG]: approve('@acme/pay', PAST) };
    const repository = makeMemoryRepository({ head: { files } });
    const { audit } = await auditCommits(engine, { repository, name: 'acme/shop', base: null, head: 'head' });
    expect(audit.findings.map(({ code, path, line }) => [code, path, line])).toEqual([['overdue-approval', CONFIG, 4]]);
    expect(audit.conclusion).toBe('success');
    expect(renderDiffText(audit, NO_PAINT)).toContain(
      `Stripe is in use, and its approval was due for review by \`@acme/pay\` by ${PAST}. Set a new date, or take it off the list.`,
    );
  });
});

it('says no key that stands where an owner or a reason should', async () => {
  const key = fillSample('{{checksum:github:ghp_}}', TODAY);
  const config = `version: 1
providers:
  approved: [{ id: stripe, owner: "token=${key}" }]
  forbidden: [{ id: posthog, reason: "token=${key}" }]
ignore: [{ check: leaked-key, path: a.ts, reason: "token=${key}" }]
`;
  const { audit, config: judged } = await auditFiles({ [CONFIG]: config }, { ...stripe, [CONFIG]: config });
  expect(audit.findings).toHaveLength(2);
  expect(JSON.stringify([audit, judged]).includes(key.slice(0, 12))).toBe(false);
});

it('says no key that stands where the provider of an ignore entry should', async () => {
  const key = `sk-${fillSample('{{lowernum:40}}', TODAY)}`;
  const config = `version: 1\nignore: [{ check: leaked-key, path: a.ts, provider: ${key}, reason: x }]\n`;
  const repository = makeMemoryRepository({ head: { files: { ...stripe, [CONFIG]: config } } });
  const { audit } = await auditCommits(engine, { repository, name: 'acme/shop', base: null, head: 'head' });
  expect(audit.findings.map(({ code }) => code)).toContain('unused-ignore');
  expect(JSON.stringify(audit).includes(key.slice(0, 12))).toBe(false);
});
