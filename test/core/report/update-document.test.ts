import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderInventoryDocument } from '../../../src/core/report/render-inventory-document.ts';
import { updateDocument } from '../../../src/core/report/update-document.ts';
import { makeIntegration, makeInventory } from '../../support/make-audit.ts';

const doc =
  (...lines: string[]) =>
  (date: string): string =>
    ['# External Integrations', '', `**Analysis Date:** ${date}`, '', ...lines, '', '---', '', '*By a tool.*', ''].join(
      '\n',
    );
const PAY = ['## APIs', '', '- Stripe', '- Resend', '', '## Data', '', '- Redis'];
const NOTE = ['<!-- integrations:keep billing -->', 'Ask Jo before changing this.', '<!-- /integrations:keep -->'];

describe('updateDocument', () => {
  it('dates a new document', () => {
    expect(updateDocument(doc(...PAY), null, '2026-06-01')).toBe(doc(...PAY)('2026-06-01'));
  });

  it('leaves a document with the same content alone, date and all', () => {
    const old = doc(...PAY)('2026-01-31');
    expect(updateDocument(doc(...PAY), old, '2026-06-01')).toBe(old);
  });

  it('leaves one with Windows line ends alone', () => {
    const old = doc(...PAY)('2026-01-31').replaceAll('\n', '\r\n');
    expect(updateDocument(doc(...PAY), old, '2026-06-01')).toBe(old);
  });

  it.each([
    ['a part that a person adds', doc('## APIs', '', '- Stripe', ...NOTE, '- Resend', '', '## Data', '', '- Redis')],
    ['other empty lines', doc('## APIs', '- Stripe', '', '- Resend', '## Data', '- Redis')],
    ['another sign of emphasis', (date: string) => doc(...PAY)(date).replace('*By a tool.*', '_By a tool._')],
  ])('leaves one with %s alone', (_title, written) => {
    const old = written('2026-01-31');
    expect(updateDocument(doc(...PAY), old, '2026-06-01')).toBe(old);
  });

  it('changes the date with the content', () => {
    expect(updateDocument(doc('## APIs', '', '- Ably'), doc(...PAY)('2026-01-31'), '2026-06-01')).toBe(
      doc('## APIs', '', '- Ably')('2026-06-01'),
    );
  });

  it.each<[string, string[], string[], string[]]>([
    [
      'behind the line where they stood',
      ['## APIs', '', '- Stripe', '', ...NOTE, '', '- Resend'],
      ['## APIs', '', '- Ably', '- Stripe', '- Resend'],
      ['## APIs', '', '- Ably', '- Stripe', '', ...NOTE, '', '- Resend'],
    ],
    [
      'at the end of their section, when that line is gone',
      ['## APIs', '', '- Stripe', '', ...NOTE, '', '## Data', '', '- Redis'],
      ['## APIs', '', '- Ably', '', '## Data', '', '- Redis'],
      ['## APIs', '', '- Ably', '', ...NOTE, '', '## Data', '', '- Redis'],
    ],
    [
      'at the end, when their section is gone',
      ['## APIs', '', '- Stripe', '', ...NOTE],
      ['## Data', '', '- Redis'],
      ['## Data', '', '- Redis', '', ...NOTE],
    ],
    [
      'in their order',
      ['## APIs', '', '- Stripe', '', ...NOTE, '', '<!-- integrations:keep -->', 'two', '<!-- /integrations:keep -->'],
      ['## APIs', '', '- Stripe', '- Ably'],
      [
        '## APIs',
        '',
        '- Stripe',
        '',
        ...NOTE,
        '',
        '<!-- integrations:keep -->',
        'two',
        '<!-- /integrations:keep -->',
        '',
        '- Ably',
      ],
    ],
    [
      'below the group that they stood in, of several that say the same',
      ['## Data', '', '**Files:**', '', '- None', '', '**Caches:**', '', '- None', '', ...NOTE],
      ['## Data', '', '**Files:**', '', '- None', '', '**Caches:**', '', '- None', '', '**Queues:**', '', '- SQS'],
      [
        '## Data',
        '',
        '**Files:**',
        '',
        '- None',
        '',
        '**Caches:**',
        '',
        '- None',
        '',
        ...NOTE,
        '',
        '**Queues:**',
        '',
        '- SQS',
      ],
    ],
    [
      'at the end of their group, when their entry is gone',
      [
        '## Data',
        '',
        '**Files:**',
        '',
        '- S3',
        '  - Auth: `KEY`',
        '',
        ...NOTE,
        '',
        '**Caches:**',
        '',
        '- Redis',
        '  - Auth: `KEY`',
      ],
      ['## Data', '', '**Files:**', '', '- GCS', '', '**Caches:**', '', '- Redis', '  - Auth: `KEY`'],
      ['## Data', '', '**Files:**', '', '- GCS', '', ...NOTE, '', '**Caches:**', '', '- Redis', '  - Auth: `KEY`'],
    ],
  ])('keeps hand-written parts %s', (_title, before, now, expected) => {
    const updated = updateDocument(doc(...now), doc(...before)('2026-01-31'), '2026-06-01');
    expect(updated).toBe(doc(...expected)('2026-06-01'));
    expect(updateDocument(doc(...now), updated, '2027-01-01')).toBe(updated);
  });

  it('loses no line of a part that is never closed', () => {
    const old = doc('## APIs', '', '- Stripe', '', '<!-- integrations:keep -->', 'never closed')('2026-01-31');
    expect(updateDocument(doc('## APIs', '', '- Ably'), old, '2026-06-01')).toContain('\nnever closed\n');
  });

  it('is settled after one writing, wherever a part stands', () => {
    const lines = doc(...PAY)('2026-01-31').split('\n');
    fc.assert(
      fc.property(fc.nat({ max: lines.length }), fc.boolean(), (at, other) => {
        const old = lines.toSpliced(at, 0, ...NOTE).join('\n');
        const fresh = other ? doc('## APIs', '', '- Ably') : doc(...PAY);
        const once = updateDocument(fresh, old, '2026-06-01');
        expect(once).toContain(NOTE.join('\n'));
        expect(updateDocument(fresh, once, '2027-01-01')).toBe(once);
      }),
    );
  });
});

it('An inventory document is dated, and stays as it is while the code does.', () => {
  const first = renderInventoryDocument(makeInventory(), null, '2026-06-01');
  expect(first).toContain('**Analysis Date:** 2026-06-01');
  expect(renderInventoryDocument(makeInventory(), first, '2026-07-01')).toBe(first);
  const changed = makeInventory({ integrations: [makeIntegration({ name: 'Adyen' })] });
  expect(renderInventoryDocument(changed, first, '2026-07-01')).toContain('**Analysis Date:** 2026-07-01');
});
