import { describe, expect, it } from 'vitest';
import { findInlineIgnores } from '../../../../src/core/facts/keys/find-inline-ignores.ts';

const mark = 'integration-audit-ignore';

describe('findInlineIgnores', () => {
  it.each([
    [`key = "x" # ${mark} leaked-key: recorded fixture`, [[1, 'recorded fixture']]],
    [`a\n// ${mark} leaked-key: of the sandbox\nconst key = 'x';`, [[3, 'of the sandbox']]],
    [`<!-- ${mark} leaked-key: shown in the manual -->\n<a>x</a>`, [[2, 'shown in the manual']]],
    [`x(); /* ${mark} leaked-key - revoked in May */`, [[1, 'revoked in May']]],
    [`key = "x" # ${mark} leaked-key`, [[1, '']]],
    [`key = "x" # ${mark} leaked-key:   `, [[1, '']]],
    [`key = "x" # ${mark}`, [[1, '']]],
    [`key = "x" # ${mark}: the check is not named`, [[1, '']]],
    [`key = "x" # ${mark} leaked-keys: the check is misspelt`, [[1, '']]],
    [`key = "x" # ${mark}d leaked-key: another word`, []],
    [`say("${mark} leaked-key: in a text")`, []],
    ['key = "x"', []],
  ])('reads %j', (text, expected) => {
    expect([...findInlineIgnores(text)]).toEqual(expected);
  });

  it('keeps no more of a reason than people write', () => {
    const [reason] = [...findInlineIgnores(`# ${mark} leaked-key: ${'x'.repeat(5000)}`).values()];
    expect(reason).toHaveLength(200);
  });

  it('reads a million remarks in time', () => {
    expect(findInlineIgnores(`# ${mark} leaked-key: x\n`.repeat(40_000)).size).toBe(1000);
  });
});
