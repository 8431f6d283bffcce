import { MAX_ANNOTATIONS, type Annotation, type CheckRunOutput } from '../core/check-run-types.ts';

/** The name under which the check run stands in a pull request, and which branch rules can require. */
export const CHECK_RUN_NAME = 'Integration audit';

/** GitHub's limits, in characters for the title and in bytes (a margin below 65,535 and 64 KB) for the rest. */
const MAX_TITLE = 255;
const MAX_TEXT_BYTES = 65_000;
const MAX_MESSAGE_BYTES = 64_000;

/**
 * The output within GitHub's limits. The report keeps to them by itself; this is the last guard, since an output that is
 * over one of them is refused as a whole.
 *
 * @see https://docs.github.com/en/rest/checks/runs#create-a-check-run
 */
export function fitCheckRunOutput(output: CheckRunOutput): CheckRunOutput {
  return {
    conclusion: output.conclusion,
    title: cutCharacters(output.title, MAX_TITLE),
    summary: cutBytes(output.summary, MAX_TEXT_BYTES),
    text: output.text === null ? null : cutBytes(output.text, MAX_TEXT_BYTES),
    annotations: output.annotations.slice(0, MAX_ANNOTATIONS).map(fitAnnotation),
  };
}

function fitAnnotation(annotation: Annotation): Annotation {
  const { path, annotation_level, start_column, end_column } = annotation;
  const start_line = Math.max(1, annotation.start_line);
  const end_line = Math.max(start_line, annotation.end_line);
  const hasColumns = start_line === end_line && start_column !== undefined && end_column !== undefined;
  return {
    path,
    start_line,
    end_line,
    ...(hasColumns && end_column >= start_column && start_column >= 1 && { start_column, end_column }),
    annotation_level,
    message: cutBytes(annotation.message, MAX_MESSAGE_BYTES),
    title: cutCharacters(annotation.title, MAX_TITLE),
  };
}

/** Cut to a number of UTF-8 bytes, between characters, with an ellipsis as the sign of it. */
function cutBytes(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes) return text;
  const ellipsis = '…';
  const room = new Uint8Array(maxBytes - Buffer.byteLength(ellipsis));
  const { read } = new TextEncoder().encodeInto(text, room);
  return text.slice(0, read) + ellipsis;
}

/** Cut to a number of UTF-16 units, which is never less than GitHub's characters, not within a surrogate pair. */
export function cutCharacters(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/u.test(kept) ? kept.slice(0, -1) : kept}…`;
}
