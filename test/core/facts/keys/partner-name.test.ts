import { describe, expect, it } from 'vitest';
import { partnerName } from '../../../../src/core/facts/keys/partner-name.ts';

describe('partnerName', () => {
  it.each([
    ['<add key="NAME" value="', 'NAME'],
    ['- name: NAME\n  value: "', 'NAME'],
    ['<name>NAME</name><value>', 'NAME'],
    ['parser.add_argument("--name", default="', 'name'],
    ['variable "NAME" {\n  type    = string\n  default = "', 'NAME'],
    ['variable "OTHER" {}\nvariable "NAME" {\n  default = "', 'NAME'],
  ])('reads the name out of %j', (before, name) => {
    expect(partnerName(before, before.length)).toBe(name);
  });

  it.each(['value: "', '- name: OTHER\n\n  value: "', 'variable "OTHER" {}\nresource "acme" "x" {\n  default = "'])(
    'finds none in %j',
    (before) => {
      expect(partnerName(before, before.length)).toBeNull();
    },
  );
});
