import { expect, test } from 'vitest';
import { findOwnProducts } from '../../../../src/core/inventory/infer/own-products.ts';
import { compileRulebook } from '../../../../src/core/rulebook/compile-rulebook.ts';
import { makeRule } from '../../../support/make-rule.ts';

const rulebook = compileRulebook([
  makeRule('acme', { name: 'Acme Pay', aliases: ['Acme'] }),
  makeRule('acme-auth', { parent: 'acme' }),
  makeRule('other'),
]);

test.each([
  ['acme/acme', ['acme', 'acme-auth']],
  ['acme-software/acme', ['acme', 'acme-auth']],
  ['acme+acme', ['acme', 'acme-auth']],
  ['somebody/acme', []],
  ['acme/shop', []],
  ['acme', []],
  ['', []],
])('The repository %j is the source of %j.', (repository, expected) => {
  expect([...findOwnProducts(repository, rulebook)]).toEqual(expected);
});
