import { describe, expect, it } from 'vitest';
import { makeFactsReader } from '../../../src/core/facts/read-facts.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';

const reader = makeFactsReader(compileRulebook([], 'none'), () => null);
const hosts = (path: string, text: string): string[] =>
  reader
    .read(path, new TextEncoder().encode(text))
    .signals.flatMap((s) => (s.kind === 'host' ? [`${s.host}@${s.line}`] : []));

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
