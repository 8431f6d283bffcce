import { setTimeout } from 'node:timers/promises';
import type { GitHub } from '../test/support/start-github.ts';
import type { RunningApp } from './start-app.ts';

/** A pull request after a push. */
export type Pushed = { number: number; headSha: string };

/** The demo cannot continue; the message is for people. */
export class DemoError extends Error {
  override name = 'DemoError';
}

const PAUSE_MS = 100;

/**
 * Waits until GitHub holds a completed check run for each head, and the App has nothing left to do.
 *
 * @param deadline ms since the epoch
 * @throws DemoError that names the pull requests without an answer
 */
export async function waitForAudits(
  github: GitHub,
  app: RunningApp,
  pushed: readonly Pushed[],
  deadline: number,
): Promise<void> {
  let open = [...pushed];
  while (open.length > 0 || app.queue.size() > 0) {
    const done = await Promise.all(open.map(({ headSha }) => isAudited(github, headSha)));
    open = open.filter((_, index) => done[index] === false);
    if (Date.now() > deadline) throw new DemoError(describeSilence(open, app));
    await setTimeout(PAUSE_MS);
  }
}

async function isAudited({ call, owner, repo }: GitHub, headSha: string): Promise<boolean> {
  const { check_runs: runs } = await call('GET', `/repos/${owner}/${repo}/commits/${headSha}/check-runs`);
  return runs.some((run: { status: string }) => run.status === 'completed');
}

function describeSilence(open: readonly Pushed[], app: RunningApp): string {
  const missing =
    open.length === 0
      ? 'The App did not come to rest in time.'
      : `The App did not answer in time: no completed check run for ${open.map(({ number }) => `#${number}`).join(', ')}.`;
  return [missing, ...app.troubles.slice(0, 3)].join('\n');
}
