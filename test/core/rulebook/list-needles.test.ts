import { expect, it } from 'vitest';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import { listNeedles } from '../../../src/core/rulebook/list-needles.ts';
import { makeRule } from '../../support/make-rule.ts';

const rulebook = compileRulebook([
  makeRule('acme', {
    detect: {
      packages: { npm: ['acme', '@community/acme-toolbox'] },
      env: [{ name: 'ACME_SIGNATURE_SECRET' }, { name: 'ACME_*' }],
      hosts: ['*.acme.io'],
    },
  }),
  makeRule('nimbus-mail', { name: 'Nimbus Mail', detect: { packages: { npm: ['@nimbus/client-mail'] } } }),
  makeRule('nimbus-maps', { name: 'Nimbus Maps', aliases: ['Kartenwerk'], detect: { hosts: ['maps.nimbus.io'] } }),
  makeRule('lone', { name: '灯', detect: { resources: ['cli:lantern', 'header:x-lantern'] } }),
]);

it.each([
  ['the one run that all its detectors share', ['acme'], ['acme']],
  ['no word of code, where there is another', ['nimbus-mail'], ['nimbus']],
  ['names that code may choose it by', ['nimbus-maps'], ['kartenwerk', 'nimbus']],
  ['what stands behind our own prefix', ['lone'], ['lantern', 'lone']],
  ['each text once for several providers', ['acme', 'nimbus-mail', 'nimbus-maps'], ['acme', 'nimbus', 'kartenwerk']],
  ['nothing for a provider that no rule is of', ['nobody'], []],
])('takes %s', (_title, providers, needles) => {
  expect(listNeedles(rulebook, providers)).toEqual(needles);
});
