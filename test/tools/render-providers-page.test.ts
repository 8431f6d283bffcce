import { expect, it } from 'vitest';
import { renderProvidersPage } from '../../src/tools/render-providers-page.ts';
import { makeRule } from '../support/make-rule.ts';

it('The catalogue lists providers by category and name, with what they are recognised by.', () => {
  const page = renderProvidersPage([
    makeRule('zeta', { name: 'Zeta', category: 'ai', detect: { hosts: ['api.zeta.io'] } }),
    makeRule('alpha', { name: 'alpha|beta', category: 'ai', detect: { packages: { npm: ['a', 'b'], pypi: ['a'] } } }),
    makeRule('acme-pay', {
      name: 'Acme Pay',
      category: 'payments',
      parent: 'zeta',
      aliases: ['AP'],
      detect: { env: [{ name: 'ACME_KEY' }] },
    }),
  ]);
  const rows = page
    .split('\n')
    .filter((line) => /^(?:## |\d+ providers|\| [^P-])/.test(line) && !line.startsWith('| ---'));
  expect(rows.map((line) => line.replaceAll(/\]\([^)]*\)/g, ']'))).toEqual([
    '3 providers: AI (2), Payments (1).',
    '## AI',
    '| [alpha&#124;beta] | `alpha` | 3 packages (npm, pypi) |',
    '| [Zeta] | `zeta` | 1 host |',
    '## Payments',
    '| [Acme Pay] (AP), part of Zeta | `acme-pay` | 1 variable |',
  ]);
});
