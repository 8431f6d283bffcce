import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKS } from '../core/audit-types.ts';
import { CATEGORIES } from '../core/categories.ts';
import { CONFIG_PATHS } from '../core/config/config-paths.ts';
import { findNearestName } from '../core/config/find-nearest-name.ts';
import { makeCustomRule } from '../core/config/make-custom-rule.ts';
import { parseConfig } from '../core/config/parse-config.ts';
import { renderRuleText } from '../core/report/render-rule-text.ts';
import { renderCategoryText, renderCheckText } from '../core/report/render-topic-text.ts';
import type { Rule } from '../core/rulebook/rule-schema.ts';
import { UsageError, type CommandContext, type ExitCode } from './command.ts';
import { makePaint } from './make-paint.ts';
import { suggestProviders } from './suggest-providers.ts';

/**
 * Explains how a provider is recognised, which providers a category has, or what a check reports.
 *
 * @throws UsageError if nothing has that name.
 */
export async function runExplain(context: CommandContext, name: string): Promise<ExitCode> {
  const { rules } = await context.rulebook();
  const all = [...(await readOwnRules(context.cwd)), ...rules.values()];
  const wanted = name.toLowerCase();
  const paint = makePaint(context.colour);
  const rule = all.find(({ id }) => id === wanted) ?? findByName(all, wanted);
  const category = CATEGORIES.find((own) => own === wanted);
  const check = CHECKS.find((own) => own === wanted);
  if (rule !== undefined) context.write(renderRuleText(rule, paint));
  else if (category !== undefined) context.write(renderCategoryText(category, all, paint));
  else if (check !== undefined) context.write(renderCheckText(check, paint));
  else {
    const topic = findNearestName(wanted, [...CATEGORIES, ...CHECKS]);
    const meant = topic === '' ? suggestProviders(name, all) : [topic];
    throw new UsageError(`No provider is named ${JSON.stringify(name)}.${didYouMean(meant)}`);
  }
  return 0;
}

/** The custom providers of the current folder's configuration, as rules. */
async function readOwnRules(cwd: string): Promise<Rule[]> {
  const path = CONFIG_PATHS.find((each) => existsSync(join(cwd, each)));
  if (path === undefined) return [];
  const text = await readFile(join(cwd, path), 'utf8').catch(() => '');
  return parseConfig(text, path).config.providers.custom.map(makeCustomRule);
}

function findByName(rules: readonly Rule[], wanted: string): Rule | undefined {
  return rules.find((rule) => [rule.name, ...rule.aliases].some((own) => own.toLowerCase() === wanted));
}

function didYouMean(ids: readonly string[]): string {
  if (ids.length === 0) return '';
  const last = ids.length > 1 ? ` or ${ids.at(-1)}` : '';
  return ` Did you mean ${ids.slice(0, Math.max(1, ids.length - 1)).join(', ')}${last}?`;
}
