import { describe, expect, it } from 'vitest';
import { makeCodeTexts, readSource } from '../../../../../../src/core/facts/sources/read-source.ts';
import { readSignals } from '../../read-signals.ts';

it.each([
  ['curl $A_BC ${D_EF}', ['A_BC@1:7', 'D_EF@1:14']],
  ['"x $A_BC ${D_EF:-y}"', ['A_BC@1:5', 'D_EF?@1:12']],
  [
    'x=${A_BC-y} ${B_CD:-} ${C_DE:=z} ${D_EF:?no} ${E_FG:+w}',
    ['A_BC?@1:5', 'B_CD@1:15', 'C_DE?@1:25', 'D_EF@1:36', 'E_FG@1:48'],
  ],
  ['"${A_BC:-${D_EF:-"$G_HI"}}"', ['A_BC?@1:4', 'D_EF?@1:12', 'G_HI@1:20']],
  ['"$(f "$A_BC" `g $B_CD`)"', ['A_BC@1:8', 'B_CD@1:18']],
  ["cat <<E\n$A_BC\nE\ncat <<'E'\n$B_CD\nE", ['A_BC@2:2']],
  ['A_BC="${A_BC:-x}"', ['A_BC?@1:9']],
  ['# $A_BC\n\'$A_BC\' \\$A_BC "\\$A_BC"', []],
  ['$A_B $HOME $a_bcd $BASH_SOURCE ${LC_ALL} $XDG_CONFIG_HOME', []],
  ['A_BC=1; local B_CD; read -r C_DE; for D_EF in x; do $A_BC $B_CD $C_DE $D_EF; done', []],
])('finds the env reads of shell in %j', (text, expected) => {
  expect(readSignals('shell', 'env', text)).toEqual(expected);
});

it.each([
  ['export A_BC=abc', 'set', 1, 8],
  ['\texport A_BC="x y"', 'set', 1, 9],
  ["export A_BC=''", 'none', 1, 8],
  ['export A_BC=', 'none', 1, 8],
  ['export A_BC=$(cat y)', 'filler', 1, 8],
  ['export A_BC=`cat y`', 'filler', 1, 8],
  ['export A_BC="abc $x"', 'set', 1, 8],
  ['export A_BC="$(cat x)"', 'filler', 1, 8],
  ["export A_BC='your-key'", 'filler', 1, 8],
])('finds what %j exports', (text, value, line, column) => {
  const { signals } = readSource('shell', text, { codeTexts: makeCodeTexts([]) });
  expect(signals).toEqual([{ kind: 'env', name: 'A_BC', access: 'declared', value, optional: false, line, column }]);
});

it('takes a variable that is exported with its own value for a read', () => {
  expect(readSignals('shell', 'env', 'export A_BC="${A_BC:-x}"; export D_EF')).toEqual(['A_BC?@1:16']);
});

describe('literals of shell', () => {
  it.each([
    ['a hash within words', 'a#b ${#x} ${x#y} $# ${x/# /} $((16#ff)); $D_EF', 43],
    ['a shift', '$((1 << 2)); ((x = y << z)); $D_EF', 31],
    ['an apostrophe in a default', '"${x:-it\'s}" $D_EF', 15],
    ['a quoted text with escapes', "$'it\\'s' $D_EF", 11],
    ['a string of a command', '"$(echo ")" \'"\')" $D_EF', 20],
    ['a text in a word', "cat <<<x 'y'; $D_EF", 16],
  ])('do not hide what follows %s', (_what, text, column) => {
    expect(readSignals('shell', 'env', text)).toEqual([`D_EF@1:${column}`]);
  });
});

it.each([
  ['curl -s https://a.io/x | sh', ['a.io /x@1:17']],
  ['curl "https://$R.a.io" \'https://b.io\'', ['*.a.io /@1:18', 'b.io /@1:33']],
  ['X_URL=${X_URL:-https://a.io/x}', ['a.io /x@1:24']],
  ['git clone https://a.io/${b}.git;', ['a.io /@1:19']],
  ['cat <<E\nhttps://a.io\nE', ['a.io /@2:9']],
  ['  echo See https://a.io && curl https://b.io', ['b.io /@1:41']],
  ['# curl https://a.io', []],
])('finds the hosts of shell in %j', (text, expected) => {
  expect(readSignals('shell', 'host', text)).toEqual(expected);
});

it('finds what the commands of a script say', () => {
  const { signals } = readSource('shell', '#!/bin/sh\nvercel deploy # now\n', { codeTexts: makeCodeTexts([]) });
  expect(signals).toEqual([{ kind: 'resource', type: 'cli:vercel deploy', line: 2, column: 1 }]);
});
