import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { FileContent } from '../support/start-github.ts';
import { makeLeak, makePackageJson, makeStripeKey, UNSIGNED_WEBHOOK } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

let app: App;
beforeEach(async () => {
  app = await startApp({ base: { 'package.json': makePackageJson({}) } });
});
afterEach(() => app.close());

const STRIPE = { 'worker/package.json': makePackageJson({ stripe: '^14.0.0' }) };
const ALIAS_BOMB = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghijk'.split('').map((c, i) => `${c}: &${c} [${`*${'abcdefghijk'[i]}, `.repeat(8)}*${'abcdefghijk'[i]}]`),
].join('\n');

describe('what cannot be read is told, never green, and hides nothing else', () => {
  const unreadable: [string, string, FileContent][] = [
    ['cut JSON', 'apps/a/package.json', '{ "dependencies": { "stripe": '],
    ['broken TOML', 'Cargo.toml', '[dependencies\nstripe = 1\n'],
    ['broken YAML', 'pnpm-workspace.yaml', 'catalog:\n  a: [\n'],
    ['aliases a billion times over', 'pnpm-workspace.yaml', ALIAS_BOMB],
    ['JSON nested a hundred thousand deep', 'apps/a/package.json', `{"a":${'['.repeat(100_000)}`],
    ['a binary manifest', 'apps/a/package.json', new Uint8Array([0, 1, 2, 0xff, 0xfe, 0])],
    ['a manifest in another encoding', 'requirements.txt', new Uint8Array([0x73, 0x74, 0x72, 0xe9, 0x0a])],
    ['a manifest of 6 MB', 'apps/a/package.json', `{"a":"${'x'.repeat(6_000_000)}"}`],
  ];
  test.each(unreadable)('%s', async (_name, path, content) => {
    const run = await app.audit({ [path]: content, ...STRIPE });

    expect([run.status, run.conclusion]).toEqual(['completed', 'neutral']);
    expect(run.output.title).toBe('1 new provider: Stripe · 1 file not read in full');
    expect(run.output.summary).toContain(path);
    expect((await app.comments(run.number)).length).toBe(1);
  });
});

describe('what looks odd is read', () => {
  const readable: [string, string, string][] = [
    [
      'a byte order mark and CRLF',
      'apps/a/package.json',
      `\uFEFF${STRIPE['worker/package.json'].replaceAll('\n', '\r\n')}`,
    ],
    [
      'names of JavaScript itself as keys',
      'apps/a/package.json',
      '{ "__proto__": { "a": 1 }, "dependencies": { "__proto__": "1", "constructor": "1", "hasOwnProperty": "1", "stripe": "14" } }',
    ],
    ['keys that come twice', 'apps/a/package.json', '{ "dependencies": {}, "dependencies": { "stripe": "14" } }'],
  ];
  test.each(readable)('%s', async (_name, path, content) => {
    const run = await app.audit({ [path]: content });

    expect(run.output.title).toBe('1 new provider: Stripe');
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
  });
});

const PATHS = [
  'src/`code`.ts',
  'src/"quoted".ts',
  'src/new\nline.ts',
  'src/[link](javascript:alert(1)).ts',
  'src/<img src=x onerror=alert(1)>.ts',
  'src/<!-- integration-audit:v1 sha=0 -->.ts',
  'src/| table | row |.ts',
  'src/@acme-team #1 **bold**.ts',
  'src/%2e%2e%2f?a=b#c.ts',
  'src/ünïcode 🦊.ts',
];

test('neutralises every path in summary, text and comment, and notes the lines of all', async () => {
  const files = Object.fromEntries(PATHS.map((path, n) => [path, makeLeak(makeStripeKey(`hostile ${n}`))]));
  const run = await app.audit(files);
  const [comment, ...others] = await app.comments(run.number);
  const shown = `${run.output.summary}\n${run.output.text}\n${comment?.body}`;

  expect([run.conclusion, others]).toEqual(['failure', []]);
  expect(new Set((await app.annotations(run.id)).map((n) => n.path))).toEqual(new Set(PATHS));
  const outsideCode = shown.replaceAll(/(`+)[^`](?:[\s\S]*?[^`])?\1(?!`)/gu, '');
  for (const bad of [/<img/u, /\]\(javascript:/u, /@acme-team/u, /\*\*bold\*\*/u]) expect(outsideCode).not.toMatch(bad);
  expect(shown.match(/<!-- integration-audit/gu)?.length).toBe(1);
  expect(shown).not.toMatch(/new\nline/u);
  expect(shown).toContain('%252e%252e%252f%3Fa%3Db%23c.ts#L3');
});

test('neutralises the names of packages, providers and routes', async () => {
  const name = '<script>alert(1)</script>`@acme-team`';
  const run = await app.audit({
    'package.json': makePackageJson({ [name]: '[x](https://evil.example)', stripe: '`</td>`<b>' }),
    'src/hooks.ts': UNSIGNED_WEBHOOK.replace('/webhooks/stripe', '/webhooks/stripe/<b>@acme-team</b>|`'),
    'src/api.ts': "await fetch('https://api.evil-name.io/x');\nconst key = process.env.EVIL_API_KEY;\n",
  });
  const [comment] = await app.comments(run.number);
  const shown = `${run.output.summary}\n${run.output.text}\n${comment?.body}`;
  const outsideCode = shown.replaceAll(/(`+)[^`](?:[\s\S]*?[^`])?\1(?!`)/gu, '');

  expect(run.output.title).toContain('Stripe');
  for (const bad of [/<script/u, /<b>/u, /<\/td>/u, /@acme-team/u, /\]\(https:\/\/evil/u])
    expect(outsideCode).not.toMatch(bad);
});

test('keeps to its limits with hundreds of findings: batches of 50, a hundred notes, a comment that can be read', async () => {
  const lines = Array.from({ length: 300 }, (_, n) => `export const key${n} = '${makeStripeKey(`many ${n}`)}';`);
  const run = await app.audit({ 'src/keys.ts': lines.join('\n') });
  const batches = app.gate.requests.filter((r) => r.method === 'PATCH').map((r) => r.body.output.annotations.length);
  const [comment] = await app.comments(run.number);

  expect([run.status, run.conclusion, batches]).toEqual(['completed', 'failure', [50, 50]]);
  expect(run.output.title).toContain('300 secrets');
  expect((comment?.body ?? '').length).toBeLessThan(65_536);
});
