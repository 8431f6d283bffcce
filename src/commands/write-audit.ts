import type { JudgedAudit } from '../audit/audit-commits.ts';
import { renderDiffJson } from '../core/report/render-json.ts';
import { renderDiffMarkdown } from '../core/report/render-markdown.ts';
import { renderDiffText } from '../core/report/render-text.ts';
import { renderSarif } from '../core/report/render-sarif.ts';
import { readVersion } from '../read-version.ts';
import type { AuditFormat, CommandContext, ExitCode } from './command.ts';
import { makePaint } from './make-paint.ts';

/** Writes an audit in the given format. Returns 1 if its conclusion is failure. */
export function writeAudit(context: CommandContext, { audit }: JudgedAudit, format: AuditFormat): ExitCode {
  context.progress.end();
  if (format === 'json') context.write(renderDiffJson(audit));
  else if (format === 'markdown') context.write(renderDiffMarkdown(audit));
  else if (format === 'sarif') context.write(renderSarif(audit, readVersion()));
  else context.write(renderDiffText(audit, makePaint(context.colour), context.width));
  return audit.conclusion === 'failure' ? 1 : 0;
}
