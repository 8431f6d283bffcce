import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CHECKS, SEVERITIES, type Audit, type Finding } from '../../src/core/audit-types.ts';
import type { Problem } from '../../src/core/place-types.ts';
import { auditFiles } from '../support/audit-files.ts';
import { fillSample } from '../support/fill-sample.ts';

// Every folder here is a pull request: `base/` and `head/` are whole trees, `expected.json` is what an audit must say, and why.
// Keys are written as holes (`{{alnum:24}}`), filled by the folder's name: equal holes that come first in two files
// of one pull request are the same key.

const HERE = import.meta.dirname;
const CASES = readdirSync(HERE, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const finding = z.strictObject({
  check: z.enum(CHECKS),
  code: z.string(),
  severity: z.enum(SEVERITIES),
  provider: z.string().nullable(),
  path: z.string(),
  line: z.number(),
  column: z.number(),
  keyClass: z.string().optional(),
});

const expectedSchema = z.strictObject({
  about: z.string(),
  conclusion: z.enum(['success', 'neutral', 'failure']),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  findings: z.array(finding),
  muted: z.array(finding).default([]),
  problems: z.array(z.strictObject({ code: z.string(), path: z.string(), line: z.number().nullable() })).default([]),
});

const readExpected = (name: string): z.infer<typeof expectedSchema> =>
  expectedSchema.parse(JSON.parse(readFileSync(join(HERE, name, 'expected.json'), 'utf8')));

function readTree(name: string, side: 'base' | 'head'): Record<string, string> {
  const root = join(HERE, name, side);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files.map((file) => join(file.parentPath, file.name));
  return Object.fromEntries(
    texts.map((path) => [relative(root, path).replaceAll(sep, '/'), fillSample(readFileSync(path, 'utf8'), name)]),
  );
}

function brief({
  conclusion,
  change,
  findings,
  muted,
  problems,
}: Audit): Omit<z.infer<typeof expectedSchema>, 'about'> {
  return {
    conclusion,
    added: change.added.map((i) => i.provider),
    removed: change.removed.map((i) => i.provider),
    findings: findings.map(briefFinding),
    muted: muted.map(briefFinding),
    problems: problems.map(({ code, path, line }: Problem) => ({ code, path, line })),
  };
}

function briefFinding({
  check,
  code,
  severity,
  provider,
  path,
  line,
  column,
  keyClass,
}: Finding): z.infer<typeof finding> {
  return { check, code, severity, provider, path, line, column, ...(keyClass !== undefined && { keyClass }) };
}

describe('an audit of a pull request', () => {
  it('has cases', () => {
    expect(CASES.length).toBeGreaterThan(30);
  });

  it.each(CASES.map((name) => [name, readExpected(name)] as const))('says what %s expects', async (name, given) => {
    const { about: _about, ...expected } = given;
    const [base, head] = [readTree(name, 'base'), readTree(name, 'head')];
    const { audit } = await auditFiles(base, head);

    expect(brief(audit)).toEqual(expected);
  });

  it.each(CASES)('says the same of %s when untouched files are searched before they are read', async (name) => {
    const [base, head] = [readTree(name, 'base'), readTree(name, 'head')];
    const [plain, searched] = [await auditFiles(base, head), await auditFiles(base, head, { searchFirst: true })];

    expect(brief(searched.audit)).toEqual(brief(plain.audit));
  });
});
