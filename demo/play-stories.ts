import type { GitHub } from '../test/support/start-github.ts';
import type { PullRequestStory } from './pull-request-story.ts';
import { readAnswer, type Answer } from './read-answer.ts';
import type { RunningApp } from './start-app.ts';
import { waitForAudits, type Pushed } from './wait-for-audits.ts';

/** A pull request with the App's answer to each of its pushes. */
export type PlayedStory = { story: PullRequestStory; answers: Answer[] };

/**
 * Opens every pull request with its first push, waits for the App, reads its answers, and continues with the next push
 * of those that have one.
 *
 * @throws DemoError when the App does not answer before the deadline (ms since the epoch)
 */
export async function playStories(
  stage: { github: GitHub; app: RunningApp; deadline: number; onRound: (pushes: number, round: number) => void },
  stories: readonly PullRequestStory[],
): Promise<PlayedStory[]> {
  const { github, app, deadline, onRound } = stage;
  const played: PlayedStory[] = stories.map((story) => ({ story, answers: [] }));
  const rounds = Math.max(...stories.map(({ pushes }) => pushes.length));
  for (let round = 0; round < rounds; round += 1) {
    const taking = played.filter(({ story }) => round < story.pushes.length);
    onRound(taking.length, round);
    const pushed: Pushed[] = [];
    for (const one of taking) pushed.push(await push(github, one, round));
    await waitForAudits(github, app, pushed, deadline);
    const answers = await Promise.all(
      pushed.map((one, index) => readAnswer(github, one, taking[index]?.answers.at(-1))),
    );
    for (const [index, { answers: earlier }] of taking.entries()) {
      const answer = answers[index];
      if (answer !== undefined) earlier.push(answer);
    }
  }
  return played;
}

async function push(github: GitHub, { story, answers }: PlayedStory, round: number): Promise<Pushed> {
  const { branch, title, pushes } = story;
  const next = pushes[round];
  if (next === undefined) throw new Error(`${branch} has no push ${round + 1}`);
  const headSha = await github.commitFiles(next.files, { branch, message: next.message });
  const before = answers.at(-1);
  if (before === undefined) return { number: (await github.openPullRequest({ head: branch, title })).number, headSha };
  await github.synchronize(before.number, before.headSha);
  return { number: before.number, headSha };
}
