import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventoryCommit } from '../../src/audit/inventory-commit.ts';
import { renderCheckRun } from '../../src/core/report/render-check-run.ts';
import { renderComment, renderResolvedComment } from '../../src/core/report/render-comment.ts';
import { renderDiffJson, renderInventoryJson } from '../../src/core/report/render-json.ts';
import { renderCycloneDx } from '../../src/core/report/render-cyclonedx.ts';
import { renderDiffMarkdown, renderInventoryMarkdown } from '../../src/core/report/render-markdown.ts';
import { renderSarif } from '../../src/core/report/render-sarif.ts';
import { renderDiffText, renderInventoryText } from '../../src/core/report/render-text.ts';
import { makePaint } from '../../src/commands/make-paint.ts';
import type { TreeEntry } from '../../src/core/repository-types.ts';
import { loadExampledRules } from '../support/load-exampled-rules.ts';
import { auditFiles, loadEngine } from '../support/audit-files.ts';
import { fillSample } from '../support/fill-sample.ts';
import { makeMemoryRepository } from '../support/make-memory-repository.ts';

const engine = await loadEngine();
const reader = engine.makeReader(engine.rulebook);

// ---------------------------------------------------------------- small random trees

const PACKAGES = ['stripe', 'posthog-js', 'openai', 'express', '@sentry/node', 'ioredis', 'minio'];
const some = (...values: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...values]);
const manifest = fc
  .tuple(some(...PACKAGES), some('mixpanel', 'vitest'))
  .map(([run, dev]) =>
    JSON.stringify({ dependencies: namesToVersions(run), devDependencies: namesToVersions(dev) }, null, 2),
  );
const namesToVersions = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, '^1.0.0']));
const source = some(
  "import Stripe from 'stripe';",
  "const { data } = await fetch('https://api.openai.com/v1/models');",
  'const dsn = process.env.SENTRY_DSN;',
  "const files = supabase.storage.from('pictures');",
  '// https://api.stripe.com',
  'export const POST = async (request: Request) => save(await request.json());',
).map((lines) => lines.join('\n'));
const env = some('STRIPE_SECRET_KEY=', 'POSTHOG_KEY=', 'PORT=3000', 'SUPABASE_URL=').map((lines) => lines.join('\n'));
const compose = some('redis:7', 'postgres:18', 'minio/minio').map((images) =>
  ['services:', ...images.map((image, i) => `  s${i}:\n    image: ${image}`)].join('\n'),
);

/** Each file may be missing. */
const tree = fc
  .record(
    {
      'package.json': fc.oneof(manifest, fc.constant('{ "dependencies": {')),
      'apps/web/package.json': manifest,
      'src/a.ts': source,
      'src/b.ts': source,
      'app/api/webhooks/stripe/route.ts': source,
      'tests/a.spec.ts': source,
      'docs/setup.md': source,
      '.env.example': env,
      'docker-compose.yml': compose,
    },
    { requiredKeys: [] },
  )
  .map((files) => files as Record<string, string>);

describe('an audit', () => {
  it('turns what came into what went when base and head change places', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (base, head) => {
        const [there, back] = [(await auditFiles(base, head)).audit, (await auditFiles(head, base)).audit];
        expect(back.change.removed).toEqual(there.change.added);
        expect(back.change.added).toEqual(there.change.removed);
      }),
      { numRuns: 150 },
    );
  });

  it('finds nothing between equal commits, and reads nothing for it', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (files) => {
        const { audit } = await auditFiles(files, { ...files });
        expect(audit).toMatchObject({
          conclusion: 'success',
          change: { added: [], removed: [], changed: [] },
          findings: [],
          muted: [],
          problems: [],
          stats: { changedFiles: 0, readBlobs: 0, readBytes: 0 },
        });
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on the order in which a listing comes', async () => {
    const reverse = (entries: TreeEntry[]): TreeEntry[] => entries.toReversed();
    await fc.assert(
      fc.asyncProperty(tree, tree, async (base, head) => {
        const [plain, turned] = [
          await auditFiles(base, head),
          await auditFiles({ files: base, order: reverse }, { files: head, order: reverse }),
        ];
        expect(turned.audit).toEqual(plain.audit);
      }),
      { numRuns: 100 },
    );
  });

  it('says the same whether untouched files are searched first or read at once', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (base, head) => {
        const [plain, searched] = [await auditFiles(base, head), await auditFiles(base, head, { searchFirst: true })];
        expect({ ...searched.audit, stats: null }).toEqual({ ...plain.audit, stats: null });
      }),
      { numRuns: 100 },
    );
  });
});

// ---------------------------------------------------------------- planted keys

const HOLE = /\{\{jwt:\{[^{}]*\}(?::[A-Za-z0-9]+)?\}\}|\{\{[a-z0-9]+(?::[^{}]*)?\}\}/g;
/** What a masked key may show of a drawn part: its last four characters. */
const SHOWN = 4;
const LONGEST_SHOWN = SHOWN + 4;

/** Every line of the rules' own examples with a key that shows by itself what it is, wherever it stands. */
const SAMPLES = (await loadExampledRules()).flatMap((rule) => {
  const shapes = rule.keys.filter((key) => key.detect === 'alone').map((key) => new RegExp(`^(?:${key.pattern})$`));
  const lines = rule.examples.finds.flatMap((example) => example.text.split('\n'));
  return lines.filter((line) => shapes.some((shape) => shape.test(bare(plant(line, rule.id).line))));
});

/** Fills a line's holes, and tells the drawn parts that are long enough to be secret. */
function plant(line: string, seed: string): { line: string; drawn: string[] } {
  const drawn: string[] = [];
  const filled = line.replaceAll(HOLE, (hole) => {
    const value = fillSample(hole, `${seed}${drawn.length}`);
    if (!hole.startsWith('{{host:')) drawn.push(value);
    return value;
  });
  // The prefix of a token with a checksum is part of its hole, and of its mask.
  const secret = drawn.map((value) => value.replace(/^(?:github_pat_11|gh[a-z]_|eyJ[^.]*\.eyJ[^.]*\.)/, ''));
  return { line: filled, drawn: secret.filter((value) => value.length > 3 * LONGEST_SHOWN) };
}

/** The value alone, without the code around it. */
function bare(line: string): string {
  return /['"]([^'"]{8,})['"]/.exec(line)?.[1] ?? line.trim();
}

const PLACES: Record<string, (line: string) => string> = {
  'src/settings.ts': (line) => line,
  'src/calls.ts': (line) => `await fetch('https://api.telegram.org/bot${bare(line)}/send?key=${bare(line)}');`,
  'src/modules.ts': (line) =>
    `import x from 'stripe/${bare(line)}';\nimport y from "https://x:${bare(line)}@esm.sh/y";`,
  'src/env.ts': (line) => `const a = process.env['${bare(line)}'] ?? '${bare(line)}';`,
  'app/api/webhooks/stripe/route.ts': (line) =>
    `${line}\nexport async function POST(r: Request) { if (r.headers.get('x') === '${bare(line)}') await pay(await r.json()); }`,
  'src/server.ts': (line) =>
    `app.post('/webhooks/stripe/${bare(line)}', async (req, res) => { await pay(req.body); });`,
  'worker/settings.py': (line) => `KEY = "${bare(line)}"\nurl = f"https://api.openai.com/${bare(line)}"`,
  'src/main.rs': (line) => `let key = "${bare(line)}";`,
  'package.json': (line) =>
    JSON.stringify({ dependencies: { stripe: bare(line), openai: `git+https://${bare(line)}@github.com/a/b` } }),
  'broken/package.json': (line) => `{ "dependencies": { "stripe": "${bare(line)}, }`,
  'Cargo.toml': (line) => `[dependencies]\nasync-stripe = "${bare(line)}"\nkey = ${bare(line)}`,
  'pyproject.toml': (line) => `[project]\ndependencies = ["stripe @ https://x:${bare(line)}@host.io/a.whl"]`,
  'requirements.txt': (line) => `stripe==${bare(line)}\n--index-url https://x:${bare(line)}@pypi.acme.io/simple`,
  '.env': (line) => `STRIPE_SECRET_KEY=${bare(line)}\nSTRIPE_${bare(line)}=1`,
  '.env.example': (line) => `# STRIPE_KEY=${bare(line)}\nOPENAI_API_KEY="${bare(line)}"`,
  'docker-compose.yml': (line) =>
    `services:\n  a:\n    image: redis:${bare(line)}\n    environment: { STRIPE_API_KEY: '${bare(line)}' }\n  b: *${bare(line)}`,
  '.github/workflows/ci.yml': (line) =>
    `on: push\njobs:\n  a:\n    env: { STRIPE_API_KEY: '${bare(line)}' }\n    steps:\n      - uses: getsentry/action-release@${bare(line)}\n      - run: curl https://api.stripe.com/${bare(line)}`,
  '.integrations.yml': (line) =>
    `version: ${bare(line)}\nproviders:\n  approved: ['${bare(line)}']\n${bare(line)}: 1\nchecks: { leaked-key: ${bare(line)} }`,
  'main.tf': (line) => `resource "aws_s3_bucket" "${bare(line)}" { bucket = "${bare(line)}" }`,
  Dockerfile: (line) =>
    `FROM redis:${bare(line)}\nENV STRIPE_API_KEY=${bare(line)}\nRUN curl https://x:${bare(line)}@api.stripe.com/`,
  'docs/setup.md': (line) => line,
  'notes.unknown': (line) => line,
};

async function everyOutput(files: Record<string, string>): Promise<string[]> {
  const { audit, config } = await auditFiles({}, files);
  const paint = [makePaint(true), makePaint(false)] as const;
  const repository = makeMemoryRepository({ head: { files } });
  const { inventory, stats } = await inventoryCommit(engine, { repository, commit: 'head' });
  const blobUrl = (path: string, line: number): string => `https://github.com/acme/shop/blob/head/${path}#L${line}`;
  return [
    JSON.stringify(audit),
    JSON.stringify(config),
    renderDiffJson(audit),
    ...paint.map((p) => renderDiffText(audit, p)),
    renderDiffMarkdown(audit),
    renderSarif(audit, '1.2.3'),
    JSON.stringify(renderCheckRun(audit, config.report)),
    renderComment(audit, { blobUrl }),
    renderResolvedComment(audit),
    JSON.stringify(inventory),
    renderInventoryJson(inventory, stats),
    ...paint.map((p) => renderInventoryText(inventory, stats, p)),
    renderInventoryMarkdown(inventory),
    renderCycloneDx(inventory, { repository: 'acme/shop', version: '1.2.3', rules: engine.rulebook.rules }),
  ];
}

/** What tells which known keys a text holds. */
const digestsIn = (path: string, text: string): string[] =>
  reader
    .read(path, new TextEncoder().encode(text))
    .keys.filter((key) => key.provider !== null)
    .map((key) => key.digest);

/** Parts of the value, overlapping, each longer than what a mask shows. */
function* windows(value: string): Generator<string> {
  for (let at = 0; at + LONGEST_SHOWN <= value.length; at += 1) yield value.slice(at, at + LONGEST_SHOWN);
}

describe('no output', () => {
  it('has samples of many providers to plant', () => {
    expect(SAMPLES.length).toBeGreaterThan(60);
  });

  it.each(Object.keys(PLACES))('holds a key that is planted in %s', async (path) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SAMPLES), fc.string({ minLength: 4, maxLength: 8 }), async (sample, seed) => {
        const { line, drawn } = plant(sample, seed);
        const text = PLACES[path]!(line);
        const [alone, there] = [bare(line), text].map((t) => digestsIn(path, t));
        // A drawn value may look like a filler by chance, and a shape without a prefix is not seen within a path.
        fc.pre(alone!.some((digest) => there!.includes(digest)));
        const outputs = await everyOutput({ [path]: text });
        const leaks = drawn.flatMap((value) =>
          [...windows(value)].filter((part) => outputs.some((output) => output.includes(part))),
        );
        expect(leaks.map((part) => `${part.length} characters of a key of ${sample}`)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
