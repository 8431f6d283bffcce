import { describe, expect, it } from 'vitest';
import { isRealPassword } from '../../../../../src/core/facts/keys/values/is-real-password.ts';

describe('isRealPassword', () => {
  it.each(['r3alP4ss', 'm42ploz2wd', 'compl3xPwd', 'kV7%9qLx2'])('believes %s', (password) => {
    expect(isRealPassword('app', password)).toBe(true);
  });

  it.each([
    ['sally', 'sallypass', false],
    ['sally', 'sally-password', false],
    ['sally', 'sallyhat9kq2', true],
    ['jane', 'sallypass', true],
  ])('believes of %s the password %s: %s', (user, password, expected) => {
    expect(isRealPassword(user, password)).toBe(expected);
  });

  it.each([
    'short',
    'changeme',
    'Password',
    'P@ssw0rd',
    'postgres',
    'aaaaaaaaaa',
    '${PASSWORD}',
    '%PASSWORD%',
    '%(password)s',
    'prefix-%s',
    'app-user',
    'YourStrong!Passw0rd',
    'PASSWORD_HERE',
  ])('does not believe %s', (password) => {
    expect(isRealPassword(password === 'PASSWORD_HERE' ? 'USER' : 'app-user', password)).toBe(false);
  });
});
