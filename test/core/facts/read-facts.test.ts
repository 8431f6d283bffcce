import { describe, expect, it } from 'vitest';
import { makeFactsReader, type FactsScope } from '../../../src/core/facts/read-facts.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import { fillSample } from '../../support/fill-sample.ts';
import { makeRule } from '../../support/make-rule.ts';

const reader = makeFactsReader(compileRulebook([], 'none'), () => null);
const hosts = (path: string, text: string): string[] =>
  reader
    .read(path, new TextEncoder().encode(text))
    .signals.flatMap((s) => (s.kind === 'host' ? [`${s.host}@${s.line}`] : []));

describe('a list that is cut', () => {
  it.each([
    [900, []],
    [1100, ['too-many']],
  ])('is told of %i keys in one file', (count, codes) => {
    const lines = Array.from({ length: count }, (_, i) => fillSample('ACME_TOKEN={{hex:40}}', `many/${i}`));
    const facts = reader.read('config/keys.txt', new TextEncoder().encode(lines.join('\n')));
    expect(facts.keys).toHaveLength(Math.min(count, 1000));
    expect(facts.problems.map((p) => p.code)).toEqual(codes);
  });

  it.each([
    ['of little', 10, 5, []],
    ['of many values', 500, 200, ['too-many']],
    ['that stand behind a million characters', 60_000, 200, ['too-many', 'too-large']],
  ])('is told of a configured pattern %s', (_, count, found, codes) => {
    const ownKeys = [{ id: 'own', name: 'Own', pattern: 'acme-[0-9]{8}', class: 'secret' as const }];
    const mine = makeFactsReader({ ...compileRulebook([], 'none'), ownKeys }, () => null);
    const lines = Array.from({ length: count }, (_unused, i) =>
      i % 2 === 0 ? `acme-${i + 10_000_000}` : '- '.repeat(12),
    );
    const facts = mine.read('config/keys.txt', new TextEncoder().encode(lines.join('\n')));
    expect(facts.keys).toHaveLength(found);
    expect(facts.problems.map((p) => p.code)).toEqual(codes);
  });
});

describe('the signals of a source file', () => {
  it('leave out the test modules of a Rust file, and keep what stands around them', () => {
    const text = [
      'const A: &str = "https://api.one.io";',
      '#[cfg(test)]',
      'mod first {',
      '    const B: &str = "https://api.two.io";',
      '}',
      'const C: &str = "https://api.three.io";',
      '#[cfg(test)]',
      'mod second {',
      '    const D: &str = "https://api.four.io";',
      '}',
    ].join('\n');
    expect(hosts('src/client.rs', text)).toEqual(['api.one.io@1', 'api.three.io@6']);
  });

  it('leave out bundles under ordinary names, and only those of JavaScript', () => {
    const call = 'a("https://api.acme.io");';
    expect(hosts('public/widget.js', call.repeat(2_000))).toEqual([]);
    expect(hosts('public/widget.js', call)).toEqual(['api.acme.io@1']);
  });
});

describe('a file that is not text', () => {
  it.each([
    ['package.json', ['not-text']],
    ['src/pay.ts', ['not-text']],
    ['app/pay.py', ['not-text']],
    ['tool.thing', []],
  ])('%s is told as a problem where it would have been read: %j', (path, codes) => {
    const bytes = new TextEncoder().encode('import Stripe from "stripe"; // \0');
    expect(reader.read(path, bytes).problems.map((p) => p.code)).toEqual(codes);
  });
});

describe('a reader of what an inventory tells', () => {
  const key = fillSample('acme_{{lowernum:24}}', 'acme');
  const rule = makeRule('acme', {
    keys: [
      {
        id: 'secret',
        class: 'secret',
        pattern: 'acme_[a-z0-9]{24}',
        detect: 'alone',
        consequence: 'x',
        rotate: 'https://acme.example',
      },
    ] as never,
  });
  const read = (scope: FactsScope, text: string) =>
    makeFactsReader(compileRulebook([rule], 'one'), () => null, scope).read(
      'Dockerfile',
      new TextEncoder().encode(text),
    );

  it('tells no keys, and holds none in what it tells', () => {
    const text = `FROM acme/api:${key}\n`;
    expect(read('all', text).keys.map((k) => k.provider)).toEqual(['acme']);
    const { keys, signals } = read('handlers', text);
    expect([keys, JSON.stringify(signals).includes(key)]).toEqual([[], false]);
    expect(signals).toEqual(read('all', text).signals);
  });
});
