import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRule } from '../core/rulebook/parse-rule.ts';
import { RULES_DIR } from '../read-rulebook.ts';
import { renderRuleSkeleton, titleOf } from './render-rule-skeleton.ts';

/** The rule cannot be created; the message is one sentence. */
export class NewRuleError extends Error {
  override name = 'NewRuleError';
}

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MAX_ID_LENGTH = 60;

/**
 * Writes the skeleton of a rule.
 *
 * @param id the provider's id, kebab-case: the file's name.
 * @param dir the folder of the rules.
 * @returns the path of the file.
 * @throws NewRuleError if the id is invalid, or taken as an id, a name or an alias.
 */
export function newRule(id: string, dir = RULES_DIR): string {
  if (!ID.test(id) || id.length > MAX_ID_LENGTH) {
    throw new NewRuleError(
      `${JSON.stringify(id)} is no id: write lower-case letters and digits, words joined by hyphens, such as acme-mail.`,
    );
  }
  const path = join(dir, `${id}.yml`);
  const names = readdirSync(dir).filter((name) => name.endsWith('.yml'));
  if (names.includes(`${id}.yml`)) throw new NewRuleError(`There is a rule ${id} already: ${path}.`);
  const owner = names.find((name) => namesOf(name, dir).includes(titleOf(id).toLowerCase()));
  if (owner !== undefined) throw new NewRuleError(`${titleOf(id)} is described already: ${join(dir, owner)}.`);
  writeFileSync(path, renderRuleSkeleton(id), { flag: 'wx' });
  return path;
}

/** Name and aliases of a rule, in lower case; empty if the rule does not parse, like one that is not finished. */
function namesOf(file: string, dir: string): string[] {
  const parsed = parseRule(file.slice(0, -'.yml'.length), readFileSync(join(dir, file), 'utf8'));
  return 'rule' in parsed ? [parsed.rule.name, ...parsed.rule.aliases].map((name) => name.toLowerCase()) : [];
}

function nextSteps(id: string, path: string): string {
  return `Written: ${path}

Next
  1. Fill in category and url; check every guessed name against the provider's documentation.
  2. Take what applies of the offered lines, remove the others and the notes. The format: docs/rules.md
  3. npm test -- test/rules -t '${id}:'   runs its examples, alone and against all rules
  4. npm run generate   lists it in docs/providers.md
  5. npm run --silent cli -- explain ${id}   shows what a reader of the report will know of it
`;
}

function main([id = '', ...others]: readonly string[]): void {
  try {
    if (others.length > 0) throw new NewRuleError('One id at a time, its words joined by hyphens, such as acme-mail.');
    process.stdout.write(nextSteps(id, newRule(id)));
  } catch (error) {
    if (!(error instanceof NewRuleError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

if (import.meta.main) main(process.argv.slice(2));
