import { MAX_ANNOTATIONS, type Annotation, type CheckRunOutput } from '../core/check-run-types.ts';

/** The check run's name on a pull request, which branch rules can require. */
export const CHECK_RUN_NAME = 'Integration audit';

/** GitHub's limits: characters for the title, bytes (with a margin below 65,535 and 64 KB) for the rest. */
const MAX_TITLE = 255;
const MAX_TEXT_BYTES = 65_000;
const MAX_MESSAGE_BYTES = 64_000;

/**
 * Cuts the output to GitHub's limits. The report already respects them; this is a safeguard, because GitHub rejects the
 * whole output if it exceeds one.
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

/** Cuts a text to a number of UTF-8 bytes, between characters, and appends an ellipsis. */
function cutBytes(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes) return text;
  const ellipsis = '…';
  const room = new Uint8Array(maxBytes - Buffer.byteLength(ellipsis));
  const { read } = new TextEncoder().encodeInto(text, room);
  return text.slice(0, read) + ellipsis;
}

/**
 * Cuts a text to a number of UTF-16 units, but not within a surrogate pair. GitHub counts characters, of which there
 * are never more than units.
 */
export function cutCharacters(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/u.test(kept) ? kept.slice(0, -1) : kept}…`;
}
