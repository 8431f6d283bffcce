import { expect, it } from 'vitest';
import { makeCodeTexts, readSource } from '../../../../../../src/core/facts/sources/read-source.ts';
import { readSignals } from '../../read-signals.ts';

it.each([
  ['$key = $env:ACME_KEY', ['ACME_KEY@1:13']],
  ['$key = ${env:ACME_KEY}; $Env:ACME_URL', ['ACME_KEY@1:14', 'ACME_URL@1:30']],
  ['$h = "token $env:ACME_KEY and ${env:ACME_URL}"', ['ACME_KEY@1:18', 'ACME_URL@1:37']],
  ['[Environment]::GetEnvironmentVariable("ACME_KEY", "User")', ['ACME_KEY@1:40']],
  ['@"\nkey $env:ACME_KEY\n"@\n$x = $env:ACME_URL', ['ACME_KEY@2:10', 'ACME_URL@4:11']],
  ["$env:ACME_KEY = 'x'; '$env:ACME_URL'", []],
  ["@'\n$env:ACME_KEY it's\n'@", []],
  ['# $env:ACME_KEY\n<# $env:ACME_URL\n #> $env:ACME_HOST', ['ACME_HOST@3:10']],
  ['$env:TEMP; $env:PROCESSOR_ARCHITECTURE; $env:ProgramFiles', []],
  ['$x = "a`"b"; $y = "it""s"; $env:ACME_KEY', ['ACME_KEY@1:33']],
  ['$x = C#; $env:ACME_KEY <# unclosed $env:ACME_URL', ['ACME_KEY@1:15']],
])('finds the env reads of PowerShell in %j', (text, expected) => {
  expect(readSignals('powershell', 'env', text)).toEqual(expected);
});

it('finds the hosts of PowerShell, with holes', () => {
  const text =
    'irm -Uri "https://api.acme.io/v1/$id" # "https://a.io"\n$u = \'https://b.io/x\'; $v = "https://${r}.c.io"';
  expect(readSignals('powershell', 'host', text)).toEqual(['api.acme.io /v1/@1:19', 'b.io /x@2:15', '*.c.io /@2:43']);
});

it('finds the commands that a script of PowerShell runs, over lines too', () => {
  const text = '<# aws s3 ls #>\naz login `\n  --tenant x\nnpm install acme';
  const { signals } = readSource('powershell', text, { codeTexts: makeCodeTexts([]) });
  const found = signals.flatMap((s) => (s.kind === 'resource' ? [s.type] : s.kind === 'package' ? [s.name] : []));
  expect(found).toEqual(['cli:az login', 'acme']);
});

it('takes no longer for marks that never close', () => {
  for (const mark of ['"', "'", '@"\n', '<#', '`', '{', '"${', '$env:A_'])
    expect(readSignals('powershell', 'host', mark.repeat(30_000))).toEqual([]);
});
