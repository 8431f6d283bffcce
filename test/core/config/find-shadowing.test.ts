import { expect, test } from 'vitest';
import { parseConfig } from '../../../src/core/config/parse-config.ts';

const KNOWN = new Map([
  ['acme-pay', { name: 'Acme Pay', aliases: [], detect: { packages: { npm: ['acme'] }, hosts: ['api.acme.io'] } }],
]);

test.each<[string, string, string, string[]]>([
  ['a host', 'own', '{ hosts: [api.acme.io] }', ['found-already api.acme.io acme-pay']],
  ['two of one rule', 'own', '{ packages: { npm: [acme] }, hosts: [api.acme.io] }', ['found-already acme acme-pay']],
  ['a package of another registry', 'own', '{ packages: { pypi: [acme] } }', []],
  ['a part of a host', 'own', '{ hosts: [api.acme.io/billing] }', []],
  [
    'all of a rule, as its replacement',
    'acme-pay',
    '{ hosts: [api.acme.io] }',
    ['repeated-provider undefined acme-pay'],
  ],
])('An own provider that is found by %s of a rule', (_title, id, detect, expected) => {
  const text = `version: 1\nproviders: { custom: [{ id: ${id}, name: Own, category: payments, detect: ${detect} }] }\n`;
  const { problems } = parseConfig(text, '.integrations.yml', KNOWN);
  expect(problems.map(({ code, args }) => `${code} ${String(args['text'])} ${String(args['id'])}`)).toEqual(expected);
});

test('A rule that is counted as the own provider is told once.', () => {
  const own = '{ id: own, name: Own, category: payments, detect: { hosts: [api.acme.io] } }';
  const text = `version: 1\nproviders: { custom: [${own}], aliases: { acme-pay: own } }\n`;
  expect(parseConfig(text, '.integrations.yml', KNOWN).problems).toEqual([]);
});
