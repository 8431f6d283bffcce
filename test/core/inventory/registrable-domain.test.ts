import { expect, it } from 'vitest';
import { registrableDomain } from '../../../src/core/inventory/registrable-domain.ts';

it.each([
  ['api.acme.io', 'acme.io'],
  ['acme.io', 'acme.io'],
  ['api.eu.acme.co.uk', 'acme.co.uk'],
  ['eur-lex.europa.eu', 'eur-lex.europa.eu'],
  ['europa.eu', null],
  ['api.detran.pr.gov.br', 'detran.pr.gov.br'],
  ['detran.pr.gov.br', 'detran.pr.gov.br'],
  ['pr.gov.br', null],
  ['www.receita.gov.br', 'receita.gov.br'],
  ['co.uk', null],
  ['api.acme.com.br', 'acme.com.br'],
  ['*.acme.dev', 'acme.dev'],
  ['shop.vercel.app', null],
  ['vercel.app', null],
  ['jokes-api.appspot.com', null],
  ['api.appspots.com', 'appspots.com'],
  ['a.b.up.railway.app', null],
  ['avatar.url', null],
  ['localhost', null],
])('%s was registered as %s', (host, expected) => {
  expect(registrableDomain(host)).toBe(expected);
});
