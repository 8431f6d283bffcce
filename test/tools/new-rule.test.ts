import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRule } from '../../src/core/rulebook/parse-rule.ts';
import { shareSyntax } from '../support/share-syntax.ts';
import { newRule, NewRuleError } from '../../src/tools/new-rule.ts';
import { checkRule, compile } from '../rules/check-rule.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'new-rule-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const write = (id: string): string => readFileSync(newRule(id, dir), 'utf8');

/** What a person does first: fill in the two empty fields. */
const fillIn = (text: string): string =>
  text.replace(/^category:$/m, 'category: email').replace(/^url:$/m, 'url: https://acme.example');

/** What a person may do next: take all offered lines. */
const takeAll = (text: string): string => text.replaceAll(/^( *)# /gm, '$1');

const parse = await shareSyntax();

describe('the skeleton of a rule', () => {
  it('is refused by the schema until the two empty fields are filled in, each at its line', () => {
    const text = write('acme-mail');
    const lineOf = (start: string): number => text.split('\n').indexOf(start) + 1;
    const parsed = parseRule('acme-mail', text);
    expect('problems' in parsed && parsed.problems.map((p) => [p.line, p.message.split(':')[0]])).toEqual([
      [lineOf('category:'), 'category'],
      [lineOf('url:'), 'url'],
    ]);
  });

  it.each([
    ['as it is', fillIn],
    ['with every offered line taken', (text: string) => fillIn(takeAll(text))],
  ])('passes schema and runner once filled in, %s', (_title, finish) => {
    for (const id of ['acme', 'acme-mail', '9to5']) {
      const parsed = parseRule(id, finish(write(id)));
      if (!('rule' in parsed)) throw new Error(JSON.stringify(parsed.problems));
      // The image's example also speaks for Docker, whose rule is not here.
      const rule = structuredClone(parsed.rule);
      for (const example of rule.examples.finds) example.also = [];
      expect(checkRule(rule, compile([rule], parse), parse)).toEqual([]);
    }
  });

  it('offers a line for every part of a rule', () => {
    const parsed = parseRule('acme', fillIn(takeAll(write('acme'))));
    if (!('rule' in parsed)) throw new Error(JSON.stringify(parsed.problems));
    const { detect, keys, webhook } = parsed.rule;
    expect(Object.keys(detect)).toEqual(['packages', 'imports', 'env', 'hosts', 'images', 'files']);
    expect(keys.map((key) => key.id)).toEqual(['secret']);
    expect(webhook?.verifiers).toEqual({ js: ['webhooks.verify'] });
  });

  it('names the provider as people may write it', () => {
    expect(write('acme-mail')).toContain('\nname: Acme Mail\n');
  });
});

describe('a rule that cannot be made', () => {
  it.each([
    '',
    'Acme',
    'acme_mail',
    'acme--mail',
    '-acme',
    'acme-',
    '../acme',
    'acme.yml',
    'acme mail',
    'a'.repeat(61),
  ])('refuses the id %j in one sentence and writes nothing', (id) => {
    expect(() => newRule(id, dir)).toThrow(
      new NewRuleError(
        `${JSON.stringify(id)} is no id: write lower-case letters and digits, words joined by hyphens, such as acme-mail.`,
      ),
    );
    expect(readdirSync(dir)).toEqual([]);
  });

  it('leaves an existing rule as it is', () => {
    writeFileSync(join(dir, 'acme.yml'), 'mine');
    expect(() => newRule('acme', dir)).toThrow(
      new NewRuleError(`There is a rule acme already: ${join(dir, 'acme.yml')}.`),
    );
    expect(readFileSync(join(dir, 'acme.yml'), 'utf8')).toBe('mine');
  });

  it('finds a provider that is described under another id', () => {
    const text = fillIn(write('acme')).replace('aliases: []', 'aliases: [Acme Mail]');
    writeFileSync(join(dir, 'acme.yml'), text);
    expect(() => newRule('acme-mail', dir)).toThrow(
      new NewRuleError(`Acme Mail is described already: ${join(dir, 'acme.yml')}.`),
    );
    expect(readdirSync(dir)).toEqual(['acme.yml']);
  });

  it('is not kept from making a rule by another that is not finished', () => {
    write('acme');
    expect(newRule('acme-mail', dir)).toBe(join(dir, 'acme-mail.yml'));
  });
});
