import type { CheckId } from '../audit-types.ts';
import { compareText } from '../compare-text.ts';
import type { Category } from '../categories.ts';
import type { Rule } from '../rulebook/rule-schema.ts';
import type { Paint } from './paint.ts';
import { CATEGORY_WORDS } from './sentences/category-words.ts';
import { CHECK_WORDS } from './sentences/check-words.ts';

/** A category as text, for `explain`: its providers. */
export function renderCategoryText(category: Category, rules: readonly Rule[], paint: Paint): string {
  const own = rules.filter((rule) => rule.category === category).toSorted((a, b) => compareText(a.id, b.id));
  const rows = own.map(({ id, name }) => `  ${id}${paint.dim(` (${name})`)}`);
  return `${paint.bold(CATEGORY_WORDS[category])} (${category}, a category of ${own.length} providers)\n\n${rows.join('\n')}\n`;
}

/** A check as text, for `explain`: what it reports, what to do about it, and how to configure it. */
export function renderCheckText(check: CheckId, paint: Paint): string {
  const { name, tells, help } = CHECK_WORDS[check];
  // Errors in the configuration cannot be switched off.
  const tuned =
    check === 'config' ? '' : `\n\n\`checks.${check}\` of \`.integrations.yml\` sets its severity, or turns it off.`;
  return `${paint.bold(name)} (${check}, a check)\n\n${tells} ${help}${tuned}\n`;
}
