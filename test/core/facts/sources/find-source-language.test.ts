import { expect, it } from 'vitest';
import { findSourceLanguage } from '../../../../src/core/facts/sources/find-source-language.ts';

it.each([
  ['src/app.ts', 'javascript'],
  ['src/app.d.mts', 'javascript'],
  ['App.TSX', 'javascript'],
  ['pages/index.vue', 'javascript'],
  ['a/b.pyi', 'python'],
  ['src/main.rs', 'rust'],
  ['Sources/App.swift', 'swift'],
  ['main.go', null],
  ['js', null],
  ['folder.ts/README', null],
  ['x.__proto__', null],
  ['', null],
])('reads %j as %j', (path, language) => {
  expect(findSourceLanguage(path)).toBe(language);
});
