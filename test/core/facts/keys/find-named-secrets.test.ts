import { describe, expect, it } from 'vitest';
import { compileKeySearch } from '../../../../src/core/facts/keys/patterns/compile-key-search.ts';
import { findKeys } from '../../../../src/core/facts/keys/find-keys.ts';
import { fillSample } from '../../../support/fill-sample.ts';
import { makeRule } from '../../../support/make-rule.ts';

describe('generic secrets of services that rules name', () => {
  it.each([
    ['PAYU_MERCHANT_SALT={{alnum:32}}', ['generic secret PAYU_MERCHANT_SALT']],
    ["config.payu_merchant_salt = '{{uuid}}'", ['generic secret payu_merchant_salt']],
    ['payuMerchantSalt: "9B7794{{digits:6}}1E3C"', ['generic secret payuMerchantSalt']],
    ["open('db:acme?payu_merchant_salt={{alnum:32}}')", ['generic secret payu_merchant_salt']],
    ["open('db:acme?other_salt_token={{alnum:32}}')", []],
    ['OTHER_MERCHANT_SALT={{alnum:32}}', []],
    ['PAYU_MERCHANT_ID={{alnum:32}}', []],
  ])('asks the rules what %s is', (text, found) => {
    const payu = makeRule('payu', {
      detect: {
        env: [
          { name: 'PAYU_MERCHANT_SALT', class: 'secret' },
          { name: 'PAYU_MERCHANT_ID', class: 'config' },
        ],
      },
    });
    const keys = findKeys(fillSample(text, 'named'), compileKeySearch([], new Map([['payu', payu]])));
    expect(keys.map((k) => `${k.key} ${k.keyClass} ${k.name}`)).toEqual(found);
  });
});

describe('values of names that only a command or a settings file makes secrets', () => {
  it.each([
    ['curl -H "Acme-Key: {{alnum:32}}" https://api.acme.dev', ['generic Acme-Key']],
    ['echo "Acme-Key: {{alnum:32}}" is set', []],
    ['kubectl create secret generic a --from-literal=acme-agent-key={{hex:32}}', ['generic acme-agent-key']],
    ['kubectl create secret generic a --from-literal=acme-cache-key={{hex:32}}', []],
    ['remote_password {{alnum:14}}7k', ['password remote_password']],
    ['remote_password file2', []],
    ['the remote_password {{alnum:14}}7k', []],
  ])('reads %s', (text, found) => {
    const keys = findKeys(fillSample(text, 'handed'), compileKeySearch([]));
    expect(keys.map((k) => `${k.key} ${k.name}`)).toEqual(found);
  });
});
