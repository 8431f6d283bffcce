import { describe, expect, it } from 'vitest';
import { foldWords } from '../../../../../src/core/facts/keys/names/fold-words.ts';
import { classOfName, isTellingName } from '../../../../../src/core/facts/keys/names/secret-names.ts';

describe('classOfName', () => {
  it.each([
    ['ACME_API_KEY', 'secret'],
    ['acmeToken2', 'secret'],
    ['secret_key_base', 'secret'],
    ['x-api-key', 'secret'],
    ['ACME_KEY', 'secret'],
    ['APPSECRET', 'secret'],
    ['dbpassword', 'secret'],
    ['jwtKey', 'secret'],
    ['merchant_key', 'secret'],
    ['cookieValidationKey', 'secret'],
    ['version_token', null],
    ['secretOrKey', 'secret'],
    ['auth', 'secret'],
    ['FirebaseAuth', null],
    ['API_KEYS', 'secret'],
    ['botTokens', 'secret'],
    ['SPREADSHEET_KEY', null],
    ['FIGMA_FILE_KEY', null],
    ['FIGMA_KEY', 'secret'],
    ['pass_phrase', 'secret'],
    ['primary_keys', null],
    ['acmeKey', null],
    ['CACHE_KEY', null],
    ['RELEASE_GPG_KEY', null],
    ['publicKey', null],
    ['PUBLIC_KEY', null],
    ['PUBLIC_ACME_KEY', 'publishable'],
    ['EXPO_PUBLIC_ACME_TOKEN', 'publishable'],
    ['VITE_ACME_CLIENT_SECRET', 'secret'],
    ['VITE_ACME_URL', null],
    ['csrfToken', null],
    ['password_hash', null],
    ['ROOT_PASSWORD_SHA2', null],
    ['hash_salt', 'secret'],
    ['crypt_key', 'secret'],
    ['acmeAnonKey', 'publishable'],
    ['segmentWriteKey', 'publishable'],
    ['cursorToken', null],
    ['CURSOR_API_KEY', 'secret'],
    ['checkoutSecretKey', 'secret'],
    ['cartToken', null],
    ['nextToken', null],
    ['PresharedKey', 'secret'],
    ['secret_do_not_commit', 'secret'],
    ['com.google.android.backup.api_key', null],
    ['backup_api_key', 'secret'],
    ['color', null],
  ])('%s: %s', (name, expected) => {
    expect(classOfName(foldWords(name), name)).toBe(expected);
  });
});

describe('isTellingName', () => {
  it.each([
    ['acme_token', true],
    ['api_token', true],
    ['token', false],
    ['acme_password', false],
  ])('%s: %s', (name, expected) => {
    expect(isTellingName(foldWords(name))).toBe(expected);
  });
});
