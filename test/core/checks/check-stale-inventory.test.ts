import { describe, expect, it } from 'vitest';
import type { InventoryDocument } from '../../../src/core/checks/check-input.ts';
import { checkStaleInventory } from '../../../src/core/checks/check-stale-inventory.ts';
import { patchLines } from '../../../src/core/report/sentences/stale-sentence.ts';
import { renderMessage } from '../../../src/core/report/render-message.ts';
import { makeCheckInput } from '../../support/make-check-input.ts';

const check = (document: InventoryDocument | null) => checkStaleInventory(makeCheckInput({ document }));

describe('checkStaleInventory', () => {
  it.each([
    ['no document is kept', null],
    ['it says what the code does', { path: 'I.md', existing: 'a\n', fresh: 'a\n' }],
  ])('is silent when %s', (_title, document) => {
    expect(check(document)).toEqual([]);
  });

  it('gives the patch of a document that lags behind', () => {
    const [finding] = check({ path: 'I.md', existing: '# I\n\n- Redis\n', fresh: '# I\n\n- Redis\n- Stripe\n' });
    expect(finding).toEqual({
      check: 'stale-inventory',
      code: 'stale-inventory',
      severity: 'notice',
      provider: null,
      path: 'I.md',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: null,
      args: {
        file: 'I.md',
        patch: '--- a/I.md\n+++ b/I.md\n@@ -2,2 +2,3 @@\n \n - Redis\n+- Stripe\n',
        added: 1,
        removed: 0,
        cut: false,
      },
      fingerprint: 'stale-inventory/I.md',
    });
    expect(finding && renderMessage(finding)).toBe(
      '`I.md` does not say what the code integrates: 1 lines to add, 0 to take out. Regenerate it with `integration-audit inventory --write I.md`.',
    );
  });

  it('says that a document is gone', () => {
    const [finding] = check({ path: 'I.md', existing: null, fresh: 'a\n' });
    expect([finding?.code, finding?.args['added']]).toEqual(['missing-inventory', 1]);
    expect(finding && renderMessage(finding)).toBe(
      'The inventory document `I.md` is not there. Regenerate it with `integration-audit inventory --write I.md`.',
    );
  });

  it('cuts a long patch, and gives none of versions that share nothing', () => {
    const lines = (n: number, word: string) => Array.from({ length: n }, (_, i) => `${word} ${i}\n`).join('');
    const [long] = check({ path: 'I.md', existing: '', fresh: lines(200, 'line') });
    const [strange] = check({ path: 'I.md', existing: lines(900, 'a'), fresh: lines(900, 'b') });
    expect([long?.args['cut'], String(long?.args['patch']).split('\n').length]).toEqual([true, 60]);
    expect(strange?.args).toEqual({ file: 'I.md', patch: '', added: 0, removed: 0, cut: false });
  });

  it('shows the patch in a fence that nothing in it closes', () => {
    const [finding] = check({ path: 'I.md', existing: '', fresh: '```\nout <!-- x\n' });
    const lines = finding === undefined ? [] : patchLines(finding);
    expect([lines[0], lines.at(-1)]).toEqual(['````diff', '````']);
    expect(lines.join('\n')).not.toContain('<!--');
  });
});
