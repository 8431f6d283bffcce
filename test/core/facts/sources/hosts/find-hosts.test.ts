import { describe, expect, it } from 'vitest';
import { makeCodeTexts, readSource } from '../../../../../src/core/facts/sources/read-source.ts';
import { readSignals } from '../read-signals.ts';

const hosts = (text: string) => readSignals('javascript', 'host', text);

describe('hosts', () => {
  it.each([
    ["'https://api.stripe.com/v1/charges?x=1'", ['api.stripe.com /v1/charges@1:10']],
    ['"HTTPS://API.Acme.io"', ['api.acme.io /@1:10']],
    ["'wss://a.acme.io:8443/x'", ['a.acme.io /x@1:8']],
    ["'https://user:p@acme.io/x'", ['acme.io /x@1:17']],
    ["'postgres://u:a/b@db.acme.io:5432/app'", ['db.acme.io /app@1:19']],
    ["'postgresql+asyncpg://u:p@db.acme.io'", ['db.acme.io /@1:27']],
    ["'jdbc:mysql://db.acme.io/x'", ['db.acme.io /x@1:15']],
    ["'mongodb+srv://u:p@c.acme.io/x'", ['c.acme.io /x@1:20']],
    ["'https://acme.io.'", ['acme.io /@1:10']],
    ['`https://${region}.acme.io/x`', ['*.acme.io /x@1:20']],
    ['`https://a-${b}.c.acme.io`', ['*.c.acme.io /@1:17']],
    ['`https://${region}-api.acme.io/x`', ['*-api.acme.io /x@1:19']],
    ['`https://${this.region}-a-${b}.c.acme.io`', ['*.c.acme.io /@1:32']],
    ["'https://{region}-api.acme.io'", ['*-api.acme.io /@1:18']],
    ["'https://{region}.acme.io/x'", ['*.acme.io /x@1:19']],
    ["'https://<you>.acme.io'", ['*.acme.io /@1:16']],
    ['`https://api.acme.io${path}`', ['api.acme.io /@1:10']],
    ['`https://api.acme.io/v1/${id}/x`', ['api.acme.io /v1/*/x@1:10']],
    ['`https://api.acme.io/v1/${id}`', ['api.acme.io /v1/@1:10']],
    ['`https://api.acme.io/v1${path}`', ['api.acme.io /v1@1:10']],
    ["'https://api.acme.io/{id}/x?y={y}/z'", ['api.acme.io /*/x@1:10']],
    ["'https://acme.io/a<b>and/or</b>'", ['acme.io /a@1:10']],
    ['`https://api.acme.io:${port}/x`', ['api.acme.io /x@1:10']],
    ['`https://user:${password}@acme.io/x`', ['acme.io /x@1:27']],
    ['<script src="https://js.acme.io/v3" />', ['js.acme.io /v3@1:22']],
    ['<link href="https://fonts.acme.io/css" />', ['fonts.acme.io /css@1:21']],
    ["['*://*.acme.io/*', '*://acme.co/x*', '*://*/*']", ['*.acme.io /@1:9', 'acme.co /x@1:26']],
    ["[{ rel: 'stylesheet', href: 'https://fonts.acme.io/css' }]", ['fonts.acme.io /css@1:38']],
    ["[{ href: 'https://js.acme.io', 'rel': 'preconnect' }]", ['js.acme.io /@1:19']],
    ["location.href = 'https://pay.acme.io'", ['pay.acme.io /@1:26']],
    ["`<script async src='https://js.acme.io'>`", ['js.acme.io /@1:29']],
    ["\"default-src 'self'; script-src 'self' https://js.acme.io\"", ['js.acme.io /@1:48']],
    ["`connect-src 'self' ${api} https://a.acme.io https://*.b.acme.io;`", ['a.acme.io /@1:36', '*.b.acme.io /@1:56']],
    ["' https://acme.io'", ['acme.io /@1:11']],
    ["'https://a.acme.io,https://b.acme.io'", ['a.acme.io /@1:10', 'b.acme.io /@1:28']],
    ["import 'https://js.acme.io/v3'", ['js.acme.io /v3@1:17']],
  ])('are found in %j', (text, expected) => expect(hosts(text)).toEqual(expected));

  it.each([
    '// https://acme.io',
    '/https:\\/\\/acme.io/',
    '<p>https://acme.io</p>',
    "'see https://acme.io for more'",
    '`${x} https://acme.io`',
    '<a href="https://acme.io">',
    "<Link href={'https://acme.io'}>",
    "[{ href: 'https://acme.io' }]",
    "[{ href: 'https://acme.io', rel: 'noopener' }, { rel: 'stylesheet' }]",
    "[{ rel: 'stylesheet' }, { href: 'https://acme.io' }]",
    '<input placeholder="https://hooks.acme.io/x" />',
    "<Input placeholder={'https://hooks.acme.io/x'} />",
    "({ placeholder: 'https://hooks.acme.io/x' })",
    "<Input placeholder={kind === 'a' ? 'https://hooks.acme.io/x' : 'https://idp.acme.io/x'} />",
    "<a href={url || 'https://acme.io/docs'}>x</a>",
    '`<a href="https://acme.io">x</a>`',
    "'https://localhost:3000'",
    "'http://127.0.0.1/x'",
    "'http://[::1]/x'",
    "'redis://redis:6379'",
    "'https://api.example.com'",
    "'https://api.localhost.com'",
    "'https://example.atlassian.net/rest/api/2'",
    "'https://your-company.zendesk.com/api'",
    "'https://worker.yourdomain.workers.dev'",
    '"img-src \'self\' data: https://pics.acme.io"',
    '"default-src \'self\'; img-src https://pics.acme.io https://films.acme.io"',
    "'https://my-shop.myshopify.com/admin'",
    "'https://yoursite.com/hook'",
    "'https://a.test'",
    "'https://a.b.svc.cluster.local'",
    "'http://www.w3.org/2000/svg'",
    "'https://schemas.acme.io/x'",
    '`https://${host}/x`',
    '`https://${a}acme.io`',
    '`https://${a}.io`',
    '`https://${a}-acme.io`',
    '`https://${a}-acme.co.uk`',
    '`https://${a}.co.uk`',
    '`https://api.${domain}`',
    "'ftp+x://acme.io'",
    "'https://'",
    "import a from 'https://esm.sh/stripe@12'",
  ])('are not found in %j', (text) => expect(hosts(text)).toEqual([]));

  it('leaves out a docstring, and keeps other strings of Python', () => {
    const text = 'def f():\n  """https://a.acme.io"""\n  x = """https://b.acme.io"""\n  g(\n"https://c.acme.io")';
    expect(readSignals('python', 'host', text)).toEqual(['b.acme.io /@3:18', 'c.acme.io /@5:10']);
  });

  it('hides a segment that could be a key', () => {
    const key = 'a1B2'.repeat(6);
    expect(hosts(`'https://hooks.acme.io/services/T0/${key}'`)).toEqual(['hooks.acme.io /services/T0/@1:10']);
    expect(hosts(`'https://api.acme.io/bot123:${key}/send'`)).toEqual(['api.acme.io /*/send@1:10']);
    expect(hosts(`'postgres://me.you:pa/${key}@db.acme.io/x'`)).toEqual([`db.acme.io /x@1:${key.length + 24}`]);
  });
});

it.each([
  ['python', 'u = "postgresql+asyncpg://app@localhost/app"', 'scheme:postgres', 6],
  ['javascript', 'const u = `redis://${host}:6379`', 'scheme:redis', 12],
  ['go', 'u := "gs://bucket.acme.io/x"', 'scheme:gs', 7],
  ['python', 'u = "mysql://[fd00::5]:3306/app"', 'scheme:mysql', 6],
] as const)('finds the service in the address of %s: %s', (language, text, type, column) => {
  const { signals } = readSource(language, text, { codeTexts: makeCodeTexts([]) });
  expect(signals).toEqual([{ kind: 'resource', type, line: 1, column }]);
});

it.each([
  "u.startsWith('postgres://')",
  "// 'postgres://localhost/app'",
  "throw Error('use a postgres://host address')",
  "s.replace(ADDRESS, 'postgres://[REDACTED]@[REDACTED_HOST]')",
  "s.replace(ADDRESS, 'redis://:***@')",
  String.raw`find('mysql://[^:]+:[^@]+@[^\\s]+')`,
  String.raw`find('redis://(?:[^@]+@)?x')`,
])('finds no service in %s', (text) => {
  expect(readSource('javascript', text, { codeTexts: makeCodeTexts([]) }).signals).toEqual([]);
});
