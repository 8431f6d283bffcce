import { describe, expect, it } from 'vitest';
import { MAX_CHANGED_BYTES } from '../../src/audit/facts-source.ts';
import { renderCheckRun } from '../../src/core/report/render-check-run.ts';
import { renderComment } from '../../src/core/report/render-comment.ts';
import { renderDiffText } from '../../src/core/report/render-text.ts';
import { startCpuTime } from '../support/cpu-time.ts';
import { makePaint } from '../../src/commands/make-paint.ts';
import type { Audit } from '../../src/core/audit-types.ts';
import { auditFiles } from '../support/audit-files.ts';
import type { MemoryFile } from '../support/make-memory-repository.ts';
import { pemHeader } from '../support/make-pem.ts';

// The content of a pull request is hostile: nothing throws, nothing takes long, and whatever could not be read is told.

type Files = Record<string, MemoryFile>;

const MANIFEST = JSON.stringify({ dependencies: { stripe: '^17.0.0' } }, null, 2);
/** Entries with names that an object literal would take for its own. */
const filesOf = (...entries: readonly (readonly [string, MemoryFile])[]): Files => Object.fromEntries(entries);
const bytesOf = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const problemsOf = ({ problems }: Audit): string[] => problems.map((p) => `${p.code} ${p.path}`).toSorted();
const addedBy = ({ change }: Audit): string[] => change.added.map((i) => i.provider);

/** Audits a change that must end in time; gives the audit and what it took. */
async function auditInTime(base: Files, head: Files, limitMs: number): Promise<Audit> {
  const spent = startCpuTime();
  const { audit } = await auditFiles(base, head);
  expect(spent()).toBeLessThan(limitMs);
  return audit;
}

describe('content that cannot be read', () => {
  it.each<[string, Files, string[], Audit['conclusion']]>([
    ['a 50 MB manifest', { 'package.json': { missing: true, size: 50_000_000 } }, ['missing package.json'], 'neutral'],
    ['a manifest of 6 MB', { 'package.json': ' '.repeat(6_000_000) }, ['too-large package.json'], 'neutral'],
    ['a source of 6 MB', { 'src/a.ts': 'a'.repeat(6_000_000) }, ['too-large src/a.ts'], 'neutral'],
    ['a file of no known kind of 6 MB', { 'data.csv': 'a'.repeat(6_000_000) }, ['too-large data.csv'], 'neutral'],
    ['a blob that is missing', { 'src/a.ts': { missing: true } }, ['missing src/a.ts'], 'neutral'],
    ['a binary manifest', { 'package.json': bytesOf(123, 0, 125) }, ['not-text package.json'], 'neutral'],
    ['a binary of no known kind', { 'tool.thing': bytesOf(0, 1, 2) }, [], 'success'],
    ['a picture', { 'logo.png': bytesOf(137, 80, 0) }, [], 'success'],
    ['truncated JSON', { 'package.json': '{ "dependencies": {' }, ['malformed package.json'], 'neutral'],
    ['truncated TOML', { 'Cargo.toml': '[dependencies\nstripe = ' }, ['malformed Cargo.toml'], 'neutral'],
    ['broken YAML', { 'docker-compose.yml': 'services: [a: {' }, ['malformed docker-compose.yml'], 'neutral'],
    ['a broken fixture', { 'test/fixtures/package.json': '{ "dep' }, [], 'success'],
    ['deep JSON', { 'package.json': '['.repeat(100_000) }, ['too-deep package.json'], 'neutral'],
    ['a link', { 'package.json': { symlink: '/etc/passwd' } }, [], 'success'],
    ['a submodule', { vendor: { submodule: 'a'.repeat(40) } }, [], 'success'],
    ['an empty file', { 'package.json': '', 'src/a.ts': '' }, ['malformed package.json'], 'neutral'],
  ])('is told of %s', async (_title, head, problems, conclusion) => {
    const audit = await auditInTime({}, head, 5000);
    expect([problemsOf(audit), audit.conclusion]).toEqual([problems, conclusion]);
  });

  it('is told once of an untouched manifest on which a verdict depends', async () => {
    const base = { 'apps/a/package.json': '{', 'package.json': '{}' };
    const { audit } = await auditFiles(base, { ...base, 'package.json': MANIFEST });
    expect([problemsOf(audit), addedBy(audit)]).toEqual([['malformed apps/a/package.json'], ['stripe']]);
  });

  it('is told again of a data file only when it was readable before', async () => {
    const [large, larger] = ['a'.repeat(6_000_000), 'b'.repeat(6_000_000)];
    const standing = await auditFiles({ 'data.csv': large }, { 'data.csv': larger });
    const grown = await auditFiles({ 'data.csv': 'a' }, { 'data.csv': larger });
    expect([problemsOf(standing.audit), problemsOf(grown.audit)]).toEqual([[], ['too-large data.csv']]);
  });

  it('says that a listing was cut, on either side', async () => {
    const { audit } = await auditFiles({ files: {}, cut: 'over 100,000 entries' }, { files: {} });
    expect(audit).toMatchObject({
      conclusion: 'neutral',
      problems: [{ path: '', line: null, code: 'incomplete-tree', detail: 'over 100,000 entries' }],
    });
  });

  it('never takes an unread configuration for a missing one', async () => {
    const lost: Files = { '.integrations.yml': { missing: true } };
    const { audit } = await auditFiles(lost, { ...lost, 'src/a.ts': '' });
    const binary = await auditFiles({}, { '.integrations.yml': bytesOf(0, 1) });
    expect([problemsOf(audit), audit.conclusion]).toEqual([['missing .integrations.yml'], 'neutral']);
    expect([problemsOf(binary.audit), binary.audit.conclusion]).toEqual([['not-text .integrations.yml'], 'neutral']);
  });

  it('has nothing to say of empty trees', async () => {
    const { audit } = await auditFiles({}, {});
    expect([audit.conclusion, audit.problems, audit.findings]).toEqual(['success', [], []]);
  });
});

describe('content in other clothes', () => {
  const utf16 = (text: string, ...mark: number[]): Uint8Array => {
    return new Uint8Array([...mark, ...Buffer.from(text, 'utf16le')]);
  };
  it.each<[string, MemoryFile]>([
    ['a byte order mark', `\uFEFF${MANIFEST}`],
    ['CRLF', MANIFEST.replaceAll('\n', '\r\n')],
    ['UTF-16', utf16(MANIFEST, 0xff, 0xfe)],
    ['a broken byte of UTF-8', new Uint8Array([...Buffer.from(MANIFEST.replace('^17', '17 ')), 0x0a])],
  ])('is read with %s, at the same line', async (_title, file) => {
    const { audit } = await auditFiles({}, { 'package.json': file });
    expect(audit.findings.map((f) => [f.provider, f.line, f.column])).toEqual([['stripe', 3, 5]]);
  });

  it('is read as Latin-1 where it is no UTF-8', async () => {
    const latin = new Uint8Array([...Buffer.from('// caf\n'), 0xe9, ...Buffer.from("\nimport 'stripe';\n")]);
    const { audit } = await auditFiles({}, { 'src/a.ts': latin });
    expect(addedBy(audit)).toEqual(['stripe']);
  });
});

describe('names of the language itself', () => {
  const NAMES = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'prototype'];

  it('are ordinary paths', async () => {
    const files = filesOf(
      ...NAMES.flatMap(
        (n) =>
          [
            [n, ''],
            [`${n}/package.json`, MANIFEST],
            [`src/${n}.ts`, ''],
          ] as const,
      ),
    );
    const { audit } = await auditFiles({}, files);
    expect(audit.findings.map((f) => [f.provider, f.path])).toEqual([['stripe', '__proto__/package.json']]);
  });

  it.each<[string, (name: string) => string]>([
    ['package.json', (n) => `{ "dependencies": { "${n}": "1", "stripe": "1" }, "${n}": { "${n}": 1 } }`],
    ['Cargo.toml', (n) => `[dependencies]\n${n} = "1"\nasync-stripe = "1"\n[${n}]\n${n} = 1\n`],
    ['.env.example', (n) => `${n}=\nSTRIPE_SECRET_KEY=\n`],
    [
      'docker-compose.yml',
      (n) => `services:\n  ${n}:\n    image: ${n}\n  b:\n    image: stripe/stripe-cli\n${n}: {}\n`,
    ],
    [
      'src/a.ts',
      (n) =>
        `import '${n}';\nimport 'stripe';\nexport const ${n}x = process.env.${n};\nexport const home = 'https://${n}.io';`,
    ],
    ['src/a.py', (n) => `import ${n}\nimport stripe\nimport os\nos.environ["${n}"]\n`],
  ])('are ordinary names in %s', async (path, text) => {
    for (const name of NAMES) {
      const { audit } = await auditFiles({}, filesOf([path, text(name)]));
      expect([name, addedBy(audit).filter((id) => id !== 'docker'), problemsOf(audit)]).toEqual([name, ['stripe'], []]);
    }
    expect(({} as Record<string, unknown>)['dependencies']).toBe(undefined);
  });

  it('are ordinary names in the configuration', async () => {
    const config = `version: 1\nproviders:\n  aliases: { __proto__: constructor, stripe: __proto__ }\n  forbidden: [constructor, __proto__]\n__proto__: { checks: off }\n`;
    const { audit } = await auditFiles(
      { '.integrations.yml': config },
      { '.integrations.yml': config, 'package.json': MANIFEST },
    );
    expect(addedBy(audit)).toEqual(['__proto__']);
  });
});

describe('paths that are text for a page', () => {
  const ODD = [
    'a`b`/package.json',
    'a"b\'c/package.json',
    'line\nbreak/package.json',
    '**bold** [link](https://evil.example)/package.json',
    '<img src=x onerror=alert(1)>/package.json',
    '@acme/all/package.json',
    'a\u202Eb/package.json',
    'a|b/package.json',
    '--><script>/package.json',
    'a\u001b[31mb/package.json',
    '../../etc/package.json',
  ];

  it.each(ODD)('%j is harmless in every output', async (path) => {
    const { audit, config } = await auditFiles({}, { [path]: MANIFEST, [`${path}x/package.json`]: '{' });
    expect(audit.findings.map((f) => f.path)).toEqual([path]);
    const blobUrl = (): string => 'https://github.com/acme/shop';
    const page = [renderComment(audit, { blobUrl }), renderCheckRun(audit, config.report).summary].join('\n');
    // Whatever stands in a code span is shown as it is; outside of one nothing of the path may act.
    const outside = page.replaceAll(/(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
    expect(outside).not.toMatch(/<(?:img|script)|\]\(https:\/\/evil|@acme|\u202E/);
    expect(page).not.toMatch(/\u202E/);
    const text = renderDiffText(audit, makePaint(false));
    expect(['\u001b', '\u202E', 'line\nbreak'].filter((part) => text.includes(part))).toEqual([]);
  });
});

it('counts the changed files that the configuration ignores', async () => {
  const config = "version: 1\npaths: { ignore: ['**'] }\n";
  const base: Files = { '.integrations.yml': config };
  const { audit } = await auditFiles(base, { ...base, 'package.json': MANIFEST, 'src/a.ts': 'a();\n' });
  expect([audit.stats.changedFiles, audit.stats.ignoredFiles, audit.conclusion]).toEqual([0, 2, 'success']);
});

describe('much', () => {
  it('reads a change of 5,000 files in a few seconds', async () => {
    const line = "import { a } from '../a';\nexport const b = async () => fetch('/orders', { method: 'PUT' });\n";
    const head: Files = { 'package.json': MANIFEST };
    for (let i = 0; i < 5000; i += 1) head[`src/part${i % 50}/file${i}.ts`] = `// ${i}\n${line.repeat(20)}`;
    const audit = await auditInTime({}, head, 5000);
    expect([audit.stats.changedFiles, addedBy(audit), problemsOf(audit)]).toEqual([5001, ['stripe'], []]);
  });

  it('stops at the bytes that are read of one side, and reads small files first', async () => {
    const head: Files = { 'z/package.json': MANIFEST };
    const megabytes = 4_000_000;
    const many = Math.floor(MAX_CHANGED_BYTES / megabytes) + 2;
    const block = 'lorem ipsum dolor sit amet\n'.repeat(megabytes / 27);
    for (let i = 0; i < many; i += 1) head[`data/${i}.csv`] = `${i}\n${block}`;
    const { audit } = await auditFiles({}, head);
    expect(addedBy(audit)).toEqual(['stripe']);
    expect(audit.stats.readBytes).toBeLessThanOrEqual(MAX_CHANGED_BYTES);
    expect(problemsOf(audit).map((p) => p.split(' ')[0])).toEqual(['too-large', 'too-large']);
    expect(audit.stats.readBlobs).toBe(many - 2 + 1);
    expect(audit.conclusion).toBe('neutral');
  });

  it.each<[string, string, string]>([
    ['one line of 4 MB', 'src/a.ts', `const a = [${'1,'.repeat(2_000_000)}];`],
    ['one string of 4 MB', 'src/b.ts', `const a = '${'x'.repeat(4_000_000)}';`],
    ['a regular expression that never ends', 'src/c.ts', `const a = /${'('.repeat(200_000)}`],
    ['nested templates', 'src/d.ts', '`${'.repeat(100_000)],
    ['nested brackets', 'src/e.ts', `webhook.post(${'['.repeat(100_000)}`],
    [
      'a handler nested too deep',
      'app/api/webhooks/x/route.ts',
      `export async function POST(r) { ${'if (a) {'.repeat(20_000)}`,
    ],
    ['open comments', 'src/main.rs', '/*'.repeat(500_000)],
    ['open strings', 'src/a.py', '"""a'.repeat(300_000)],
    ['a wall of URLs', 'src/f.ts', "fetch('https://a.io/b');".repeat(100_000)],
    ['a wall of almost keys', 'src/g.ts', `${'sk_live_'.repeat(200_000)} ${'eyJ'.repeat(300_000)}`],
    ['a wall of env names', '.env.example', 'A_B_C_D=\n'.repeat(100_000)],
    [
      'many dependencies',
      'package.json',
      `{"dependencies":{${Array.from({ length: 50_000 }, (_, i) => `"p${i}":"1"`).join()}}}`,
    ],
    ['long lines of requirements', 'requirements.txt', 'a[b,c]>=1,<2;'.repeat(200_000)],
    ['a path of many stars', 'src/h.ts', `app.use('/webhook${'*'.repeat(240_000)}a', b); app.post('/webhook/a', c);`],
    [
      'a name of many words that say what it does',
      'webhook.go',
      `package a\nfunc ${'Create'.repeat(40_000)}(w http.ResponseWriter, r *http.Request) { save(r.Body) }\n`,
    ],
    [
      'a copy of headers into a long text',
      'webhook.go',
      `package a\nfunc Webhook(w http.ResponseWriter, r *http.Request) { r.Header.VisitAll("${'a'.repeat(240_000)}"); save(r.Body) }\nfunc init() { http.HandleFunc("/webhook", Webhook) }\n`,
    ],
    [
      'blanks in an annotation',
      'src/WebhookController.java',
      `@RestController @RequestMapping("/webhook") class WebhookController { @PostMapping(${' '.repeat(240_000)} x) public void webhook(@RequestBody String body) { save(body); } }\n`,
    ],
    [
      'blanks before a remark in an import',
      'routes/web.php',
      `<?php use A\\B${' '.repeat(240_000)}/* a */ as C;\nRoute::post('/webhook', function (Request $request) { save($request->getContent()); });\n`,
    ],
    [
      'middleware named by a long text',
      'routes/web.php',
      `<?php Route::post('/webhook', [A::class, 'b'])->middleware("${'a'.repeat(240_000)}");\n`,
    ],
    ['private keys that never end', 'notes.txt', `${pemHeader('RSA PRIVATE KEY')}\n`.repeat(50_000)],
  ])('takes little time for %s', async (_title, path, text) => {
    const audit = await auditInTime({}, { [path]: text }, 4000);
    expect(audit.problems.filter((p) => p.code === 'failed')).toEqual([]);
  });

  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...Array.from('bcdefghij', (name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(', ')}]`),
  ].join('\n');

  it.each(['docker-compose.yml', '.github/workflows/ci.yml', 'pnpm-workspace.yaml'])(
    'defuses a bomb of aliases in %s, and says so',
    async (path) => {
      const audit = await auditInTime(
        {},
        { [path]: `${bomb}\nservices: { s: { image: *j } }\npackages: *j\non: *j\njobs: *j\n` },
        2000,
      );
      expect([problemsOf(audit), audit.conclusion]).toEqual([[`too-deep ${path}`], expect.stringMatching(/neutral/)]);
    },
  );

  it('defuses one in the configuration, on either side', async () => {
    const text = `version: 1\n${bomb}\npaths: { ignore: *j }\n`;
    const head = await auditInTime({}, { '.integrations.yml': text }, 2000);
    const base = await auditInTime(
      { '.integrations.yml': text },
      { '.integrations.yml': text, 'package.json': MANIFEST },
      2000,
    );
    expect(head.findings.some((f) => f.check === 'config' && f.severity === 'error')).toBe(true);
    expect(base.problems.some((p) => p.code === 'config')).toBe(true);
    expect([head.conclusion, addedBy(base)]).toEqual(['failure', ['stripe']]);
  });

  it('compares two large handlers that share nothing', async () => {
    const text = (word: string): string =>
      `export async function POST(request) {\n  const event = await request.json();\n  await pay(event);\n${Array.from({ length: 8_000 }, (_, i) => `  ${word}(${i});`).join('\n')}\n}\n`;
    const path = 'app/api/webhooks/stripe/route.ts';
    const { audit } = await auditFiles({ [path]: text('a') }, { [path]: text('b') });
    expect(audit.findings.map((f) => [f.check, f.line])).toEqual([['unsigned-webhook', 1]]);
  });
});
