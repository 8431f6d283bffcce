import { describe, expect, it } from 'vitest';
import { readJwt } from '../../../../../src/core/facts/keys/values/read-jwt.ts';
import { fillSample } from '../../../../support/fill-sample.ts';

describe('readJwt', () => {
  it('reads header and payload', () => {
    const jwt = readJwt(fillSample('{{jwt:{"role":"anon","exp":12}}}', 'jwt'));
    expect([...jwt!.header]).toEqual([
      ['alg', 'HS256'],
      ['typ', 'JWT'],
    ]);
    expect([...jwt!.payload]).toEqual([
      ['role', 'anon'],
      ['exp', '12'],
    ]);
  });

  it('reads text outside ASCII and leaves nested values out', () => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const jwt = readJwt(`${part({ alg: 'none' })}.${part({ name: 'Zoë', nested: { role: 'x' }, ok: true })}.s`);
    expect([...jwt!.payload]).toEqual([['name', 'Zoë']]);
  });

  it('takes __proto__ for an ordinary claim', () => {
    const part = Buffer.from('{"__proto__":"x"}').toString('base64url');
    expect([...readJwt(`${part}.${part}.s`)!.payload]).toEqual([['__proto__', 'x']]);
  });

  it.each(['', 'a.b', 'a.b.c.d', 'e30.e30', 'bm8.bm8.x', 'W10.W10.x', '$$.$$.x', `${'e'.repeat(5000)}.e30.x`])(
    'answers null for %s',
    (text) => {
      expect(readJwt(text)).toBeNull();
    },
  );
});
