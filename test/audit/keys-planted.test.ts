import { expect, it } from 'vitest';
import { readRulebook } from '../../src/read-rulebook.ts';
import { renderCheckRun } from '../../src/core/report/render-check-run.ts';
import { renderComment } from '../../src/core/report/render-comment.ts';
import { renderDiffJson } from '../../src/core/report/render-json.ts';
import { renderDiffMarkdown } from '../../src/core/report/render-markdown.ts';
import { NO_PAINT } from '../../src/core/report/paint.ts';
import { renderSarif } from '../../src/core/report/render-sarif.ts';
import { renderDiffText } from '../../src/core/report/render-text.ts';
import { makeFactsReader } from '../../src/core/facts/read-facts.ts';
import { shareSyntax } from '../support/share-syntax.ts';
import { auditFiles } from '../support/audit-files.ts';
import { fillSample } from '../support/fill-sample.ts';
import { makePem } from '../support/make-pem.ts';
import { loadExampledRules } from '../support/load-exampled-rules.ts';
import { listSamples, type KeySample } from '../core/facts/keys/list-samples.ts';

const rulebook = await readRulebook();
const reader = makeFactsReader(rulebook, await shareSyntax());
const samples = listSamples(await loadExampledRules());

/** Kinds of files that a key is written into: its name, then its value. */
const KINDS: Record<string, (name: string, value: string) => string> = {
  '.env': (name, value) => `PORT=80\n${name}=${value}\n`,
  'config/app.yml': (name, value) => `app:\n  ${name}: "${value}"\n`,
  'config/app.json': (name, value) => `{\n  "${name}": "${value}"\n}\n`,
  'config/app.toml': (name, value) => `[app]\n${name} = "${value}"\n`,
  'config/app.properties': (name, value) => `${name}=${value}\n`,
  'src/app.ts': (name, value) => `export const ${name} = '${value}';\n`,
  'src/app.py': (name, value) => `${name} = "${value}"\n`,
  'src/app.go': (name, value) => `const ${name} = "${value}"\n`,
  'src/app.rb': (name, value) => `${name} = '${value}'\n`,
  'src/App.java': (name, value) => `String ${name} = "${value}";\n`,
  'src/main.rs': (name, value) => `const ${name}: &str = "${value}";\n`,
  'main.tf': (name, value) => `variable "x" {\n  ${name} = "${value}"\n}\n`,
  Dockerfile: (name, value) => `FROM scratch\nENV ${name}=${value}\n`,
  '.github/workflows/ci.yml': (name, value) => `env:\n  ${name}: "${value}"\n`,
  'deploy.sh': (name, value) => `export ${name}="${value}"\n`,
  'web.xml': (name, value) => `<app>\n  <${name}>${value}</${name}>\n</app>\n`,
  'docs/setup.md': (name, value) => `Set it:\n\n    ${name}=${value}\n`,
};

/** The name that the rule gives the key, or one that says whose it is. */
function nameOf({ rule, key }: KeySample): string {
  return key.env ?? `${rule.id}_${key.id}`.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}

/** Characters that end a value in some kind of file: such keys are not written into it without quotation marks. */
const isPlain = (value: string): boolean => /^[\w+/=.:-]+$/.test(value);
const UNQUOTED = new Set(['.env', 'Dockerfile', 'config/app.properties', 'docs/setup.md']);

it('finds every kind of key once in every kind of file, and never says it', { timeout: 120_000 }, () => {
  const faults: string[] = [];
  for (const sample of samples) {
    for (const [path, write] of Object.entries(KINDS)) {
      if (UNQUOTED.has(path) && !isPlain(sample.value)) continue;
      const facts = reader.read(path, new TextEncoder().encode(write(nameOf(sample), sample.value)));
      const got = facts.keys.map((k) => `${k.provider}/${k.key} ${k.keyClass}`);
      const wanted = `${sample.rule.id}/${sample.key.id} ${sample.key.class}`;
      if (got.length !== 1 || got[0] !== wanted) faults.push(`${wanted} in ${path}: ${got.join(', ') || 'nothing'}`);
      if (JSON.stringify(facts).includes(sample.value)) faults.push(`${wanted} in ${path}: is said`);
    }
  }
  expect(faults).toEqual([]);
});

/** Audits a change that adds files: all that is said of it, in every form, and how many leaked keys it tells. */
async function auditAll(files: Record<string, string>): Promise<{ said: string; keys: number }> {
  const { audit, config } = await auditFiles({ 'README.md': '# x\n' }, files);
  const said = [
    JSON.stringify(audit),
    JSON.stringify(renderCheckRun(audit, config.report)),
    renderComment(audit),
    renderDiffJson(audit),
    renderDiffMarkdown(audit),
    renderSarif(audit, '1.2.3'),
    renderDiffText(audit, NO_PAINT),
  ].join('\n');
  return { said, keys: audit.findings.filter((f) => f.check === 'leaked-key').length };
}

it('audits a change with all of them and lets none into a report', { timeout: 120_000 }, async () => {
  const paths = Object.entries(KINDS);
  const head = Object.fromEntries(
    samples.map((sample, i) => {
      const [path, write] = paths[i % paths.length]!;
      return [`s${i}/${path}`, write(nameOf(sample), sample.value)];
    }),
  );
  const { said, keys } = await auditAll(head);
  expect(samples.filter(({ value }) => said.includes(value)).map((s) => `${s.rule.id}/${s.key.id}`)).toEqual([]);
  expect(keys).toBeGreaterThan(samples.length * 0.8);
});

it('lets none that a file is named for into a report', { timeout: 60_000 }, async () => {
  const names = samples.filter(({ key, value }) => key.detect === 'alone' && /^[\w-]+$/.test(value));
  const head = Object.fromEntries(names.map(({ value }) => [`src/${value}.ts`, "import Stripe from 'stripe';\n"]));
  const { said, keys } = await auditAll(head);
  expect(names.filter(({ value }) => said.includes(value)).map((s) => `${s.rule.id}/${s.key.id}`)).toEqual([]);
  expect(names.length).toBeGreaterThan(100);
  expect(keys).toBeGreaterThan(names.length * 0.8);
});

/** What no rule has a shape for: the text of a file, with the secret between two marks. */
const SHAPELESS: readonly string[] = [
  'ACME_API_TOKEN=«{{alnum:40}}»',
  'api_key = "«{{alnum:32}}»"',
  'Authorization: Bearer «{{alnum:40}}»',
  "EMAIL_HOST_PASSWORD = '«Xk9#mVq2{{alnum:8}}!»'",
  'DATABASE_URL=postgres://app:«{{alnum:20}}»@db.acme.io/app',
  'Server=db.acme.io;User Id=app;Password=«Xk9{{alnum:12}}»;',
  'curl -u deploy:«{{alnum:18}}7k» https://api.acme.io',
  'sshpass -p "«{{alnum:18}}7k»" ssh deploy@acme.io',
  "new PDO('mysql:host=db.acme.io', 'app', '«{{alnum:18}}7k»')",
  makePem('PRIVATE KEY', '\n«{{base64:64}}»\n{{base64:64}}\n'),
  'PRIVATE_KEY=0x«{{hex:64}}»',
  'PASSWORD=«Xk9#mVq2{{alnum:8}}» node server.js',
];

it('lets no secret without a known shape into a report, in any kind of place', async () => {
  const values: string[] = [];
  const head = Object.fromEntries(
    SHAPELESS.flatMap((text, i) =>
      ['', 'docs/', 'test/', 'examples/', 'src/'].map((folder) => {
        const filled = fillSample(text, `shapeless ${folder}${i}`);
        values.push(/«(.+)»/.exec(filled)![1]!);
        return [`${folder}s${i}.txt`, `${filled.replaceAll(/[«»]/g, '')}\n`];
      }),
    ),
  );
  const { said, keys } = await auditAll(head);
  expect(values.filter((value) => said.includes(value))).toEqual([]);
  expect(keys).toBe(values.length);
});
