import { findNearestName } from '../core/config/find-nearest-name.ts';
import { renderRuleText } from '../core/report/render-rule-text.ts';
import { UsageError, type CommandContext, type ExitCode } from './command.ts';
import { makePaint } from './make-paint.ts';

/** Tells by what a provider is recognised: the rule, in words. */
export async function runExplain(context: CommandContext, provider: string): Promise<ExitCode> {
  const { rules } = await context.rulebook();
  const wanted = provider.toLowerCase();
  const rule =
    rules.get(wanted) ??
    [...rules.values()].find((r) => [r.name, ...r.aliases].some((n) => n.toLowerCase() === wanted));
  if (rule === undefined) {
    const near = findNearestName(wanted, rules.keys());
    throw new UsageError(
      `No provider is named ${JSON.stringify(provider)}.${near === '' ? '' : ` Did you mean ${near}?`}`,
    );
  }
  context.write(renderRuleText(rule, makePaint(context.colour)));
  return 0;
}
