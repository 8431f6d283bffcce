import { describe, expect, it } from 'vitest';
import { partnerName, plainKeyName } from '../../../../../src/core/facts/keys/names/partner-name.ts';

describe('partnerName', () => {
  it.each([
    ['<add key="NAME" value="', 'NAME'],
    ['- name: NAME\n  value: "', 'NAME'],
    ['<name>NAME</name><value>', 'NAME'],
    ['  NAME:\n    value: ', 'NAME'],
    ['NAME = { value = "', 'NAME'],
    ["Set-Variable -Name NAME -Value '", 'NAME'],
    ['parser.add_argument("--name", default="', 'name'],
    ['variable "NAME" {\n  type    = string\n  default = "', 'NAME'],
    ['  NAME:\n    Type: String\n    NoEcho: true\n    Default: ', 'NAME'],
    ['Parameters:\n  NAME:\n    Type: String\n    Description: A key\n    Default: "', 'NAME'],
    ['<param-name>NAME</param-name><param-value>', 'NAME'],
    ['<env-entry-name>NAME</env-entry-name>\n  <env-entry-value>', 'NAME'],
    ['resource "acme_parameter" "x" {\n  name  = "/shop/NAME"\n  type  = "String"\n  value = "', 'NAME'],
    ['variable "OTHER" {}\nvariable "NAME" {\n  default = "', 'NAME'],
  ])('reads the name out of %j', (before, name) => {
    expect(partnerName(before, before.length)).toBe(name);
  });

  it.each([
    'resource "acme_parameter" "x" {\n  name = "OTHER"\n}\nresource "acme_tag" "y" {\n  type = "z"\n  value = "',
    'value: "',
    '- name: OTHER\n\n  value: "',
    'variable "OTHER" {}\nresource "acme" "x" {\n  default = "',
  ])('finds none in %j', (before) => {
    expect(partnerName(before, before.length)).toBeNull();
  });
});

it('reads the name of the row that a value is written into', () => {
  const before = "UPDATE settings SET value = '";
  const row = (name: string): string => `${before}${'v'.repeat(20)}' WHERE ${name} = 'NAME';`;
  expect(partnerName(row('key'), before.length)).toBe('NAME');
  expect(partnerName(row('`setting_name`'), before.length)).toBe('NAME');
  expect(partnerName(row('id'), before.length)).toBeNull();
});

describe('partnerName on hostile text', () => {
  it('reads deeply indented lines in one way only', () => {
    const before = `A:\n${`${' '.repeat(20)}b\n`.repeat(9)}  Default: `;
    expect(partnerName(before, before.length)).toBeNull();
  });
});

describe('plainKeyName', () => {
  it.each([
    ['{"username":"acme","key":"', 'api_key'],
    ["'crypt' => [\n    'key' => '", 'crypt_key'],
    ["'crypt' => array('key' => '", 'crypt_key'],
    ['api:\n  encryption:\n    key: "', 'encryption_key'],
    ['jwt:\r\n  key: ', 'encryption_key'],
    ['encrypt:\n  key: ', 'encryption_key'],
    ['encrypted:\n  key: ', null],
    ['encryption:\n  on: true\ncache:\n  key: ', null],
    ["'cache' => ['key' => '", null],
    ['{"name":"acme","key":"', null],
  ])('reads what is opened out of %j', (before, name) => {
    expect(plainKeyName(before, before.length)).toBe(name);
  });
});
