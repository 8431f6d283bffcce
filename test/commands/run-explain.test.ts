import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/core/audit-types.ts';
import { CATEGORIES } from '../../src/core/categories.ts';
import { suggestProviders } from '../../src/commands/suggest-providers.ts';
import { makeRule } from '../support/make-rule.ts';
import { runCli } from '../support/run-cli.ts';
import { makePlainFolder } from './make-plain-folder.ts';

describe('explain', () => {
  it.each(['stripe', 'Stripe', 'STRIPE'])('tells by what %s is recognised', async (name) => {
    const { code, stdout, stderr } = await runCli(['explain', name]);
    expect([code, stderr, stdout.startsWith('Stripe')]).toEqual([0, '', true]);
    expect(stdout).toContain('STRIPE_SECRET_KEY');
  });

  it.each([
    ['Stripe Connect', 'Did you mean stripe?'],
    ['amazon s4', 'Did you mean aws-s3?'],
    ['maps of google', 'Did you mean google-maps?'],
    ['paymentss', 'Did you mean payments?'],
    ['leaked-keys', 'Did you mean leaked-key?'],
    ['quuxly frobnicator', ''],
    ['test', ''],
  ])('suggests for %s what shares its words', async (name, hint) => {
    const { code, stderr } = await runCli(['explain', ...name.split(' ')]);
    const sentence = `integration-audit: No provider is named "${name}".`;
    expect([code, stderr]).toEqual([2, `${hint === '' ? sentence : `${sentence} ${hint}`}\n`]);
  });

  it('knows the providers of the configuration in the current folder', async () => {
    const { dir, remove } = makePlainFolder();
    const custom = '{ id: acme-billing, name: Acme Billing, category: payments, detect: { hosts: [billing.acme.io] } }';
    writeFileSync(join(dir, '.integrations.yml'), `version: 1\nproviders: { custom: [${custom}] }\n`);
    const here = await runCli(['explain', 'acme', 'billing'], { cwd: dir });
    const listed = await runCli(['explain', 'payments'], { cwd: dir });
    remove();
    expect([here.code, here.stdout]).toEqual([
      0,
      'Acme Billing (acme-billing)\nPayments\n\nHosts\n  billing.acme.io\n',
    ]);
    expect(listed.stdout).toContain('Acme Billing');
    expect((await runCli(['explain', 'acme-billing'])).code).toBe(2);
  });

  it('suggests a few of many that fit as well', () => {
    const rules = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => makeRule(`acme-${id}`, { name: `Acme ${id}` }));
    expect(suggestProviders('Acme Connect', rules)).toEqual(['acme-a', 'acme-b', 'acme-c', 'acme-d', 'acme-e']);
  });

  it.each(CATEGORIES)('lists the providers of the category %s', async (category) => {
    const { code, stdout } = await runCli(['explain', category]);
    expect(code).toBe(0);
    expect(stdout).toContain(`(${category}, a category of `);
  });

  it.each(CHECKS)('tells what the check %s tells', async (check) => {
    const { code, stdout } = await runCli(['explain', check]);
    expect([code, stdout.split('\n')[0]?.endsWith(` (${check}, a check)`)]).toEqual([0, true]);
    expect(stdout.includes(`checks.${check}`)).toBe(check !== 'config');
  });
});
