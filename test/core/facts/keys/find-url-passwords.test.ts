import { describe, expect, it } from 'vitest';
import { findUrlPasswords } from '../../../../src/core/facts/keys/find-url-passwords.ts';
import { fillSample } from '../../../support/fill-sample.ts';

describe('findUrlPasswords', () => {
  it.each([
    ['postgres://shop:{{alnum:12}}@db.acme.dev/shop', 'postgres', 'db.acme.dev'],
    ['postgres://shop:k3X9vq2M8zt4@db/shop', 'postgres', 'db'],
    ['mongodb+srv://shop:{{alnum:12}}@a.b3.acme.dev/', 'mongodb+srv', 'a.b3.acme.dev'],
    ['redis://:{{alnum:12}}@10.0.3.12:6379', 'redis', '10.0.3.12'],
    ['postgresql+asyncpg://shop:p@ss{{alnum:8}}@db.acme.dev', 'postgresql+asyncpg', 'db.acme.dev'],
    ['https://shop:{{alnum:12}}@api.acme.dev', 'https', 'api.acme.dev'],
    ['shop:{{alnum:12}}@tcp(db.acme.dev:3306)/shop', 'mysql', 'db.acme.dev'],
  ])('finds the one in %s', (text, scheme, host) => {
    expect(findUrlPasswords(fillSample(`url = "${text}"`, 'url'), 9).map((u) => [u.scheme, u.host])).toEqual([
      [scheme, host],
    ]);
  });

  it.each([
    'postgres://shop:{{alnum:12}}@localhost/shop',
    'postgres://shop:{{alnum:12}}@127.0.0.1/shop',
    'postgres://shop:Shop1234@db:5432/shop',
    'amqp://shop:secret-of-shop@rabbit',
    'postgres://shop:{{alnum:12}}@host.docker.internal/shop',
    'postgres://postgres:postgres@db.acme.dev/shop',
    'postgres://shop:shop@db.acme.dev/shop',
    'postgres://shop:password@db.acme.dev/shop',
    'postgres://shop:changeme@db.acme.dev/shop',
    'postgres://shop:your-password@db.acme.dev/shop',
    'postgres://shop:xxxxxxxx@db.acme.dev/shop',
    'postgres://shop:********@db.acme.dev/shop',
    'postgres://shop:${PASSWORD}@db.acme.dev/shop',
    'postgres://shop:$PASSWORD@db.acme.dev/shop',
    'postgres://shop:%s@db.acme.dev/shop',
    'postgres://<user>:<password>@db.acme.dev/shop',
    'postgres://USER:PASSWORD@db.acme.dev/shop',
    'postgres://{user}:{password}@db.acme.dev/shop',
    'postgres://db.acme.dev/shop',
    'https://acme.dev:8080/@scope/name',
    'foo://shop:{{alnum:12}}@acme.dev',
    'https://anonymous:flower9x@acme.dev',
    'shop:{{alnum:12}}@tcp(localhost:3306)/shop',
    'shop:password@tcp(db.acme.dev:3306)/shop',
  ])('leaves %s alone', (text) => {
    expect(findUrlPasswords(fillSample(text, 'url'), 9)).toEqual([]);
  });

  it('finds the address of a driver of Go behind a name of YAML', () => {
    const text = fillSample('dsn: shop:{{alnum:12}}@tcp(db.acme.dev:3306)/shop', 'url');
    expect(findUrlPasswords(text, 9).map((u) => u.host)).toEqual(['db.acme.dev']);
  });

  it('takes the last sign of a user part for its end, no further than one is long', () => {
    const read = (user: string): number => findUrlPasswords(`https://${user}:p@Qw3rTz81@api.acme.dev`, 9).length;
    expect([read('shop'), read('a@b@c'), read('u'.repeat(388)), read('u'.repeat(389))]).toEqual([1, 1, 1, 0]);
  });

  it('reads signs that nothing stands between in linear time', () => {
    expect(findUrlPasswords(`https://${'a@'.repeat(200_000)}`, 9)).toEqual([]);
  });

  it('stops at the number asked for', () => {
    expect(findUrlPasswords(fillSample('postgres://shop:{{alnum:12}}@db.acme.dev ', 'url').repeat(5), 3)).toHaveLength(
      3,
    );
  });
});
