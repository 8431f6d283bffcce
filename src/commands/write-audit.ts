import type { JudgedAudit } from '../audit/audit-commits.ts';
import { renderDiffJson } from '../core/report/render-json.ts';
import { renderDiffMarkdown } from '../core/report/render-markdown.ts';
import { renderDiffText } from '../core/report/render-text.ts';
import type { CommandContext, ExitCode, Format } from './command.ts';
import { makePaint } from './make-paint.ts';

/** Writes an audit in the wanted format; exit 1 when its conclusion is failure. */
export function writeAudit(context: CommandContext, { audit }: JudgedAudit, format: Format): ExitCode {
  context.progress.end();
  if (format === 'json') context.write(renderDiffJson(audit));
  else if (format === 'markdown') context.write(renderDiffMarkdown(audit));
  else context.write(renderDiffText(audit, makePaint(context.colour), context.width));
  return audit.conclusion === 'failure' ? 1 : 0;
}
