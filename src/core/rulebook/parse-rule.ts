import { LineCounter, parseDocument } from 'yaml';
import { ruleSchema, type ExampledRule } from './rule-schema.ts';

export type RuleProblem = { line: number; message: string };

/**
 * Parses a file in rules/.
 *
 * @param id the file's name without `.yml`, which is the provider's id everywhere.
 * @param text the file's YAML.
 * @returns the rule, or every violation of the schema with its line.
 */
export function parseRule(id: string, text: string): { rule: ExampledRule } | { problems: RuleProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    return { problems: document.errors.map((e) => ({ line: lines.linePos(e.pos[0]).line, message: e.message })) };
  }
  const parsed = ruleSchema.safeParse(document.toJS());
  if (parsed.success) return { rule: { id, ...parsed.data } };
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const problems = parsed.error.issues.map((i) => ({
    line: lineOf(i.path),
    message: `${i.path.join('.')}: ${i.message}`,
  }));
  return { problems };
}
