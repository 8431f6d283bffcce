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
  ['main.go', 'go'],
  ['lib/tasks/x.rake', 'ruby'],
  ['config.ru', 'ruby'],
  ['app/Rakefile', 'ruby'],
  ['ios/fastlane/Fastfile', 'ruby'],
  ['artisan', 'php'],
  ['views/x.blade.php', 'php'],
  ['A.java', 'java'],
  ['A.kt', 'kotlin'],
  ['x.main.kts', 'kotlin'],
  ['A.cs', 'csharp'],
  ['lib/main.dart', 'dart'],
  ['config/runtime.exs', 'elixir'],
  ['lib/a.ex', 'elixir'],
  ['bin/x.sh', 'shell'],
  ['x.bash', 'shell'],
  ['x.zsh', 'shell'],
  ['Makefile', null],
  ['js', null],
  ['folder.ts/README', null],
  ['x.__proto__', null],
  ['', null],
])('reads %j as %j', (path, language) => {
  expect(findSourceLanguage(path)).toBe(language);
});
