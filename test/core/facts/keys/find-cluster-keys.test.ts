import { describe, expect, it } from 'vitest';
import { findKeys } from '../../../../src/core/facts/keys/find-keys.ts';
import { fillSample } from '../../../support/fill-sample.ts';
import { loadKeySearch } from '../../../support/load-key-search.ts';

const { search } = await loadKeySearch();
const encoded = (text: string): string => btoa(fillSample(text, 'cluster'));
const find = (text: string): string[] =>
  findKeys(text, search).map((k) => `${k.provider}/${k.key} ${k.line}:${k.column}`);

const STRIPE = encoded('sk_live_{{alnum:24}}');
const secret = (entry: string): string => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: acme\ndata:\n  ${entry}\n`;

describe('findClusterKeys', () => {
  it.each([
    ['a key', secret(`payments: ${STRIPE}`), ['stripe/secret-live 6:13']],
    [
      'a key that a line end follows',
      secret(`payments: ${encoded('sk_live_{{alnum:24}}\n')}`),
      ['stripe/secret-live 6:13'],
    ],
    [
      'an address of a database',
      secret(`url: ${encoded('postgres://app:{{alnum:20}}@db.acme.dev/app')}`),
      ['postgresql/url 6:8'],
    ],
    ['a kind below its data', `data:\n  payments: "${STRIPE}"\nkind: Secret\n`, ['stripe/secret-live 2:14']],
    [
      'each of two documents',
      `${secret(`a: ${STRIPE}`)}---\n${secret(`b: ${STRIPE}`)}`,
      ['stripe/secret-live 6:6', 'stripe/secret-live 13:6'],
    ],
  ])('finds %s', (_, text, found) => {
    expect(find(text)).toEqual(found);
  });

  it.each([
    ['another kind', `kind: ConfigMap\ndata:\n  payments: ${STRIPE}\n`],
    ['another document', `kind: Secret\n---\nkind: ConfigMap\ndata:\n  payments: ${STRIPE}\n`],
    ['what stands for a key', secret(`payments: ${btoa('sk_live_your-key-goes-here-please')}`)],
    ['bytes', secret(`payments: ${btoa(String.fromCharCode(...Array.from({ length: 30 }, (_, i) => i * 7)))}`)],
    ['a text', secret(`motd: ${btoa('hello, this is a message for everybody')}`)],
  ])('finds none in %s', (_, text) => {
    expect(find(text)).toEqual([]);
  });
});
