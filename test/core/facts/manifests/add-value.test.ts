import { expect, it } from 'vitest';
import { addValue } from '../../../../src/core/facts/manifests/add-value.ts';
import { makeSignalList } from '../../../../src/core/facts/manifests/make-signal-list.ts';
import { briefSignals } from './brief-signals.ts';

const signalsOf = (key: string | null, text: string, literal: boolean): string[] => {
  const list = makeSignalList((offset) => ({ line: 1, column: offset + 1 }));
  addValue(list, { key, text, at: 10, literal });
  return briefSignals({ signals: list.signals, problems: [] });
};

it('adds hosts and services of addresses, where they stand in a literal value', () => {
  expect(signalsOf('DATABASE_URL', 'see redis://cache.acme.io/0', true)).toEqual([
    '1:15 host cache.acme.io /0',
    '1:15 resource scheme:redis',
  ]);
  expect(signalsOf('DATABASE_URL', 'see redis://localhost/0', false)).toEqual(['1:11 resource scheme:redis']);
});

it('adds what a setting chooses by its name, and nothing without a key', () => {
  expect(signalsOf('SMS_PROVIDER', 'twilio', true)).toEqual(['1:11 resource named:twilio']);
  expect(signalsOf(null, 'twilio', true)).toEqual([]);
});

it('leaves out where packages are fetched from', () => {
  expect(signalsOf('NPM_REGISTRY', 'https://registry.acme.io', true)).toEqual([]);
});

it('adds the registry that images are pushed to', () => {
  expect(signalsOf('REGISTRY', 'ghcr.io', true)).toEqual(['1:11 host ghcr.io /']);
  expect(signalsOf('SITE', 'ghcr.io', true)).toEqual([]);
});

it('adds a host that is the whole value, and the port of an address on the own machine', () => {
  expect(signalsOf('SMTP_HOST', 'smtp.acme.io', true)).toEqual(['1:11 host smtp.acme.io /']);
  expect(signalsOf('LLM_URL', 'http://localhost:11434/v1', true)).toEqual(['1:11 resource local:11434/v1']);
});

it('adds a model that a setting names, and no other value of such a key', () => {
  expect(signalsOf('model', 'text-embedding-3-small', true)).toEqual(['1:11 resource model:text-embedding-3-small']);
  expect(signalsOf('CHAT_MODEL', 'gpt-4.1', true)).toEqual(['1:11 resource model:gpt-4.1']);
  expect(signalsOf('model', 'user', true)).toEqual([]);
  expect(signalsOf('name', 'gpt-4.1', true)).toEqual([]);
});

it.each(['CORS_ORIGINS', 'cors.origin', 'ALLOWED_HOSTS', 'trustedDomains'])(
  'takes no address for called in %s',
  (key) => {
    const list = makeSignalList((offset) => ({ line: 1, column: offset + 1 }));
    addValue(list, { key, text: 'https://shop.acme.io', at: 0 });
    const host = { kind: 'host', host: 'shop.acme.io', path: '/', bare: true, line: 1, column: 1 };
    expect(list.signals).toEqual([host]);
  },
);
