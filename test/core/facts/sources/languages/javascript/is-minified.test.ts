import { describe, expect, it } from 'vitest';
import { isMinified } from '../../../../../../src/core/facts/sources/languages/javascript/is-minified.ts';

describe('isMinified', () => {
  it.each<[string, string, boolean]>([
    ['a bundle on one line', 'a("https://api.acme.io");'.repeat(2_000), true],
    ['a bundle behind a licence', `/*!\n * MIT\n */\n${'a(b);'.repeat(10_000)}\n`, true],
    ['a long file of ordinary lines', `${'const a = call(b, c);\n'.repeat(5_000)}`, false],
    [
      'a long file with one very long line',
      `${'const a = call(b, c);\n'.repeat(5_000)}const icon = '${'x'.repeat(50_000)}';`,
      false,
    ],
    ['a short text on one line', 'a(b);'.repeat(900), false],
    ['nothing', '', false],
  ])('%s', (_title, text, expected) => expect(isMinified(text)).toBe(expected));
});
