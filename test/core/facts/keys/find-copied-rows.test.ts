import { describe, expect, it } from 'vitest';
import { compilePlaces } from '../../../../src/core/facts/keys/compile-places.ts';
import { findCopiedRows } from '../../../../src/core/facts/keys/find-copied-rows.ts';
import { fillSample } from '../../../support/fill-sample.ts';
import { placesOf } from './places-of.ts';

const table = compilePlaces([]);
const find = (text: string, most = 10): string[] => {
  const filled = fillSample(text, 'copied');
  return findCopiedRows(filled, placesOf(filled, table), most).map((s) => `${s.name} ${s.start}-${s.end}`);
};
const HEAD = 'COPY public.t (id, api_key) FROM stdin;\n';
const VALUE = '{{alnum:40}}';

describe('findCopiedRows', () => {
  it.each([
    ['a column of keys', `${HEAD}1\t${VALUE}\n\\.\n`, ['api_key 42-82']],
    ['each row', `${HEAD}1\t${VALUE}\n2\t\\N\n3\t${VALUE}\n\\.\n`, ['api_key 42-82', 'api_key 90-130']],
    ['rows that end as those of Windows', `${HEAD.replace('\n', '\r\n')}1\t${VALUE}\r\n\\.\r\n`, ['api_key 43-83']],
    ['a row of settings', `COPY s (name, value) FROM stdin;\nacme_token\t${VALUE}\n\\.\n`, ['acme_token 44-84']],
    ['an id that is a key', `${HEAD}1\t{{uuid}}\n\\.\n`, ['api_key 42-78']],
  ])('reads %s', (_, text, found) => {
    expect(find(text)).toEqual(found);
  });

  it.each([
    ['behind the rows', `${HEAD}1\t\\N\n\\.\n2\t${VALUE}\n`],
    ['of another column', `COPY t (id, sha256, note) FROM stdin;\n1\t{{hex:64}}\t${VALUE}\n\\.\n`],
    ['that stands for a password', `COPY t (id, password) FROM stdin;\n1\t{{hex:64}}\n\\.\n`],
    ['of a session', `COPY t (id, token) FROM stdin;\n1\t{{uuid}}\n\\.\n`],
    ['that is no row', `-- COPY t (api_key) reads FROM stdin; then\n${VALUE}\n\\.\n`],
  ])('leaves a value alone %s', (_, text) => {
    expect(find(text)).toEqual([]);
  });

  it('stops at as many as are asked for', () => {
    expect(find(`${HEAD}1\t${VALUE}\n2\t${VALUE}\n\\.\n`, 1)).toHaveLength(1);
  });
});
