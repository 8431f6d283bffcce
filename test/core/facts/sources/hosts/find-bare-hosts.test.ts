import { describe, expect, it } from 'vitest';
import type { Language } from '../../../../../src/core/types.ts';
import { makeCodeTexts, readSource } from '../../../../../src/core/facts/sources/read-source.ts';

const hostsOf = (language: Language, text: string) =>
  readSource(language, text, { codeTexts: makeCodeTexts([]) }).signals.filter((s) => s.kind === 'host');

describe('hosts without a scheme', () => {
  it.each<[Language, string, number]>([
    ['javascript', "send({ host: 'smtp.acme.io', port: 465 })", 15],
    ['javascript', 'const host = `smtp.acme.io`', 15],
    ['javascript', "const host = env.HOST ?? 'smtp.acme.io'", 27],
    ['python', 'smtplib.SMTP("smtp.acme.io", 587)', 15],
    ['python', 'os.getenv("SMTP_HOST", "smtp.acme.io")', 25],
    ['go', 'package a\nvar host = "smtp.acme.io:587"', 13],
  ])('%s: %s', (language, text, column) => {
    const line = text.split('\n').length;
    expect(hostsOf(language, text)).toEqual([
      { kind: 'host', host: 'smtp.acme.io', path: '/', bare: true, line, column },
    ]);
  });

  it('are told of servers that browsers find each other by', () => {
    const text = "const ice = [{ urls: 'stun:stun.acme.io:3478' }, { urls: 'turns:turn.acme.io?transport=tcp' }]";
    expect(hostsOf('javascript', text)).toEqual([
      { kind: 'host', host: 'stun.acme.io', path: '/', line: 1, column: 23 },
      { kind: 'host', host: 'turn.acme.io', path: '/', line: 1, column: 59 },
    ]);
  });

  it.each<[Language, string, number]>([
    ['javascript', "load(document, 'script', '//js.acme.io/v3.js', 'acme')", 27],
    ['php', '<script src="//js.acme.io/v3.js"></script>', 14],
    ['javascript', "(function (i, s) { s.src = '//js.acme.io/v3.js' })(window, document)", 29],
  ])('leave their scheme to the page in %s: %s', (language, text, column) => {
    expect(hostsOf(language, text)).toEqual([
      { kind: 'host', host: 'js.acme.io', path: '/v3.js', bare: true, line: 1, column },
    ]);
  });

  it.each<[Language, string, number]>([
    ['csharp', 'var a = "Host=db.acme.io;Port=5432;Database=shop";', 15],
    ['csharp', 'var a = "Database=shop; Server=tcp:db.acme.io,1433;User ID=app";', 36],
    ['csharp', 'var a = "Data Source=DB.acme.io;User Id=app";', 22],
    ['go', 'package a\nvar a = "host=db.acme.io user=app dbname=shop"', 15],
    ['python', 'connect("dbname=shop host=db.acme.io port=5432")', 27],
  ])('stand in what tells a driver of its server in %s: %s', (language, text, column) => {
    const line = text.split('\n').length;
    expect(hostsOf(language, text)).toEqual([
      { kind: 'host', host: 'db.acme.io', path: '/', bare: true, line, column },
    ]);
  });

  it.each<[Language, string]>([
    ['csharp', 'var a = "Host=localhost;Port=5432";'],
    ['csharp', 'var a = "Host={db.acme.io};Port=5432";'],
    ['csharp', 'var a = "Host=db.acme.io";'],
    ['csharp', 'var a = "ghost=db.acme.io;x=1";'],
    ['csharp', 'var a = "the host=db.acme.io;";'],
    ['go', 'package a\nvar a = "host=db.acme.io is up"'],
    ['javascript', "find('//div.item/span')"],
    ['javascript', "find('//table.body')"],
    ['javascript', "go({ href: '//acme.io/pricing' })"],
    ['javascript', "load('//cdn.example.com/a.js')"],
    ['javascript', "if (url.host === 'smtp.acme.io') go()"],
    ['javascript', "host.endsWith('smtp.acme.io')"],
    ['javascript', "switch (host) { case 'smtp.acme.io': go() }"],
    ['javascript', "const known = ['smtp.acme.io', 'imap.acme.io']"],
    ['javascript', "const known = { 'smtp.acme.io': 'Acme' }"],
    ['python', 'KNOWN = {"smtp.acme.io", "imap.acme.io"}'],
    ['python', 'KNOWN = ("smtp.acme.io", "imap.acme.io")'],
    ['javascript', "// 'smtp.acme.io'"],
    ['javascript', "t('write to smtp.acme.io')"],
    ['javascript', "host = 'smtp.example.com'"],
    ['javascript', 'const host = `smtp.acme.io.${x}`'],
    ['python', 'if host == "smtp.acme.io": pass'],
    ['python', 'host.endswith("smtp.acme.io")'],
    ['go', 'package a\nvar a = strings.HasSuffix(host, "smtp.acme.io")'],
  ])('leaves alone in %s: %s', (language, text) => {
    expect(hostsOf(language, text)).toEqual([]);
  });
});

it('tells the ports of the own machine', () => {
  const { signals } = readSource('javascript', "call('http://localhost:11434/api/chat')", {
    codeTexts: makeCodeTexts([]),
  });
  expect(signals).toEqual([{ kind: 'resource', type: 'local:11434/api/chat', line: 1, column: 7 }]);
});
