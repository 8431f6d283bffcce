import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLACES_PER_FACT, SIGNALS_PER_KIND } from '../../../../src/core/facts/sources/collect-signals.ts';
import { makeCodeTexts, readSource } from '../../../../src/core/facts/sources/read-source.ts';
import type { Language, Signal } from '../../../../src/core/types.ts';
import { startCpuTime } from '../../../support/cpu-time.ts';

const LANGUAGES = [
  'javascript',
  'python',
  'rust',
  'swift',
  'go',
  'ruby',
  'php',
  'java',
  'kotlin',
  'csharp',
  'dart',
  'elixir',
  'shell',
  'powershell',
] as const satisfies readonly Language[];
const codeTexts = makeCodeTexts(['.storage.from(', 'supabase.auth']);
const codeOf = (language: Language, text: string) => readSource(language, text, { codeTexts }).code();

/** Names that are put together from a prefix and what stands at their place. */
const GROUPED = /^(?:google\.cloud|G)[.\\]/;

/** What the text at a signal's place must start with. */
function wordOf(signal: Signal): string {
  if (signal.kind === 'host') return signal.host.replace('*.', '');
  if (signal.kind === 'env') return signal.name;
  if (signal.kind === 'code') return signal.text.slice(0, 1);
  if (signal.kind === 'resource') return signal.type.slice(signal.type.indexOf(':') + 1).split(' ')[0] ?? '?';
  if (signal.kind !== 'import') return '?';
  return GROUPED.test(signal.module) ? (signal.module.split(/[.\\]/).at(-1) ?? '?') : signal.module;
}

function checkLaws(language: Language, text: string): void {
  const { signals, code } = readSource(language, text, { codeTexts });
  expect(code().length).toBe(text.length);
  expect(code().replace(/[^\r\n]/g, '')).toBe(text.replace(/[^\r\n]/g, ''));
  const lines = text.split('\n');
  for (const signal of signals) {
    const line = (lines[signal.line - 1] ?? '').slice(signal.column - 1).toLowerCase();
    const word = wordOf(signal).toLowerCase();
    // A command is known by its name, as the shell reads it: without quotes and without the way to it.
    const isCommand = signal.kind === 'resource' && signal.type.startsWith('cli:');
    const unquoted = isCommand ? line.replace(/[\\'"]/g, '') : line;
    const rest = isCommand && !unquoted.startsWith(word) ? unquoted.replace(/^\S*\/(?=\S)/, '') : unquoted;
    // A variable that a command is given stands at the command, somewhere before its own place.
    const isGiven = language === 'shell' && signal.kind === 'env';
    expect(isGiven ? rest : rest.slice(0, word.length)).toContain(word);
  }
}

describe('readSource', () => {
  it('keeps its laws on any text', () => {
    fc.assert(fc.property(fc.constantFrom(...LANGUAGES), fc.string({ unit: 'binary', maxLength: 80 }), checkLaws));
  });

  it('keeps its laws on any joint of tricky pieces', () => {
    const marks = [
      '`',
      '${',
      '}',
      '{',
      '"',
      "'",
      '"""',
      '/',
      '//',
      '/*',
      '*/',
      '\\',
      '\n',
      '\r\n',
      '#',
      '<!--',
      '-->',
      ',',
    ];
    const words = [
      'process.env.A',
      "['A']",
      "import 'a1'",
      "import a from 'b1'",
      'from ',
      'import ',
      'require(',
      ')',
      '??',
    ];
    const urls = [
      'https://',
      'a.acme.io',
      'postgres://',
      '@',
      ':',
      '/x',
      'supabase',
      '.storage',
      '.from(',
      '.auth',
      ' = ',
    ];
    const others = ["os.getenv('A')", 'f"', '\\(', 'r#"', '"#', 'use a::b;', 'env!("A")', 'const { A } = process.env'];
    const ruby = ["ENV['A']", "require 'a1'", '<<~A', '<<A', '\nA\n', '#{', '%w[', '=begin', '\n=end', '?', ' x '];
    const php = ['<?php ', '?>', '<<<A\n', "$_ENV['A']", 'use G\\{B, C};', '\\', '{$', '$a', 'env("A")'];
    const typed = ['$"', '@"', '$$"""', 'using A.B;', "r'", 'getenv("A")', '@Value("${A_B:', '*/'];
    const elixir = ['alias G.{B, C}', '~s(', '@doc ', 'System.get_env("A")', '%{'];
    const shell = [
      '$(',
      '$((',
      '))',
      '$A_BC',
      '${A_BC:-',
      'export A_BC=',
      "$'",
      ' # ',
      '<<-A',
      'case',
      ';',
      '`env:"A_B"`',
    ];
    const imports = ["import 'package:a/b.dart';", 'import "a.com/b"', 'import a.b.C', 'import ('];
    const more = [...ruby, ...php, ...typed, ...elixir, ...shell, ...imports];
    const pieces = [...marks, ...words, ...urls, ...others, ...more, 'from google.cloud import storage'];
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.constantFrom(...LANGUAGES), texts, checkLaws), { numRuns: 6000 });
  });

  it.each([
    ['javascript', '#!/x y\na // b\nc /* d\r\n e */ f', '      \na     \nc     \r\n      f'],
    ['javascript', "a = '//b' // c", "a = '//b'     "],
    ['javascript', 'a = /[/*]/; b /* c */', 'a = /[/*]/; b        '],
    ['javascript', '`//${a /* b */}//`', '`//${a        }//`'],
    ['javascript', 'a /* never closed', 'a /* never closed'],
    ['javascript', "<p>don't</p> // a", "<p>don't</p>     "],
    ['python', '"""a"""\nb = "#c" # d', '""" """\nb = "#c"    '],
    ['rust', "a /* b /* c */ */ 'd' // e", "a                 'd'     "],
    ['swift', 'a("//\\("//")//") // b', 'a("//\\("//")//")     '],
    ['go', 'a("//", `//`, \'"\') // b\n/* c /* */ d', 'a("//", `//`, \'"\')     \n           d'],
    ['ruby', 'a = "#b" # c\n=begin\nd\n=end\ne', 'a = "#b"    \n      \n \n    \ne'],
    ['ruby', 'a #b\n__END__\nc', 'a   \n       \n '],
    ['php', "<a>//b</a><!-- c --><?php '#' # d ?>e", "<a>//b</a>          <?php '#'     ?>e"],
    ['java', 'a("//") // b\n/** c */ d', 'a("//")     \n         d'],
    ['kotlin', 'a("//${"//"}//") /* /* */ b */ c', 'a("//${"//"}//")               c'],
    ['csharp', 'a(@"\\", $"{b}//") // c\n#region // d', 'a(@"\\", $"{b}//")     \n#region // d'],
    ['dart', "a(r'\\', '//${b}//') /// c", "a(r'\\', '//${b}//')      "],
    ['elixir', 'a("#") # b\n@doc "c"\nd', 'a("#")    \n@doc " "\nd'],
    ['shell', 'a \'#\' "#" $# b#c # d', 'a \'#\' "#" $# b#c    '],
    ['powershell', 'a "#" \'#\' C# # b\n<# c\nd #> e', 'a "#" \'#\' C#    \n    \n     e'],
  ] as const)('blanks the comments of %s in %j', (language, text, expected) => {
    expect(codeOf(language, text)).toBe(expected);
  });

  it('keeps the first places of a fact, and a limit per kind', () => {
    const same = readSource('javascript', 'process.env.A;\n'.repeat(50), { codeTexts }).signals;
    expect(same.map(({ line }) => line)).toEqual(Array.from({ length: PLACES_PER_FACT }, (_, index) => index + 1));
    const many = Array.from({ length: SIGNALS_PER_KIND + 10 }, (_, index) => `process.env.A${index};`).join('');
    expect(readSource('javascript', many, { codeTexts }).signals.length).toBe(SIGNALS_PER_KIND);
  });

  it.each([
    ['near matches of addresses', '"' + 'https://'.repeat(18_000) + '"'],
    ['near matches of connection strings', '"' + 'postgres://a@'.repeat(18_000) + '"'],
    ['near matches of env reads', 'process.env.'.repeat(18_000)],
    ['patterns that never open', '} = process.env;'.repeat(18_000)],
    ['an unclosed template', '`' + 'a'.repeat(250_000)],
    ['unclosed comments', 'import/*'.repeat(18_000)],
    ['deep holes', '`${'.repeat(12_000)],
    ['escaped quotes', "\\'".repeat(37_000)],
    ['character classes', '/['.repeat(37_000)],
    ['imports without end', 'import {'.repeat(18_000)],
    ['f-strings without end', 'f"{'.repeat(18_000)],
    ['heredocs without end', 'x = <<~A + <<B\n<<<C\n'.repeat(4_000)],
    ['heredocs of many names', Array.from({ length: 6_000 }, (_, index) => `<<~A${index}\n<<A${index}\n`).join('')],
    ['heredocs of one line', '<<~A '.repeat(8_000) + '\nA'.repeat(8_000)],
    ['heredocs that end at once', '<<A\nA\n'.repeat(8_000)],
    ['deep interpolation', '"#{'.repeat(8_000)],
    ['deep holes between braces', '"${'.repeat(8_000)],
    ['deep holes of raw strings', '$"""{'.repeat(6_000)],
    ['deep commands', '$('.repeat(12_000) + '"$(`${'.repeat(4_000)],
    ['closing braces', '"${a}'.repeat(8_000) + '}'.repeat(16_000)],
    ['many names in a string', '"' + '$a'.repeat(20_000)],
    ['brackets in a percent literal', '%w' + '['.repeat(37_000)],
    ['slashes', 'a /b \\/ '.repeat(8_000)],
    ['escaped slashes', '= /' + '\\/'.repeat(20_000)],
    ['percent signs', 'a %( %w '.repeat(8_000)],
    ['backslashes', '<?php ' + 'a\\b\\'.repeat(12_000)],
    ['opening tags', '<?php ?><!-- '.repeat(6_000)],
    ['markup without end', '<a "<!--{{-- '.repeat(6_000)],
    ['scripts', '<script "'.repeat(8_000)],
    ['assignments', 'export A_BC="$A_BC '.repeat(4_000)],
    ['one long name', 'import ' + 'a.'.repeat(37_000)],
    ['unclosed groups', 'use A\\{B, alias A.{B, '.repeat(4_000)],
    ['unclosed blocks of imports', 'import ("a.b/c" '.repeat(4_000)],
    ['struct tags', 'A `env:"A_B" env'.repeat(6_000)],
    ['nested comments', '/*'.repeat(20_000)],
    ['block comments of Ruby', '=begin\n'.repeat(8_000)],
    ['addresses of commands', 'a https://'.repeat(8_000)],
    ['sigils and characters', '~r/~S(?"'.repeat(8_000)],
    ['copies of the environment', 'let a = ProcessInfo.processInfo.environment; a["A"]; '.repeat(3_000)],
    ['white space', 'supabase' + ' '.repeat(250_000)],
  ])('reads %s in time that grows with their length', (_what, text) => {
    const spent = startCpuTime();
    for (const language of LANGUAGES) expect(codeOf(language, text).length).toBe(text.length);
    // Many times what it takes, and little for what would grow with the square.
    expect(spent()).toBeLessThan(5_000);
  });

  it.each(LANGUAGES)('reads one line of 2 MB of %s', (language) => {
    const text = 'x=1;'.repeat(500_000) + '"https://acme.io"';
    const { signals } = readSource(language, text, { codeTexts });
    expect(signals.map(({ kind, line, column }) => [kind, line, column])).toEqual(
      // Bare PHP is markup, whose words are for people.
      language === 'php' ? [] : [['host', 1, 2_000_010]],
    );
  });
});
