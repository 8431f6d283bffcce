import { CATEGORY_WORDS } from '../core/report/sentences/category-words.ts';
import { escapeMarkdown, linkTo } from '../core/report/escape-markdown.ts';
import { compareText } from '../core/compare-text.ts';
import { listDetectors, type Detector } from '../core/rulebook/detectors.ts';
import type { Rule } from '../core/rulebook/rule-schema.ts';
import { CATEGORIES } from '../core/categories.ts';
import type { EvidenceKind } from '../core/inventory-types.ts';

/** Singular and plural name of each kind of detector. */
const KINDS: Readonly<Record<EvidenceKind, readonly [string, string]>> = {
  package: ['package', 'packages'],
  import: ['import', 'imports'],
  env: ['variable', 'variables'],
  host: ['host', 'hosts'],
  image: ['image', 'images'],
  action: ['CI action', 'CI actions'],
  resource: ['resource', 'resources'],
  file: ['file', 'files'],
  code: ['call', 'calls'],
};

/** The catalogue of all providers as Markdown, by category: name, id and the number of detectors of each kind. */
export function renderProvidersPage(rules: readonly Rule[]): string {
  const names = new Map(rules.map((r) => [r.id, r.name]));
  const groups = CATEGORIES.map((category) => [category, rules.filter((r) => r.category === category)] as const)
    .filter(([, members]) => members.length > 0)
    .toSorted(([a], [b]) => compareText(CATEGORY_WORDS[a], CATEGORY_WORDS[b]));
  const sections = groups.map(([category, members]) =>
    [
      `## ${CATEGORY_WORDS[category]}`,
      '',
      '| Provider | Id | Recognised by |',
      '| --- | --- | --- |',
      ...members
        .toSorted((a, b) => compareText(fold(a.name), fold(b.name)) || compareText(a.id, b.id))
        .map((r) => row(r, names)),
    ].join('\n'),
  );
  const index = groups.map(([category, members]) => `${CATEGORY_WORDS[category]} (${members.length})`).join(', ');
  return `${[HEAD, `${rules.length} providers: ${index}.`, ...sections].join('\n\n')}\n`;
}

const HEAD = `# Providers

<!-- Generated from rules/ by src/tools/write-providers-page.ts: run \`npm run generate\`. -->

Every provider that a rule describes. \`integration-audit explain ID\` lists all of what one is recognised by; services
without a rule are inferred from hosts, variables and webhook routes, and reported apart. Ids are what
\`.integrations.yml\` names.`;

function row(rule: Rule, names: ReadonlyMap<string, string>): string {
  const parent = rule.parent === null ? '' : `, part of ${escapeMarkdown(names.get(rule.parent) ?? rule.parent)}`;
  const also = rule.aliases.length === 0 ? '' : ` (${rule.aliases.map((a) => escapeMarkdown(a)).join(', ')})`;
  const webhook = rule.webhook?.signs === true ? ['signed webhooks'] : [];
  const keys = rule.keys.length === 0 ? [] : [counted(rule.keys.length, ['shape of key', 'shapes of keys'])];
  const found = [...countKinds(listDetectors(rule)), ...keys, ...webhook].join(', ');
  return `| ${linkTo(escapeMarkdown(rule.name), rule.url)}${also}${parent} | \`${rule.id}\` | ${found} |`;
}

/** `2 packages (npm, pypi), 1 host`. */
function countKinds(detectors: readonly Detector[]): string[] {
  return [...Map.groupBy(detectors, (d) => d.kind)].map(([kind, members]) => {
    const spaces = [...new Set(members.map((d) => d.space).filter((s) => s !== null))];
    return `${counted(members.length, KINDS[kind])}${spaces.length === 0 ? '' : ` (${spaces.join(', ')})`}`;
  });
}

function counted(number: number, [one, many]: readonly [string, string]): string {
  return `${number} ${number === 1 ? one : many}`;
}

function fold(name: string): string {
  return name.toLowerCase();
}
