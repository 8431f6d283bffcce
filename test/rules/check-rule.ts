import { makeFactsReader, type FactsReader } from '../../src/core/facts/read-facts.ts';
import type { ParseSyntax } from '../../src/core/facts/webhooks/syntax.ts';
import { pathRole } from '../../src/core/facts/path-role.ts';
import { compileRulebook } from '../../src/core/rulebook/compile-rulebook.ts';
import { listDetectors, type Detector } from '../../src/core/rulebook/detectors.ts';
import type { ExampledRule } from '../../src/core/rulebook/rule-schema.ts';
import type { Rulebook } from '../../src/core/rulebook/rulebook.ts';
import { fillSample } from '../support/fill-sample.ts';

type Example = { file: string; text: string };
type Hit = { provider: string; answer: string; line: number };
type Compiled = { rulebook: Rulebook; reader: FactsReader };

export function compile(rules: readonly ExampledRule[], parse: ParseSyntax): Compiled {
  const rulebook = compileRulebook(rules, 'examples');
  return { rulebook, reader: makeFactsReader(rulebook, parse) };
}

/**
 * Everything that is wrong with a rule's examples: alone, against the whole rulebook, and whether each detector and key
 * is needed by one of them.
 */
export function checkRule(rule: ExampledRule, whole: Compiled, parse: ParseSyntax): string[] {
  const alone = compile([rule], parse);
  return [
    ...rule.examples.finds.flatMap((example, index) => checkFind(rule, example, index, alone, whole)),
    ...rule.examples.ignores.flatMap((example, index) => checkIgnore(rule, example, index, alone, whole)),
    ...checkDetectors(rule, parse),
    ...checkExceptions(rule, parse),
    ...checkAdvice(rule),
  ];
}

/** Protocols and wallets, which no vendor's page replaces a key of; and what is handed out for one payment. */
const WITHOUT_PAGE: ReadonlySet<string> = new Set(['mqtt:url', 'smtp:url', 'solana:private-key']);
const WITHOUT_VARIABLE: ReadonlySet<string> = new Set(['stripe:client-secret']);

/** Whoever is told of a key must learn where it is revoked, and where to put the new one. */
function checkAdvice(rule: ExampledRule): string[] {
  return rule.keys.flatMap(({ id, rotate, env }) => {
    const name = `${rule.id}:${id}`;
    return [
      ...((rotate === undefined) === WITHOUT_PAGE.has(name)
        ? []
        : [`key:${id} says no page to revoke it, or needs none`]),
      ...((env === undefined) === WITHOUT_VARIABLE.has(name) ? [] : [`key:${id} says no variable, or needs none`]),
      ...(rotate === undefined || rotate.startsWith('https://')
        ? []
        : [`key:${id} is revoked at ${rotate}, which is no https`]),
    ];
  });
}

function checkFind(
  rule: ExampledRule,
  example: ExampledRule['examples']['finds'][number],
  index: number,
  alone: Compiled,
  whole: Compiled,
): string[] {
  const where = `finds[${index}] (${example.file})`;
  const faults: string[] = [];
  if (pathRole(example.file) !== 'product') faults.push(`${where}: a ${pathRole(example.file)} path gives no evidence`);
  const seed = `${rule.id}/${index}`;
  for (const [name, compiled] of [
    ['alone', alone],
    ['whole rulebook', whole],
  ] as const) {
    const hits = findHits(example, seed, compiled).filter((h) => h.provider === rule.id);
    for (const [answer, line] of Object.entries(example.expect)) {
      if (!hits.some((h) => h.answer === answer && h.line === line)) {
        const got = hits.map((h) => `${h.answer}@${h.line}`).join(', ') || 'nothing';
        faults.push(`${where}, ${name}: ${answer} does not answer at line ${line} (got ${got})`);
      }
    }
    const keys = hits.filter((h) => h.answer.startsWith('key:') && example.expect[h.answer] === undefined);
    for (const key of keys) faults.push(`${where}, ${name}: ${key.answer} answers unexpectedly at line ${key.line}`);
  }
  return [...faults, ...checkForeign(rule, example, seed, whole, where)];
}

function checkIgnore(
  rule: ExampledRule,
  example: ExampledRule['examples']['ignores'][number],
  index: number,
  alone: Compiled,
  whole: Compiled,
): string[] {
  const where = `ignores[${index}] (${example.file})`;
  const seed = `${rule.id}/ignores/${index}`;
  const own = findHits(example, seed, alone).map((h) => `${where}: ${h.answer} answers at line ${h.line}`);
  return [...own, ...checkForeign(rule, example, seed, whole, where)];
}

/** A hit of another rule must be declared, and a declared one must be there. */
function checkForeign(
  rule: ExampledRule,
  example: Example & { also: readonly string[] },
  seed: string,
  whole: Compiled,
  where: string,
): string[] {
  const foreign = new Set(
    findHits(example, seed, whole)
      .map((h) => h.provider)
      .filter((id) => id !== rule.id),
  );
  const undeclared = [...foreign]
    .filter((id) => !example.also.includes(id))
    .map((id) => `${where}: ${id} answers too; mend it, or list it in \`also\``);
  const absent = example.also
    .filter((id) => !foreign.has(id))
    .map((id) => `${where}: ${id} is listed in \`also\` and does not answer`);
  return [...undeclared, ...absent];
}

/**
 * Takes each detector away: at the line where it should answer, the rule must fall silent in one of the examples that
 * name it (a package by one name in two registries has two).
 */
function checkDetectors(rule: ExampledRule, parse: ParseSyntax): string[] {
  const faults = listDetectors(rule).flatMap((detector) => checkDetector(rule, detector, parse));
  const idle = rule.keys.filter((key) => !rule.examples.finds.some((e) => e.expect[`key:${key.id}`] !== undefined));
  return [...faults, ...idle.map((key) => `key:${key.id} is needed by no example`)];
}

function checkDetector(rule: ExampledRule, detector: Detector, parse: ParseSyntax): string[] {
  const answer = `${detector.kind}:${detector.text}`;
  const naming = rule.examples.finds.flatMap((example, index) => {
    const line = example.expect[answer];
    return line === undefined ? [] : [{ example, index, line }];
  });
  if (naming.length === 0) return [`${answer} is needed by no example`];
  if (isClassEntry(rule, detector)) return [];
  // Its keys are not asked here, and to compile their search takes longer than all the rest.
  const crippled = compile([{ ...without(rule, detector), keys: [] }], parse);
  const bites = naming.some(({ example, index, line }) => {
    const left = findHits(example, `${rule.id}/${index}`, crippled);
    return !left.some((h) => h.line === line);
  });
  return bites ? [] : [`${answer} is not needed: without it something else answers in its place`];
}

/** Without an exception, the rule must answer in one of the examples that it ignores. */
function checkExceptions(rule: ExampledRule, parse: ParseSyntax): string[] {
  return (rule.detect.not ?? []).flatMap((name) => {
    const not = rule.detect.not?.filter((n) => n !== name);
    const crippled = compile([{ ...rule, detect: { ...rule.detect, not }, keys: [] }], parse);
    const bites = rule.examples.ignores.some(
      (example, index) => findHits(example, `${rule.id}/ignores/${index}`, crippled).length > 0,
    );
    return bites ? [] : [`not: ${name} is needed by no example in \`ignores\``];
  });
}

/** An env name under the rule's own `PREFIX_*` stands there for its class. */
function isClassEntry(rule: ExampledRule, { kind, text }: Detector): boolean {
  const env = rule.detect.env ?? [];
  return (
    kind === 'env' &&
    env.some((e) => e.name === text && e.class !== undefined) &&
    env.some((e) => e.name.endsWith('*') && text.startsWith(e.name.slice(0, -1)))
  );
}

function without(rule: ExampledRule, { kind, text, space }: Detector): ExampledRule {
  const detect = structuredClone(rule.detect);
  const drop = (names: string[] | undefined): string[] | undefined => names?.filter((n) => n !== text);
  if (kind === 'package' && detect.packages)
    (detect.packages as Record<string, string[] | undefined>)[space ?? ''] = drop(detect.packages[space as 'npm']);
  if (kind === 'import' && detect.imports)
    (detect.imports as Record<string, string[] | undefined>)[space ?? ''] = drop(detect.imports[space as 'javascript']);
  if (kind === 'env') detect.env = detect.env?.filter((e) => e.name !== text);
  if (kind === 'code') detect.code = detect.code?.filter((c) => c.text !== text);
  if (kind === 'host') detect.hosts = drop(detect.hosts);
  if (kind === 'image') detect.images = drop(detect.images);
  if (kind === 'action') detect.actions = drop(detect.actions);
  if (kind === 'resource') detect.resources = drop(detect.resources);
  if (kind === 'file') detect.files = drop(detect.files);
  return { ...rule, detect };
}

function findHits({ file, text }: Example, seed: string, { rulebook, reader }: Compiled): Hit[] {
  const facts = reader.read(file, new TextEncoder().encode(fillSample(text, seed)));
  return [
    ...rulebook.matchPath(file).map(({ provider, detector }) => ({ provider, answer: `file:${detector}`, line: 1 })),
    ...facts.signals.flatMap((signal) =>
      rulebook.match(signal).map(({ provider, detector }) => ({
        provider,
        answer: `${answerKind(rulebook, provider, detector, signal.kind)}:${detector}`,
        line: signal.line,
      })),
    ),
    ...facts.keys.map((k) => ({ provider: k.provider ?? 'generic', answer: `key:${k.key}`, line: k.line })),
    ...facts.webhooks.map((w) => ({
      provider: w.provider ?? 'unknown',
      answer: `webhook:${w.verification}`,
      line: w.line,
    })),
  ];
}

/** An import answered by a package's name counts for the package. */
function answerKind(rulebook: Rulebook, provider: string, detector: string, kind: string): string {
  if (kind !== 'import') return kind;
  const named = Object.values(rulebook.rules.get(provider)?.detect.imports ?? {}).some((names) =>
    names?.includes(detector),
  );
  return named ? 'import' : 'package';
}
