import type { ExpectedAnnotation, Expectation } from './pull-request-story.ts';
import type { Answer, ShownAnnotation } from './read-answer.ts';

/** How an answer differs from what is expected, in sentences; empty if it does not. */
export function checkAnswer(answer: Answer, expected: Expectation): string[] {
  const { checkRun, comment } = answer;
  const missing = expected.annotations.filter((wanted) => !checkRun.annotations.some((a) => fits(a, wanted, answer)));
  const surplus = checkRun.annotations.filter((a) => !expected.annotations.some((wanted) => fits(a, wanted, answer)));
  return [
    ...(checkRun.conclusion === expected.conclusion
      ? []
      : [`The check run should end with ${expected.conclusion}, and ended with ${checkRun.conclusion}.`]),
    ...missing.map(({ level, path, says }) => `No ${level} at its line in ${path} says “${says}”.`),
    ...surplus.map((a) => `Nobody expects the ${a.annotation_level} at ${a.path}:${a.start_line}: ${a.message}`),
    ...checkComment(comment?.body ?? null, expected.comment),
  ].map((sentence) => `#${answer.number} ${answer.title}: ${sentence}`);
}

function fits(annotation: ShownAnnotation, wanted: ExpectedAnnotation, { files }: Answer): boolean {
  const text = files.find(({ path }) => path === annotation.path)?.head ?? '';
  const line = text.split('\n')[annotation.start_line - 1] ?? '';
  return (
    annotation.path === wanted.path &&
    annotation.annotation_level === wanted.level &&
    line.includes(wanted.code) &&
    annotation.message.includes(wanted.says)
  );
}

function checkComment(body: string | null, expected: readonly string[] | null): string[] {
  if (expected === null) return body === null ? [] : ['There should be no comment, and there is one.'];
  if (body === null) return ['There is no comment.'];
  return expected.filter((piece) => !body.includes(piece)).map((piece) => `The comment does not say “${piece}”.`);
}
