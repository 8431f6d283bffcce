import { listDetectors } from '../rulebook/detectors.ts';
import type { Rule } from '../rulebook/rule-schema.ts';
import type { EvidenceKind } from '../inventory-types.ts';
import { cleanText } from './clean-text.ts';
import { CATEGORY_WORDS } from './sentences/category-words.ts';
import type { Paint } from './paint.ts';

const KIND_WORDS: Record<EvidenceKind, string> = {
  package: 'Packages',
  import: 'Imports',
  env: 'Environment names',
  host: 'Hosts',
  image: 'Container images',
  action: 'CI actions',
  resource: 'Infrastructure resources',
  file: 'Files',
  code: 'Call texts',
};

/** A rule as text, for `explain`: what the provider is and how it is recognised. */
export function renderRuleText(rule: Rule, paint: Paint): string {
  // A custom provider in the folder's configuration may have no page.
  const about = [CATEGORY_WORDS[rule.category], rule.url].filter(Boolean).join(' · ');
  const head = [`${paint.bold(cleanText(rule.name))} (${rule.id})`, cleanText(about)];
  if (rule.aliases.length > 0) head.push(`Also known as ${rule.aliases.join(', ')}`);
  if (rule.parent !== null) head.push(`Part of ${rule.parent}`);
  const parts = [
    head.join('\n'),
    ...renderDetectors(rule, paint),
    ...renderKeys(rule, paint),
    ...renderWebhook(rule, paint),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderDetectors(rule: Rule, paint: Paint): string[] {
  const groups = Map.groupBy(listDetectors(rule), (d) => d.kind);
  return [...groups].map(([kind, detectors]) => {
    const rows = detectors.map((d) => {
      const note = [d.space, d.with === null ? null : `beside ${d.with}`, classOf(rule, d.text)].filter(
        (n) => n !== null && n !== undefined,
      );
      return `  ${cleanText(d.text)}${note.length === 0 ? '' : paint.dim(` (${note.join(', ')})`)}`;
    });
    return [paint.bold(KIND_WORDS[kind]), ...rows].join('\n');
  });
}

function classOf(rule: Rule, name: string): string | undefined {
  return rule.detect.env?.find((e) => e.name === name)?.class;
}

function renderKeys(rule: Rule, paint: Paint): string[] {
  if (rule.keys.length === 0) return [];
  const rows = rule.keys.map((key) => {
    const note = [key.class, key.mode, key.detect === 'context' ? 'only next to its name' : undefined]
      .filter(Boolean)
      .join(', ');
    return `  ${key.id} ${paint.dim(`(${note})`)}\n    ${key.consequence}${key.rotate === undefined ? '' : `\n    Rotate: ${key.rotate}`}`;
  });
  return [[paint.bold('Keys'), ...rows].join('\n')];
}

function renderWebhook({ webhook }: Rule, paint: Paint): string[] {
  if (webhook === undefined) return [];
  if (!webhook.signs) return [`${paint.bold('Webhooks')}\n  are not signed by this provider`];
  const rows = [
    webhook.headers.length > 0 ? `  signed, known by the headers ${webhook.headers.join(', ')}` : '  signed',
    ...webhook.secretEnv.slice(0, 1).map((name) => `  secret usually in ${name}`),
    ...Object.entries(webhook.verifiers).map(([language, calls]) => `  verified in ${language} by ${calls.join(', ')}`),
  ];
  return [[paint.bold('Webhooks'), ...rows].join('\n')];
}
