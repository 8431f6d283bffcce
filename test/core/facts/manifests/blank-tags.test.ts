import { describe, expect, it } from 'vitest';
import { blankErb, blankGoTemplate, blankJinja } from '../../../../src/core/facts/manifests/blank-tags.ts';

describe('blankErb', () => {
  it.each([
    ['a: <%= b %>', 'a: xxxxxxxx'],
    ['<% if a %>\nb: 1\n<% end -%>', '          \nb: 1\n          '],
    ['a: <%= b do\r\n c\r\n%>!', 'a: xxxxxxxx\r\n  \r\n  !'],
    ['<%# comment: "x" %>', '                   '],
    ['a: <%= never', 'a: <%= never'],
    ['plain', 'plain'],
  ])('%j', (text, expected) => {
    expect(blankErb(text)).toBe(expected);
  });

  it('is linear in tags that never end', () => {
    expect(blankErb('<%'.repeat(500_000))).toHaveLength(1_000_000);
  });
});

describe('blankGoTemplate', () => {
  it.each([
    ['tag: {{ .Values.tag }}', 'tag: xxxxxxxxxxxxxxxxx'],
    ['{{- if eq .Env "prod" }}\na: 1\n{{ end }}', '                        \na: 1\n         '],
    ['{{/* bitnami/redis */}}', '                       '],
    ['{{ $name := "x" }}a', '                  a'],
    ['a: {{ ending }}', 'a: xxxxxxxxxxxx'],
    ['a: {{ never', 'a: {{ never'],
  ])('%j', (text, expected) => {
    expect(blankGoTemplate(text)).toBe(expected);
  });
});

describe('blankJinja', () => {
  it.each([
    ['tag: {{ redis_tag }}', 'tag: xxxxxxxxxxxxxxx'],
    ['{% if cache %}\na: 1\n{%- endif %}', '              \na: 1\n            '],
    ['{# image: redis #}', '                  '],
    ['{# {{ a #}b: {{ c }}', '          b: xxxxxxx'],
    ['a: {{ never', 'a: {{ never'],
  ])('%j', (text, expected) => {
    expect(blankJinja(text)).toBe(expected);
  });
});
