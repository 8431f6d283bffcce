import { describe, expect, it } from 'vitest';
import {
  compileOwnKeys,
  findOwnKeys,
  LONGEST_TEXT_FOR_OWN,
  mergeOwnKeys,
} from '../../../../src/core/facts/keys/find-own-keys.ts';
import { digestKey } from '../../../../src/core/facts/keys/values/mask-key.ts';
import type { OwnKey } from '../../../../src/core/rulebook/rulebook.ts';
import type { KeyFact } from '../../../../src/core/types.ts';
import { startCpuTime } from '../../../support/cpu-time.ts';

const own: OwnKey = { id: 'internal', name: 'Acme internal token', pattern: 'acme_[a-z0-9]{8}', class: 'restricted' };
const read = (text: string, ...keys: OwnKey[]) => findOwnKeys(text, compileOwnKeys(keys));
const find = (text: string, ...keys: OwnKey[]) => read(text, ...keys).keys;

describe('findOwnKeys', () => {
  it('says all about a key but the key itself', () => {
    expect(find('\nconst token = "acme_k3v9x2q7";\n', own)).toEqual([
      {
        line: 2,
        column: 16,
        endColumn: 29,
        provider: null,
        key: 'own:internal',
        keyClass: 'restricted',
        mode: null,
        masked: '…',
        digest: digestKey('acme_k3v9x2q7'),
        proven: false,
        name: 'token',
      },
    ]);
  });

  it.each([
    ['acme_00000000', 0],
    ['acme_xxxxxxxx', 0],
    ['acme_00000001', 1],
    ['acme_test0000', 1],
  ])('leaves out a stand-in of one character: %s', (value, count) => {
    expect(find(`token: ${value}`, own).length).toBe(count);
  });

  it('reads the remark that asks to ignore one', () => {
    const mark = '# integration-audit-ignore leaked-key';
    const text = `acme_k3v9x2q7 ${mark}: sandbox\n${mark}\nacme_k3v9x2q8\nacme_k3v9x2q9\n`;
    expect(find(text, own).map((k) => [k.line, k.remark])).toEqual([
      [1, 'sandbox'],
      [3, ''],
      [4, undefined],
    ]);
  });

  it('tells them in the order of their places, and not over a line end', () => {
    const text = 'b-22 acme_k3v9x2q7\nb-33\nb-\n44';
    const other: OwnKey = { ...own, id: 'b', pattern: 'b-\\s?\\d\\d' };
    expect(find(text, own, other).map((k) => [k.key, k.line, k.column])).toEqual([
      ['own:b', 1, 1],
      ['own:internal', 1, 6],
      ['own:b', 2, 1],
    ]);
  });

  it('takes linear time for a pattern that would not', () => {
    const evil: OwnKey = { ...own, pattern: '(a+)+b' };
    const cpuTime = startCpuTime();
    expect(find('a'.repeat(100_000), evil)).toEqual([]);
    expect(cpuTime()).toBeLessThan(5000);
  });

  it('reads neither more than it should nor more of one kind, and says so', () => {
    const blanks = ' '.repeat(LONGEST_TEXT_FOR_OWN - 14);
    const long = read(`acme_k3v9x2q7 ${blanks}acme_k3v9x2q8`, own);
    expect([long.keys.length, long.isLonger, long.isCut]).toEqual([1, true, false]);
    const many = read('acme_k3v9x2q7 '.repeat(1000), own);
    expect([many.keys.length, many.isLonger, many.isCut]).toEqual([200, false, true]);
    expect(read('acme_k3v9x2q7', own)).toMatchObject({ isLonger: false, isCut: false });
  });
});

describe('mergeOwnKeys', () => {
  const fact = (given: Partial<KeyFact>): KeyFact => ({ ...find('acme_k3v9x2q7', own)[0]!, ...given });

  it('prefers a known service to the user, and the user to a guess', () => {
    const mine = [fact({})];
    expect(mergeOwnKeys([fact({ provider: 'stripe', key: 'live' })], mine).map((k) => k.key)).toEqual(['live']);
    expect(mergeOwnKeys([fact({ key: 'generic' })], mine).map((k) => k.key)).toEqual(['own:internal']);
    expect(mergeOwnKeys([fact({ key: 'generic', line: 2 })], mine).map((k) => k.line)).toEqual([1, 2]);
  });
});
